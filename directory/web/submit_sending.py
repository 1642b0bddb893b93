"""The last step of a submission: read it as readers will, mend what is wrong, send it in."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from directory import context
from directory.domain.findings import Finding
from directory.domain.limits import SUBMIT_BY_MAIL, SUBMIT_FROM_ADDRESS
from directory.services import limit_attempts, submit_listing
from directory.services.submit_listing import Post, Sender
from directory.web import access, formats, submit_preview, visitor
from directory.web.listing_form import mending, sheets, views
from directory.web.listing_form.sheets import Sheet
from directory.web.listing_form.steps import Page
from directory.web.submit_forms import SendForm


def answer(page: Page, sheet: Sheet) -> ResponseReturnValue:
    person = access.person()
    form = SendForm(person.email if person else "")
    found = sheets.findings(sheet.document)
    if form.validate_on_submit() and _may(form, found) and _sent_in(form, sheet):
        return redirect(url_for("submit.show", secret=sheet.beside["secret"]), 303)
    return render_template(
        "submit/check.html",
        form=form,
        mends=mending.of(found, sheet),
        is_wrong=any(each.is_error for each in found),
        person=person,
        shown=submit_preview.parts(sheet.document, found),
        **views.around(page, sheet),
    )


def post() -> Post:
    """How the letter is written that asks to confirm an address."""

    def link(token: str) -> str:
        return formats.outside(url_for("submit.confirm", token=token))

    return Post(letterbox=context.letterbox(), secret_key=context.settings().secret_key, link=link)


def _may(form: SendForm, found: tuple[Finding, ...]) -> bool:
    if any(each.is_error for each in found):
        form.refusals = (_("Some things have to be mended before this can be sent in."),)
        return False
    return True


def _sent_in(form: SendForm, sheet: Sheet) -> bool:
    """Count it and send it in at once: so the lock of the database is taken once, and briefly."""
    limits = ((SUBMIT_FROM_ADDRESS, visitor.here()), (SUBMIT_BY_MAIL, visitor.at(form.address)))
    sender, letter = _sender(form), post()
    secret, note = str(sheet.beside["secret"]), (form.note.data or "").strip()
    with context.writing() as session:
        for limit, who in limits:
            allowed = limit_attempts.take(session, limit.what, who, limit.most, limit.within)
            if not allowed.granted:
                form.refuse_for(allowed)
                return False
        submit_listing.send_in(session, secret, sender, note, letter)
    return True


def _sender(form: SendForm) -> Sender:
    person = access.person()
    return Sender(
        email=form.address,
        language=context.language(),
        account_id=person.id if person else None,
    )
