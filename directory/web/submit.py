"""Anybody sends in a listing that is not here yet: a draft first, saved at each step.

The end of a draft's address is a secret, and all that is needed to go on with it.
"""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain.documents import Document
from directory.domain.limits import START_DRAFT, Allowed
from directory.domain.revisions import Revision, RevisionStatus
from directory.services import limit_attempts, submit_listing
from directory.services.submit_listing import NoDraftError
from directory.web import (
    access,
    forms,
    submit_confirming,
    submit_listed,
    submit_sending,
    submit_state,
    visitor,
)
from directory.web.listing_form import steps, turns
from directory.web.listing_form.sheets import Sheet
from directory.web.listing_form.steps import Page, Step
from directory.web.submit_forms import StartForm

bp = Blueprint("submit", __name__, url_prefix="/submit")
forms.check_beside(bp)
bp.add_url_rule("/confirm/<token>", "confirm", submit_confirming.confirm, methods=["GET", "POST"])
FRAME = "submit/frame.html"


@bp.route("", methods=["GET", "POST"])
def start() -> ResponseReturnValue:
    form = StartForm()
    if form.validate_on_submit():
        allowed, secret = _begun()
        if allowed.granted:
            return redirect(url_for("submit.edit", secret=secret, step=Step.PLACE), 303)
        form.refuse_for(allowed)
    return render_template("submit/start.html", form=form)


@bp.route("/<secret>/<step>", methods=["GET", "POST"])
def edit(secret: str, step: str) -> ResponseReturnValue:
    draft = draft_of(secret)
    if draft.status is not RevisionStatus.DRAFT:
        return redirect(url_for("submit.show", secret=secret), 303)
    page = steps.find(step, draft.proposal)
    if page is None:
        return redirect(url_for("submit.edit", secret=secret, step=Step.PROGRAMS), 303)
    sheet = sheet_of(secret, draft)
    answer = submit_sending.answer if page.step is Step.CHECK else turns.answer
    return answer(page, sheet)


@bp.route("/<secret>", methods=["GET", "POST"])
def show(secret: str) -> ResponseReturnValue:
    """What became of it, or how to go on with it later."""
    draft = draft_of(secret)
    return submit_state.answer(draft, sheet_of(secret, draft))


def draft_of(secret: str) -> Revision:
    try:
        return submit_listing.found(context.session(), secret)
    except NoDraftError:
        return abort(404)


def sheet_of(secret: str, draft: Revision) -> Sheet:
    def address(page: Page, **query: Any) -> str:  # noqa: ANN401
        return url_for("submit.edit", secret=secret, step=page.slug, **query)

    def save(version: int, document: Document) -> None:
        with context.writing() as session:
            submit_listing.save(session, secret, version, document)

    def detour(page: Page, document: Document) -> str:
        needs_look = submit_listed.needs_look(page, document, draft)
        return address(page, **{submit_listed.SEEN: "1"}) if needs_look else ""

    beside = {"secret": secret, "listed": submit_listed.shown(draft.proposal, draft)}
    return Sheet(draft=draft, frame=FRAME, address=address, save=save, detour=detour, beside=beside)


@bp.after_request
def keep_private(response: Response) -> Response:
    """A draft is nobody else's, and old pages of it would show what is not so any more."""
    response.headers["Cache-Control"] = "no-store"
    if request.endpoint != "submit.start":
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _begun() -> tuple[Allowed, str]:
    """Whether one more may be begun, and the secret of it; both in one short transaction."""
    person, limit = access.person(), START_DRAFT
    account_id, who = (person.id if person else None), visitor.here()
    with context.writing() as session:
        allowed = limit_attempts.take(session, limit.what, who, limit.most, limit.within)
        if not allowed.granted:
            return allowed, ""
        started = submit_listing.start(session, account_id, context.language())
    return allowed, started.secret
