"""Two listings become one: what stays is chosen, looked at as readers will see it, and undone."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain import documents
from directory.domain.listings import Listing
from directory.services import merge_listings
from directory.services.merge_listings import (
    MergedSinceError,
    NoMergeError,
    NotMergeableError,
    UndoneError,
)
from directory.services.merged_listing import (
    GROUPS,
    OUT,
    OWN,
    PHONES,
    Choice,
    Side,
    merged,
    private,
)
from directory.services.merged_listing import suggested as suggested_choice
from directory.storage import merges, organizations, statuses
from directory.storage.organizations import Member, Organization
from directory.web import difference_words, formats, review_desk, review_shown, value_words

SHOWN = 100  # merges
LABELS = {
    "name": "Name",
    "address": "Address",
    "description": "Description",
    "website": "Website",
    "benefits_phone": "Phone for insurance checks",
    "office_hours": "Office hours",
    PHONES: "Telephones",
}
KEYS = {
    "name": ("name", "name2"),
    "address": ("street", "street2", "city", "state", "zip", "confidential"),
    PHONES: tuple(f"{documents.PHONE}/{line}" for line in documents.LINES),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What of one group each of the two says, and whose is chosen."""

    group: str
    label: str
    kept: str
    gone: str
    chosen: Side


@dataclass(frozen=True, kw_only=True, slots=True)
class Owner:
    """Who keeps one of the two."""

    organization: Organization | None
    members: tuple[Member, ...]


def show(kept: int, gone: int) -> ResponseReturnValue:
    try:
        two = merge_listings.pair(context.session(), kept, gone)
    except NotMergeableError:
        return _refused()
    choice = suggested_choice(*two)
    return render_template(
        "review/merge.html",
        kept=two[0],
        gone=two[1],
        questions=list(_questions(*two, choice)),
        programs=_programs(two[1]),
        stays=_programs(two[0]),
        choice=choice,
        owners=[_owner(one) for one in two],
        private=private(*two),
    )


def preview(kept: int, gone: int) -> str:
    """The page that readers would see."""
    two = _pair(kept, gone)
    back = url_for("review.merge", kept=kept, gone=gone)
    return review_shown.page(merged(*two, _choice(*two)), back, "If you merge them so")


def decide(kept: int, gone: int) -> ResponseReturnValue:
    two = _pair(kept, gone)
    choice = _choice(*two)
    try:
        with context.writing() as session:
            merge_listings.merge(
                session, (kept, gone), choice, review_desk.editor(), formats.today()
            )
    except NotMergeableError:
        return _refused()
    told = f"{two[1].full_name} is now part of {two[0].full_name}. It can be undone here."
    return review_desk.done(told, url_for("review.merges"))


def every() -> str:
    return render_template("review/merges.html", merges=merges.every(context.session(), SHOWN))


def undo(merge: int) -> ResponseReturnValue:
    onwards = url_for("review.merges")
    try:
        with context.writing() as session:
            undone = merge_listings.undo(session, merge, review_desk.editor())
    except NoMergeError:
        abort(404)
    except UndoneError:
        return review_desk.done("It was undone before. Nothing was changed.", onwards)
    except MergedSinceError:
        told = "What was kept was merged into another listing since. Undo that first."
        return review_desk.done(told, onwards)
    if not undone.stays:
        return review_desk.done("Undone. Both are as they were.", onwards)
    told = ", ".join(undone.stays)
    return review_desk.done(f"Undone, but this was changed since and stays: {told}.", onwards)


def _pair(kept: int, gone: int) -> tuple[Listing, Listing]:
    try:
        return merge_listings.pair(context.session(), kept, gone)
    except NotMergeableError:
        return abort(404)


def _refused() -> ResponseReturnValue:
    told = "These two cannot be merged: one of them was merged already, or is not there."
    return review_desk.done(told, url_for("review.merges"))


def _choice(kept: Listing, gone: Listing) -> Choice:
    """What cannot be read stays as it would be suggested."""
    sent, known = request.form, suggested_choice(kept, gone)
    sides = {each.value: each for each in Side}
    dropped = {one.id for one in kept.programs if f"drop/{one.id}" in sent}
    stays = {str(one.id) for one in kept.programs if one.id not in dropped} | {OWN, OUT}
    wanted = {one.id: sent.get(f"program/{one.id}", "") for one in gone.programs}
    return Choice(
        fields={
            group: sides.get(sent.get(f"field/{group}", ""), known.fields[group])
            for group in (*GROUPS, PHONES)
        },
        programs={id_: one if one in stays else OWN for id_, one in wanted.items()},
        dropped=frozenset(dropped),
        organization=sides.get(sent.get("organization", ""), Side.KEPT),
        all_members="members" in sent,
        shows_street="street" in sent,
    )


def _questions(kept: Listing, gone: Listing, choice: Choice) -> Iterator[Question]:
    for group, label in LABELS.items():
        here, there = _words(kept, group), _words(gone, group)
        if here != there:
            chosen = choice.fields[group]
            yield Question(group=group, label=label, kept=here, gone=there, chosen=chosen)


def _words(listing: Listing, group: str) -> str:
    document, vocabulary = documents.of(listing), context.vocabulary()
    lines = (
        line
        for key in KEYS.get(group, (group,))
        for line in value_words.lines(key, document.get(key), vocabulary)
    )
    return ", ".join(lines)


def _programs(listing: Listing) -> list[tuple[int, str]]:
    names = difference_words.program_names(documents.of(listing), context.vocabulary())
    unnamed = "A program without a level of care"
    return [(one.id, names.get(str(one.id), unnamed)) for one in listing.programs]


def _owner(listing: Listing) -> Owner:
    session = context.session()
    standing = statuses.of(session, listing.id)
    id_ = (standing and standing.organization_id) or 0
    members = tuple(organizations.members(session, id_))
    return Owner(organization=organizations.by_id(session, id_), members=members)
