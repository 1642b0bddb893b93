"""A listing is not shown for a while, or not any more, or again."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from directory import context
from directory.domain.revisions import ProviderStatus
from directory.exchange import text
from directory.services import set_status
from directory.services.set_status import Note, NotTheirsError
from directory.web import formats, keeping

LONGEST_REASON = 300
YES = "yes"


def pause() -> ResponseReturnValue:
    if request.method == "GET":
        return _page("manage/pause.html")
    until, fault = _until()
    if fault:
        return _page("manage/pause.html", fault=fault, typed=request.form), 422
    done = _set(ProviderStatus.PAUSED, Note(reason=_reason(), until=until))
    if done:
        flash(_("It is paused. Readers do not see it until you show it again."))
    return _back()


def close() -> ResponseReturnValue:
    """Asked twice: the page says what happens, and has a box to tick."""
    if request.method == "GET":
        return _page("manage/close.html")
    if request.form.get("sure") != YES:
        fault = _("Please tick the box if this place is really closed.")
        return _page("manage/close.html", fault=fault, typed=request.form), 422
    done = _set(ProviderStatus.CLOSED, Note(reason=_reason()))
    if done:
        flash(_("It is closed. Readers who follow an old link are told so."))
    return _back()


def resume() -> ResponseReturnValue:
    try:
        with context.writing() as session:
            done = set_status.resume(session, keeping.standing().id, keeping.person().actor)
    except NotTheirsError:
        flash(_("An editor hid this listing. Please write to the editors to have it shown again."))
        return _back()
    flash(_("Readers see it again.") if done else _quicker())
    return _back()


def _set(status: ProviderStatus, note: Note) -> bool:
    actor = keeping.person().actor
    with context.writing() as session:
        done = set_status.set_status(session, keeping.standing().id, status, actor, note)
    if not done:
        flash(_quicker())
    return done


def _quicker() -> str:
    return _("Nothing was done: somebody was quicker. This is how it stands now.")


def _page(template: str, **given: object) -> str:
    known = {"fault": "", "typed": {}, **given}
    return render_template(template, keeping=keeping.current(), listing=keeping.listing(), **known)


def _reason() -> str:
    return text.tidy(request.form.get("reason", ""))[:LONGEST_REASON]


def _until() -> tuple[date | None, str]:
    """Until when, and what is wrong with it."""
    typed = request.form.get("until", "").strip()
    try:
        until = date.fromisoformat(typed) if typed else None
    except ValueError:
        return None, _("Please write the day like 2027-01-31, or leave it empty.")
    if until and until <= formats.today():
        return None, _("Please choose a day that is yet to come, or leave it empty.")
    return until, ""


def _back() -> ResponseReturnValue:
    return redirect(url_for("manage.listing", slug=keeping.standing().slug), 303)
