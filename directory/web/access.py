"""Who is signed in, and who may go on.

The guards are hooks for whole blueprints: `bp.before_request(access.editors_only)`. A page
that nobody signs in for asks nothing here, and costs no query.
"""

import re
from collections.abc import Callable

from flask import abort, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from directory import context
from directory.domain.accounts import Person, Role
from directory.domain.people import Actor
from directory.web import lapsing

# That a second proof was given beside the link in a mail, in this browser and since signing in.
PROVEN = "proven"
SIGN_IN, HOME, SECOND_FACTOR = "account.sign_in", "account.home", "account.second_factor"
# One slash, and no backslash or control character that a browser takes for another one.
LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def person() -> Person | None:
    """Return who is signed in; without a cookie nothing is read."""
    if "person" not in g:
        g.person = _loaded()
    found: Person | None = g.person
    return found


def actor() -> Actor:
    """Return who does what this request does, as the audit trail names them."""
    found = person()
    return found.actor if found else Actor.VISITOR


def signed_in_only() -> ResponseReturnValue | None:
    return None if person() else to_sign_in()


def editors_only() -> ResponseReturnValue | None:
    return _proven_only(lambda found: found.is_editor)


def admins_only() -> ResponseReturnValue | None:
    return _proven_only(lambda found: found.is_admin)


def local(address: str | None) -> str | None:
    """Return an address to go on to, if it is one of this site."""
    return address if address and LOCAL.fullmatch(address) else None


def _proven_only(may: Callable[[Person], bool]) -> ResponseReturnValue | None:
    found = person()
    if found is None:
        return to_sign_in()
    if not may(found):
        abort(403)
    if not session.get(PROVEN):
        return redirect(url_for(SECOND_FACTOR, next=here()))
    return None


def to_sign_in() -> ResponseReturnValue:
    if lapsing.just_now():
        if request.method == "POST" and request.blueprint != SIGN_IN.partition(".")[0]:
            return lapsing.keeping_what_was_sent()
        lapsing.say()
    return redirect(url_for(SIGN_IN, next=here()))


def here() -> str | None:
    """What was asked for, to come back to; what a form sent cannot be sent again."""
    if request.method not in ("GET", "HEAD"):
        return None
    return (request.script_root + request.full_path).removesuffix("?")


def _loaded() -> Person | None:
    if not context.has_own_session() or not current_user.is_authenticated:
        return None
    lapsing.note()
    return Person(
        id=current_user.id,
        email=current_user.email,
        name=current_user.name,
        language=current_user.language,
        roles=frozenset(Role(each.name) for each in current_user.roles),
    )
