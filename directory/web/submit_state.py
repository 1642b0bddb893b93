"""What became of a submission, and how to go on with a draft later or elsewhere."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain.limits import MAIL_TO
from directory.domain.revisions import Revision, RevisionStatus
from directory.services import mail_draft
from directory.services.reopen_submission import reopen_submission
from directory.storage import statuses
from directory.web import access, formats, submit_sending, visitor
from directory.web.forms import GuardedForm
from directory.web.listing_form.sheets import Sheet
from directory.web.listing_form.steps import Step
from directory.web.submit_forms import AgainForm, MailForm

CHANGE = "change"  # the button to change it and send it in again


def answer(draft: Revision, sheet: Sheet) -> ResponseReturnValue:
    """A POST mails the link of a draft or what confirms an address, or goes on with what was in."""
    is_draft = draft.status is RevisionStatus.DRAFT
    form: GuardedForm = MailForm() if is_draft else AgainForm()
    secret = str(sheet.beside["secret"])
    here = url_for("submit.show", secret=secret)
    if request.form.get("todo") == CHANGE and not is_draft and form.validate_on_submit():
        return _reopened(secret)
    if form.validate_on_submit() and _mail(form, draft, formats.outside(here)):
        return redirect(url_for("submit.show", secret=secret, mailed="1"), 303)
    return render_template(
        "submit/draft.html" if is_draft else "submit/state.html",
        form=form,
        draft=draft,
        secret=secret,
        link=formats.outside(here),
        is_mailed="mailed" in request.args,
        listing=_listing(draft),
        goes_to_folder=context.settings().mail_goes_to_a_folder,
    )


def _reopened(secret: str) -> ResponseReturnValue:
    """Lead to the first page of it; to its state where it waits for an editor meanwhile."""
    with context.writing() as session:
        reopen_submission(session, secret, access.actor())
    return redirect(url_for("submit.edit", secret=secret, step=Step.PLACE), 303)


def _mail(form: GuardedForm, draft: Revision, link: str) -> bool:
    to = form.address if isinstance(form, MailForm) else draft.email
    allowed = visitor.may(MAIL_TO, visitor.at(to))
    if not allowed.granted:
        form.refuse_for(allowed)
        return False
    letterbox, post = context.letterbox(), submit_sending.post()
    with context.writing() as session:
        if isinstance(form, MailForm):
            mail_draft.mail_link(session, to, context.language(), link, letterbox)
        else:
            mail_draft.confirm_again(session, draft, post)
    return True


def _listing(draft: Revision) -> statuses.Standing | None:
    """What it became, once it was accepted."""
    known = draft.provider_id if draft.status is RevisionStatus.ACCEPTED else None
    return statuses.of(context.session(), known) if known else None
