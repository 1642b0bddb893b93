"""When somebody who signed in has to do so again: nothing was done for long, or it is long ago.

The cookie says when they came in and when they last asked for something, and is signed.
"""

import time
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, flash, g, render_template, request, session
from flask.typing import ResponseReturnValue

from directory.domain.accounts import Role
from directory.storage.models import AccountRow

SEEN = "seen"  # when this browser last asked for a page that is not for all
CAME = "fs_paa"  # when it came in, as Flask-Security notes
LAPSED = "lapsed"  # whose session ended, so that the same person can go on with their form
OF_FORMS = "csrf_token"  # as Flask-WTF names what every form of a session sends along
SECONDS_BETWEEN_NOTES = 300  # else each page would send the cookie anew


@dataclass(frozen=True, slots=True)
class Bounds:
    idle: timedelta
    whole: timedelta


KEEPERS = Bounds(idle=timedelta(days=1), whole=timedelta(days=14))
EDITORS = Bounds(idle=timedelta(hours=2), whole=timedelta(hours=12))


def begin() -> None:
    session[SEEN] = int(time.time())


def note() -> None:
    """Somebody who is signed in asks for something."""
    if time.time() - session.get(SEEN, 0) > SECONDS_BETWEEN_NOTES:
        begin()


def has_lapsed(account: AccountRow) -> bool:
    """Whether this browser has to sign in again; what it is told to do so is noted here."""
    came = session.get(CAME, 0)
    bounds = of(account)
    idle = time.time() - session.get(SEEN, came)
    is_over: bool = idle > bounds.idle.total_seconds() or (
        time.time() - came > bounds.whole.total_seconds()
    )
    g.has_lapsed = is_over
    if is_over:
        session[LAPSED] = account.fs_uniquifier
    return is_over


def of(account: AccountRow) -> Bounds:
    """Those who decide may do more harm, and often sit where others pass."""
    decides = any(role.name != Role.PROVIDER for role in account.roles)
    return EDITORS if decides else KEEPERS


def just_now() -> bool:
    """Whether this request was to be of somebody whose time is over."""
    return bool(g.get("has_lapsed", False))


def say() -> None:
    said = ("info", "session-lapsed")
    if said not in map(tuple, session.get("_flashes", [])):
        flash(said[1], said[0])


def keeping_what_was_sent() -> ResponseReturnValue:
    """A page that holds what a form sent, until the same person has signed in beside it."""
    if current_app.config["WTF_CSRF_ENABLED"]:  # what another site sent is not offered to anybody
        current_app.extensions["csrf"].protect()
    typed = [each for each in request.form.items(multi=True) if each[0] != OF_FORMS]
    address = (request.script_root + request.full_path).removesuffix("?")
    page = render_template(
        "errors/lapsed.html", typed=typed, address=address, has_files=bool(request.files)
    )
    return page, 401


def kept(account: AccountRow) -> dict[str, object]:
    """What of the session before the next one goes on: the same person's forms."""
    if session.get(LAPSED) != account.fs_uniquifier or OF_FORMS not in session:
        return {}
    return {OF_FORMS: session[OF_FORMS]}
