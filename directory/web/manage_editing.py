"""A listing is edited as a draft, saved at each step, that nobody else sees."""

from collections.abc import Iterator
from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from directory import context
from directory.domain.documents import Document
from directory.domain.revisions import Revision, RevisionStatus
from directory.services import edit_listing
from directory.services.submit_listing import ChangedMeanwhileError
from directory.storage import revisions
from directory.web import keeping
from directory.web.listing_form import sheets, steps, turns
from directory.web.listing_form.steps import Page, Step

FRAME = "manage/editing.html"


def begin() -> ResponseReturnValue:
    """Go on with the draft there is, or begin one of how the listing is shown now."""
    draft = draft_of()
    return redirect(address(steps.pages(draft.proposal)[0]))


def edit(page: str) -> ResponseReturnValue:
    draft = draft_of()
    found = steps.find(page, draft.proposal)
    if found is None:
        return redirect(address(Page(Step.PROGRAMS)))
    if found.step is Step.CHECK:
        return redirect(address(found))
    return turns.answer(found, sheet(draft))


def discard() -> ResponseReturnValue:
    draft = own_draft()
    if draft is not None:
        with context.writing() as session:
            edit_listing.discard(session, draft, keeping.current().keeper)
    flash(_("Your changes are thrown away. Nothing that readers see was changed."))
    return redirect(url_for("manage.listing", slug=keeping.standing().slug), 303)


def sheet(draft: Revision) -> sheets.Sheet:
    return sheets.Sheet(
        draft=draft,
        frame=FRAME,
        address=address,
        save=lambda version, document: _save(draft, version, document),
        beside={"keeping": keeping.current()},
    )


def address(page: Page, **query: str) -> str:
    """Where a page of the form is; the last one shows the differences."""
    given: dict[str, Any] = {"slug": keeping.standing().slug, **query}
    if page.step is Step.CHECK:
        return url_for("manage.difference", **given)
    return url_for("manage.edit", page=page.slug, **given)


def own_draft() -> Revision | None:
    """What this person works on; what colleagues work on is theirs."""
    return revisions.draft_of(context.session(), keeping.standing().id, keeping.person().id)


def own() -> Iterator[Revision]:
    """What this person began of the listing, whatever became of it, the latest first."""
    found = revisions.of_provider(context.session(), keeping.standing().id)
    return (each for each in found if each.account_id == keeping.person().id)


def draft_of() -> Revision:
    known = own_draft()
    if known is not None:
        return known
    with context.writing() as session:
        return edit_listing.begin(session, keeping.standing().id, keeping.current().keeper)


def _save(draft: Revision, version: int, document: Document) -> Revision:
    try:
        with context.writing() as session:
            return edit_listing.save(session, draft, version, document)
    except ChangedMeanwhileError as error:
        if error.args[0].status is RevisionStatus.DRAFT:
            raise
        flash(_("These changes were sent in or thrown away in another window meanwhile."))
        return abort(redirect(url_for("manage.listing", slug=keeping.standing().slug), 303))
