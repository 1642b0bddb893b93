"""Where a person says one thing of a listing and a list another, as editors settle it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain.changes import Field
from directory.domain.facts import Answer
from directory.domain.listings import Listing
from directory.domain.review import Kind
from directory.domain.vocabulary import Facet
from directory.services import settle_conflict
from directory.services.find_conflicts import Conflicts, FactConflict
from directory.services.settle_conflict import Asking, Point, SettledError
from directory.storage import listings, organizations, statuses
from directory.web import difference_words, formats, review_desk, review_taking, words

FIELDS = {
    Field.NAME: "Name",
    Field.ADDRESS: "Address",
    Field.PHONES: "Telephone",
    Field.WEBSITE: "Website",
}
ANSWERS = {Answer.YES: "Yes", Answer.NO: "No"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    text: str
    who: str
    day: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispute:
    """One thing, as a person and lists say it."""

    point: Point
    subject: str
    ours: Saying
    theirs: tuple[Saying, ...]


def show(kind: Kind, ref: str) -> str:
    listing = _listing(ref)
    found = list(_disputes(settle_conflict.open_of(context.session(), listing)))
    standing = statuses.of(context.session(), listing.id)
    kept_by = (standing and standing.organization_id) or 0
    return render_template(
        "review/conflict.html",
        listing=listing,
        disputes=found,
        members=organizations.members(context.session(), kept_by),
        **review_taking.around(kind, ref, is_open=bool(found)),
    )


def settle(ref: str) -> ResponseReturnValue:
    """`keep` ours, take `theirs`, or `ask` the provider."""
    listing = _listing(ref)
    about, _, program = request.form.get("point", "").partition("|")
    point = Point(about=about, program=program)
    item = review_taking.opened(Kind.CONFLICT, ref)
    try:
        told = _settled(listing, point)
    except SettledError:
        return item.go_on("", done=False)
    context.session().rollback()  # to see what was just written
    left = settle_conflict.open_of(context.session(), _listing(ref))
    onwards = item.back if left else item.onwards
    return review_desk.done(told, onwards)


def subjects(found: Conflicts) -> list[str]:
    return [each.subject for each in _disputes(found)]


def _settled(listing: Listing, point: Point) -> str:
    editor, desk = review_desk.editor(), review_desk.desk()
    with context.writing() as session:
        if "theirs" in request.form:
            settle_conflict.take_theirs(session, listing.id, point, editor, desk)
            return f"{listing.full_name} now shows what the list says."
        if "ask" in request.form:
            asking = _asking(listing, point)
            count = settle_conflict.ask_provider(session, listing.id, editor, asking, desk)
            return f"Asked by mail: {count} of those who keep {listing.full_name}."
        settle_conflict.keep_ours(session, listing.id, point, editor)
        return f"{listing.full_name} stays as it is, until the list says something new."


def _asking(listing: Listing, point: Point) -> Asking:
    found = _disputes(settle_conflict.open_of(context.session(), listing))
    asked = next((each for each in found if each.point == point), None)
    if asked is None:
        raise SettledError
    said = "; ".join(f"{each.text} ({each.who})" for each in asked.theirs)
    return Asking(about=asked.subject, shown=asked.ours.text, said=said)


def _listing(ref: str) -> Listing:
    found = listings.whole(context.session(), int(ref)) if ref.isdecimal() else None
    return found or abort(404)


def _disputes(found: Conflicts) -> Iterator[Dispute]:
    for field in FIELDS:
        same = [each for each in found.fields if each.field is field]
        if same:
            written = same[0].written
            who = words.source_name(written.source) if written else "Somebody, it was not noted who"
            day = written.said_on if written else None
            yield Dispute(
                point=Point(about=field.value),
                subject=FIELDS[field],
                ours=Saying(text=_told(field, same[0].ours), who=who, day=day),
                theirs=tuple(
                    Saying(text=_told(field, one.theirs), who=one.source.name, day=one.said_on)
                    for one in same
                ),
            )
    yield from map(_fact, found.facts)


def _told(field: Field, lines: tuple[str, ...]) -> str:
    return ", ".join(map(formats.phone, lines)) if field is Field.PHONES else "; ".join(lines)


def _fact(found: FactConflict) -> Dispute:
    facet, slug = found.about
    vocabulary = context.vocabulary()
    label = difference_words.label(f"says/{facet.value}/{slug}", vocabulary)
    care = vocabulary.get(Facet.CARE, found.program) if found.program else None
    ours = found.ours
    return Dispute(
        point=Point(about=f"{facet.value}/{slug}", program=found.program or ""),
        subject=f"{label} ({care.label})" if care else label,
        ours=Saying(
            text=ANSWERS[ours.answer], who=words.source_name(ours.source), day=ours.reported_on
        ),
        theirs=tuple(
            Saying(text=ANSWERS[one.answer], who=one.source.name, day=one.reported_on)
            for one in found.theirs
        ),
    )
