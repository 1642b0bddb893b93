"""One click from a reminder: everything is still right, or something changed.

Opening the link changes nothing: mail programs follow links before anybody reads them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain import hours
from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Term
from directory.exchange.confirm_links import ConfirmLinks
from directory.services import confirm_listing
from directory.services.confirm_listing import (
    Asked,
    ExpiredLinkError,
    ForgedLinkError,
    NothingToConfirmError,
)
from directory.web import facts, formats, week
from directory.web.week import Meeting

bp = Blueprint("confirm", __name__, url_prefix="/confirm")


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What readers see of a listing, in short."""

    listing: Listing
    change: str  # the address where something else can be said
    payers: list[Term]
    open_days: tuple[hours.Days, ...]
    always_open: bool
    programs: list[tuple[Program, tuple[Meeting, ...]]]


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """The link is the proof: no cookie speaks for the person, so none can be misused."""
    state.app.extensions["csrf"].exempt(bp)


@bp.get("/<token>")
def show(token: str) -> str:
    asked = confirm_listing.asked(context.session(), _links(), token, formats.today())
    return render_template("confirm/show.html", asked=asked, shown=list(_shown(asked)))


@bp.post("/<token>")
def confirm(token: str) -> ResponseReturnValue:
    today = formats.today()
    with context.writing() as session:
        asked = confirm_listing.asked(session, _links(), token, today)
        slugs = request.form.getlist("listing") or [each.slug for each in asked.open]
        confirm_listing.confirm(session, asked, slugs, today)
    return redirect(url_for("confirm.show", token=token), 303)


@bp.errorhandler(ForgedLinkError)
def not_whole(_error: ForgedLinkError) -> ResponseReturnValue:
    return _dead("forged"), 404


@bp.errorhandler(ExpiredLinkError)
def too_old(_error: ExpiredLinkError) -> ResponseReturnValue:
    return _dead("expired"), 410


@bp.errorhandler(NothingToConfirmError)
def nothing_left(_error: NothingToConfirmError) -> ResponseReturnValue:
    return _dead("nothing"), 410


@bp.after_request
def keep_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _links() -> ConfirmLinks:
    own = context.settings()
    return ConfirmLinks(own.base_url, own.secret_key)


def _dead(why: str) -> str:
    return render_template(
        "confirm/dead.html",
        why=why,
        manage=url_for("manage.home"),
        contact=context.settings().contact_email,
    )


def _change(slug: str, *, may_edit: bool) -> str:
    """Where a keeper says something else; whoever only sent it in claims it first."""
    return url_for("manage.begin" if may_edit else "claim.ask", slug=slug)


def _shown(asked: Asked) -> Iterator[Shown]:
    vocabulary = context.vocabulary()
    for listing in asked.open:
        yield Shown(
            listing=listing,
            change=_change(listing.slug, may_edit=listing.id in asked.editable),
            payers=facts.payers(listing, vocabulary),
            open_days=hours.by_days(listing.office_hours),
            always_open=hours.round_the_clock(listing.office_hours),
            programs=[(each, week.meetings(each.sessions)) for each in listing.programs],
        )
