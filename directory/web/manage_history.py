"""Who changed what of a listing and when, and the way back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from directory import context
from directory.domain.changes import GONE, LISTED, Field
from directory.domain.differences import Difference
from directory.domain.documents import Document
from directory.domain.revisions import Revision
from directory.domain.vocabulary import Facet
from directory.services import tell_history
from directory.services.publish_changes import by_provider
from directory.services.tell_history import Done, Event, Heard, Sent
from directory.services.undo_revision import NothingToUndoError, undo_revision
from directory.web import difference_words, formats, keeping, words
from directory.web.difference_words import Told

FIELDS: Mapping[str, LazyString] = {
    Field.NAME: lazy_gettext("Name"),
    Field.ADDRESS: lazy_gettext("Address"),
    Field.DESCRIPTION: lazy_gettext("Description"),
    Field.WEBSITE: lazy_gettext("Website"),
    Field.BENEFITS_PHONE: lazy_gettext("Phone for insurance checks"),
    Field.OFFICE_HOURS: lazy_gettext("Office hours"),
    Field.PHONES: lazy_gettext("Telephone"),
    Field.PLANS: lazy_gettext("Insurance plans"),
    Field.PROGRAM: lazy_gettext("Program"),
}
MOST_NEWS = 12  # of one list, said one by one; the first edition of a list says hundreds


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An event in words. `kind`: sent, done, heard, as the template tells it."""

    at: datetime
    kind: str
    event: Event
    who: str
    parts: list[tuple[str, list[Told]]]
    may_undo: bool = False


def show() -> str:
    listing = keeping.listing()
    events = tell_history.tell_history(context.session(), listing)
    return render_template(
        "manage/history.html",
        keeping=keeping.current(),
        listing=listing,
        lines=[_line(each) for each in events],
    )


def undo(revision: int) -> ResponseReturnValue:
    """Ask first: what is taken back, and what stays because somebody changed it since."""
    listing = keeping.listing()
    events = tell_history.tell_history(context.session(), listing)
    sent = next((e for e in events if isinstance(e, Sent) and e.revision.id == revision), None)
    if sent is None or not _is_ours(sent.revision):
        abort(404)
    if request.method == "POST":
        return _undone(sent.revision)
    document = {**sent.revision.base, **sent.revision.proposal}
    stays = [each for each in sent.changed if each.key not in {one.key for one in sent.undoes}]
    return render_template(
        "manage/undo.html",
        keeping=keeping.current(),
        listing=listing,
        sent=sent,
        back=_parts(sent.undoes, document),
        stays=_parts(stays, document),
    )


def _undone(revision: Revision) -> ResponseReturnValue:
    actor, spoken = keeping.person().actor, by_provider(formats.today())
    try:
        with context.writing() as session:
            undo_revision(session, revision, actor, spoken, context.gazetteer())
        flash(_("It is undone. Readers see it as it was before."))
    except NothingToUndoError:
        flash(_("Nothing was left to undo: all of it was changed again since."))
    return redirect(url_for("manage.history", slug=keeping.standing().slug), 303)


def _line(event: Event) -> Line:
    if isinstance(event, Sent):
        document = {**event.revision.base, **event.revision.proposal}
        return Line(
            at=event.at,
            kind="sent",
            event=event,
            who=keeping.name_of(event.revision.account_id, event.revision.email),
            parts=_parts(event.changed, document),
            may_undo=bool(event.undoes) and _is_ours(event.revision),
        )
    if isinstance(event, Done):
        who = keeping.name_of(event.account_id, event.who)
        return Line(at=event.at, kind="done", event=event, who=who, parts=[])
    return Line(at=event.at, kind="heard", event=event, who="", parts=_news(event))


def _is_ours(revision: Revision) -> bool:
    """Sent in by this organization, and not an editor's own word."""
    ours = revision.organization_id == keeping.organization().id
    return ours and (not revision.account_id or keeping.is_colleague(revision.account_id))


def _parts(
    changed: tuple[Difference, ...] | list[Difference], document: Document
) -> list[tuple[str, list[Told]]]:
    return difference_words.parts(difference_words.told(changed, context.vocabulary(), document))


def _news(event: Heard) -> list[tuple[str, list[Told]]]:
    """What a list said otherwise than before. What no page shows is left out."""
    told = [_one(*each) for each in event.news if each[0] != Field.CODES]
    return [(words.source_name(event.source), told[:MOST_NEWS])] if told else []


def _one(about: str, care: str, was: str, became: str) -> Told:
    where = context.vocabulary().get(Facet.CARE, care)
    return Told(
        key=about,
        program=care,
        part=where.label if where else _("The whole site"),
        about=_label(about),
        was=_answer(was),
        became=_answer(became),
    )


def _label(about: str) -> str:
    facet, _slash, slug = about.partition("/")
    if facet in FIELDS:
        return str(FIELDS[facet])
    term = context.vocabulary().get(Facet(facet), slug) if facet in set(Facet) else None
    return term.label if term else _("Named by this list")


def _answer(said: str) -> tuple[str, ...]:
    answers = {"yes": _("Yes"), "no": _("No"), LISTED: _("Yes"), GONE: _("No")}
    return (answers.get(said, said),) if said else ()
