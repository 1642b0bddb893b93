"""One turn of the form: a page is asked for, or was filled in and is kept.

Whatever is typed is kept at once, right or wrong; then the same page says what is wrong, or the
next one comes. What others changed meanwhile stays, unless both changed the same thing.
"""

from flask import redirect
from flask.typing import ResponseReturnValue

from directory.domain import differences
from directory.domain.differences import Since
from directory.domain.documents import Document
from directory.domain.revisions import Revision, RevisionStatus
from directory.services.submit_listing import ChangedMeanwhileError
from directory.web.listing_form import buttons, forms, sheets, steps, views
from directory.web.listing_form.buttons import Pressed
from directory.web.listing_form.pages import ProgramsForm, StepForm
from directory.web.listing_form.sheets import Sheet
from directory.web.listing_form.steps import Page

TRIES = 5


class ClashError(ValueError):
    """Two changed the same thing meanwhile."""

    def __init__(self, since: Since, draft: Revision) -> None:
        super().__init__(since)
        self.since = since
        self.draft = draft


class NoDraftAnyMoreError(ValueError):
    """It was sent in, or let go, meanwhile."""


def answer(page: Page, sheet: Sheet) -> ResponseReturnValue:
    """Show a page of the form, or keep what was typed on it and go on.

    Not for the last step, which is the caller's.
    """
    form = forms.form_for(page, sheet.document)
    button = buttons.pressed(form)
    is_sent = form.is_submitted() and form.validate() and not views.lacks_choice(form, button)
    return _answer_sent(page, form, sheet, button) if is_sent else views.show(page, form, sheet)


def _answer_sent(page: Page, form: StepForm, sheet: Sheet, button: Pressed) -> ResponseReturnValue:
    buttons.take_away_row(form, button)
    try:
        document = _kept(page, form, sheet, button)
    except NoDraftAnyMoreError:
        return redirect(sheet.address(page), 303)
    except ClashError as clash:
        forms.remember(form, page, clash.draft.proposal)
        return views.show(page, form, sheet, clash.since)
    return redirect(_next(page, form, button, sheet.of(document)), 303)


def merged(page: Page, form: StepForm, draft: Revision, button: Pressed) -> Document:
    """What was changed on the page, put into how the document is now. Raises ClashError."""
    if isinstance(form, ProgramsForm):
        return buttons.with_programs(form, button, draft.proposal)
    before = forms.opened_with(form, page, draft.proposal)
    mine = forms.written(page, form, before)
    since = differences.since(before, mine, draft.proposal)
    if since.clashing:
        raise ClashError(since, draft)
    return differences.applied(draft.proposal, since.mine)


def _kept(page: Page, form: StepForm, sheet: Sheet, button: Pressed) -> Document:
    """Try again where somebody else was quicker."""
    draft = sheet.draft
    for _turn in range(TRIES):
        proposal = merged(page, form, draft, button)
        if proposal == draft.proposal:
            return proposal
        try:
            sheet.save(draft.version, proposal)
        except ChangedMeanwhileError as error:
            draft = _still(error.args[0])
        else:
            return proposal
    raise NoDraftAnyMoreError


def _still(draft: Revision | None) -> Revision:
    if draft is None or draft.status is not RevisionStatus.DRAFT:
        raise NoDraftAnyMoreError
    return draft


def _next(page: Page, form: StepForm, button: Pressed, sheet: Sheet) -> str:
    leads_to = buttons.leads_to(button, form, page, sheet.document)
    if leads_to is not None:
        return sheet.address(leads_to, **buttons.query(button))
    wrong = any(each.is_error and page.holds(each.key) for each in sheets.findings(sheet.document))
    if wrong:
        return sheet.address(page, look="1")
    return sheet.detour(page, sheet.document) or sheet.address(steps.after(page, sheet.document))
