"""What an editor decides about a new listing or a change: each once, whoever was first."""

from collections.abc import Mapping
from dataclasses import replace

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain.mail import Letter, Written
from directory.domain.review import Kind
from directory.domain.revisions import Revision, RevisionKind
from directory.services import review_revision
from directory.services.publish_changes import ListingGoneError, by_editor
from directory.services.review_revision import (
    DecidedError,
    Decision,
    NothingLeftError,
    TakenError,
)
from directory.services.undo_revision import NothingToUndoError, undo_revision
from directory.web import formats, review_desk, review_parts, review_reasons, review_revisions
from directory.web.review_parts import Part
from directory.web.review_revisions import Typed, known, name_of

TEXT = "text/"  # before the key of what an editor may write otherwise


def accept(kind: str, ref: str) -> ResponseReturnValue:
    """What is ticked; `all` ticks everything."""
    revision, onwards = known(ref), review_desk.after(_kind(kind), ref)
    parts = _parts(revision)
    named = {one.name for one in parts} if "all" in request.form else review_desk.ticked("part")
    decision = _decision(revision, parts, named)
    some = "Accepted" if len(named) == len(parts) and not decision.mended else "Accepted in part"

    unsaid = review_reasons.NONE[revision.language]
    editor, desk = review_desk.editor(), replace(review_desk.desk(), no_reason=unsaid)
    try:
        with context.writing() as session:
            review_revision.accept(session, revision.id, editor, decision, desk)
    except NothingLeftError:
        fault = "Nothing is ticked. Tick what is right, or refuse all of it."
        return review_revisions.show(_kind(kind), ref, Typed(fault=fault))
    except (DecidedError, TakenError, ListingGoneError):
        return _too_late(kind, ref)
    more = {} if revision.kind is RevisionKind.SUBMISSION else {"undo": revision.id}
    return review_desk.done(f"{some}: {name_of(revision)}.", onwards, **more)


def refuse(kind: str, ref: str) -> ResponseReturnValue:
    """With a reason that is mailed; `look` shows the mail before it is sent."""
    revision, onwards = known(ref), review_desk.after(_kind(kind), ref)
    reason = review_reasons.given(revision.language)
    typed = Typed(reason=request.form.get("reason", ""), words=request.form.get("words", ""))
    if not reason:
        fault = replace(typed, fault="Please choose a reason, or write one.")
        return review_revisions.show(_kind(kind), ref, fault)
    if "look" in request.form:
        looked = replace(typed, mail=_mail(revision, reason))
        return review_revisions.show(_kind(kind), ref, looked)

    editor, desk = review_desk.editor(), review_desk.desk()
    try:
        with context.writing() as session:
            review_revision.refuse(session, revision.id, editor, reason, desk)
    except (DecidedError, TakenError):
        return _too_late(kind, ref)
    return review_desk.done(f"Refused: {name_of(revision)}.", onwards)


def release(kind: str, ref: str) -> ResponseReturnValue:
    revision, onwards = known(ref), review_desk.after(_kind(kind), ref)
    with context.writing() as session:
        review_revision.release(session, revision.id, review_desk.editor())
    return review_desk.done(f"Left for later: {name_of(revision)}.", onwards)


def undo(revision: int) -> ResponseReturnValue:
    """Take back what an accepted change made true, as far as nobody changed it since."""
    found = known(str(revision))
    back = url_for("review.item", kind=Kind.CHANGE.value, ref=revision)
    try:
        with context.writing() as session:
            spoken = by_editor(formats.today())
            undo_revision(session, found, review_desk.editor(), spoken, context.gazetteer())
    except (NothingToUndoError, ListingGoneError):
        return review_desk.done("Nothing of it stands any more, so nothing was undone.", back)
    return review_desk.done(f"Undone: {name_of(found)}.", back)


def _kind(written: str) -> Kind:
    return Kind(written) if written in (Kind.SUBMISSION, Kind.CHANGE) else abort(404)


def _parts(revision: Revision) -> list[Part]:
    since = review_revision.wanted(context.session(), revision)
    return review_parts.of(since, revision.proposal, revision.base)


def _decision(revision: Revision, parts: list[Part], named: set[str] | frozenset[str]) -> Decision:
    accepted = [one for one in parts if one.name in named]
    mended = review_parts.mended(accepted, _texts(request.form))
    became = [
        (review_reasons.LEFT_OUT, review_parts.left_out(parts, named)),
        (review_reasons.MENDED, review_parts.told_mended(parts, mended)),
    ]
    told = [f"{heading[revision.language]}\n{lines}" for heading, lines in became if lines]
    return Decision(
        parts=named,
        reason=review_reasons.given(revision.language),
        left_out="\n\n".join(told),
        mended=mended,
    )


def _texts(sent: Mapping[str, str]) -> dict[str, str]:
    return {key.removeprefix(TEXT): text for key, text in sent.items() if key.startswith(TEXT)}


def _mail(revision: Revision, reason: str) -> Written:
    manage = review_desk.desk().manage_link
    values = {"name": name_of(revision), "reason": reason, "link": manage}
    letters = context.letterbox().letters
    return letters.written(Letter("submission-refused", values), revision.language)


def _too_late(kind: str, ref: str) -> ResponseReturnValue:
    """The page of the item says who was first."""
    back = url_for("review.item", kind=kind, ref=ref, **review_desk.filters())
    return review_desk.done("Nothing was changed: another editor was first.", back)
