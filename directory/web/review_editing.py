"""An editor edits any listing: a draft of their own, that readers see once it is looked over."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain import differences
from directory.domain.documents import Document
from directory.domain.revisions import Revision
from directory.services import edit_listing
from directory.services.edit_listing import Keeper
from directory.services.publish_changes import ListingGoneError
from directory.services.publish_draft import publish_draft
from directory.services.submit_listing import ChangedMeanwhileError
from directory.storage import revisions
from directory.storage.statuses import Standing
from directory.web import (
    difference_words,
    formats,
    review_desk,
    review_listing,
    review_parts,
    review_shown,
)
from directory.web.listing_form import sheets, steps, turns
from directory.web.listing_form.steps import Page, Step

FRAME = "review/editing.html"


def begin(slug: str) -> ResponseReturnValue:
    with context.writing() as session:
        draft = edit_listing.begin(session, review_listing.standing_of(slug).id, _keeper())
    return redirect(_address(slug, steps.pages(draft.proposal)[0]))


def edit(slug: str, page: str) -> ResponseReturnValue:
    draft = draft_of(review_listing.standing_of(slug)) or abort(404)
    found = steps.find(page, draft.proposal)
    if found is None or found.step is Step.CHECK:
        return redirect(_address(slug, found or Page(Step.PROGRAMS)))
    return turns.answer(found, _sheet(slug, draft))


def check(slug: str) -> str:
    """What differs, before it is shown."""
    draft = draft_of(review_listing.standing_of(slug)) or abort(404)
    changed = differences.between(draft.base, draft.proposal)
    told = difference_words.told(changed, context.vocabulary(), draft.base)
    return render_template(
        "review/check.html",
        listing=review_listing.listing_of(slug),
        parts=difference_words.parts(told),
        findings=review_parts.told_findings(draft.proposal),
    )


def preview(slug: str) -> str:
    draft = draft_of(review_listing.standing_of(slug)) or abort(404)
    changed = differences.between(draft.base, draft.proposal)
    back = url_for("review.check", slug=slug)
    return review_shown.page(
        review_shown.proposed(review_listing.listing_of(slug), changed),
        back,
        "If you show your changes",
    )


def publish(slug: str) -> ResponseReturnValue:
    onwards = url_for("review.listing", slug=slug)
    draft = draft_of(review_listing.standing_of(slug))
    if draft is None:
        return review_desk.done("There are no changes under way.", onwards)
    try:
        with context.writing() as session:
            editor = review_desk.editor()
            done = publish_draft(session, draft, editor, context.gazetteer(), formats.today())
    except (ListingGoneError, ChangedMeanwhileError):
        return review_desk.done("Nothing was changed: this was done elsewhere.", onwards)
    return review_desk.done("Readers see it now.", onwards, undo=done.id)


def discard(slug: str) -> ResponseReturnValue:
    standing = review_listing.standing_of(slug)
    draft = draft_of(standing)
    if draft is not None:
        with context.writing() as session:
            edit_listing.discard(session, draft, _keeper())
    return review_desk.done("Thrown away.", url_for("review.listing", slug=slug))


def _keeper() -> Keeper:
    """An editor works on it like those who keep it, and belongs to nobody."""
    person = review_desk.person()
    return Keeper(
        actor=person.actor,
        account_id=person.id,
        email=person.email,
        language=person.language,
        organization_id=None,
        trusted=True,
    )


def draft_of(standing: Standing) -> Revision | None:
    return revisions.draft_of(context.session(), standing.id, review_desk.person().id)


def _sheet(slug: str, draft: Revision) -> sheets.Sheet:
    def save(version: int, document: Document) -> Revision:
        with context.writing() as session:
            return edit_listing.save(session, draft, version, document)

    return sheets.Sheet(
        draft=draft,
        frame=FRAME,
        address=lambda page, **query: _address(slug, page, **query),
        save=save,
        beside={"listing": review_listing.listing_of(slug)},
    )


def _address(slug: str, page: Page, **query: str) -> str:
    given: dict[str, Any] = {"slug": slug, **query}
    if page.step is Step.CHECK:
        return url_for("review.check", **given)
    return url_for("review.edit", page=page.slug, **given)
