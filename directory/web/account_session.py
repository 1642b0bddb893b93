"""What a browser is told to keep of who is signed in, and what begins and ends it."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from flask import Flask, Response, flash, make_response, redirect, session, url_for
from flask_babel import gettext as _
from flask_security import logout_user

from config import Settings
from directory import context
from directory.domain import moments
from directory.domain.acts import Act
from directory.domain.limits import Limit
from directory.services import keep_accounts, limit_attempts
from directory.storage.models import AccountRow
from directory.web import access, account_counting, account_mail, lapsing, visitor
from directory.web.account_mail import Change

LASTS = lapsing.KEEPERS.whole
ENDED = Limit("signed out", 1, LASTS)  # one can sign out once, and is out as long as it lasts
ONE_PROOF = {"email", "password"}
MARK = "mark"  # of having signed in this once, by which it can be ended
CHANGED = "change"  # what Flask-Security names the way in after a new password


def init_app(app: Flask, settings: Settings) -> None:
    is_secret = settings.base_url.startswith("https://")
    app.config.update(
        # With this prefix, browsers take it from this host alone, and only encrypted.
        SESSION_COOKIE_NAME="__Host-directory" if is_secret else "directory",
        SESSION_COOKIE_SECURE=is_secret,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,  # or public pages would send it
        PERMANENT_SESSION_LIFETIME=LASTS,
    )


def begin(
    _app: Flask, user: AccountRow, authn_via: Sequence[str] | None = None, **_given: object
) -> None:
    """Keep nothing of what the browser sent before somebody signed in here."""
    was_proven = authn_via == [CHANGED] and session.get(access.PROVEN, False)
    kept = {key: value for key, value in session.items() if key.startswith(("_", "fs_"))}
    kept |= lapsing.kept(user)
    session.clear()
    session.update(kept)
    lapsing.begin()
    account_counting.came_in()
    session.permanent = True
    session[MARK] = secrets.token_urlsafe(16)
    # Without a name of the way in, it is the second proof that ended it.
    session[access.PROVEN] = was_proven or not set(authn_via or ()) & {*ONE_PROOF, CHANGED}
    with context.writing() as writing:
        keep_accounts.confirm(writing, user.id, moments.now())


def end() -> None:
    """Let nobody go on with a copy of what the browser had."""
    if MARK in session:
        visitor.may(ENDED, visitor.at(session[MARK]))
    logout_user()
    session.clear()


def has_ended() -> bool:
    """Whether somebody signed out of it, in whatever browser it is."""
    mark = session.get(MARK)
    if mark is None:
        return False
    who = visitor.at(mark)
    return not limit_attempts.peek(
        context.session(), ENDED.what, who, ENDED.most, ENDED.within
    ).granted


def proven(_app: Flask, **_given: object) -> None:
    """A second proof was set up; whoever had one already was asked for it before."""
    session[access.PROVEN] = True


def tell_of_proofs(_app: Flask, user: AccountRow, **_given: object) -> None:
    what = Change(Act.CHANGED_PROOFS, lambda: _("how you prove that it is you"))
    account_mail.tell_changed(user, user.email, what)


def tell_old_address(_app: Flask, user: AccountRow, old_email: str, **_given: object) -> None:
    what = Change(Act.CHANGED_ADDRESS, lambda: _("your e-mail address"), {"before": old_email})
    account_mail.tell_changed(user, old_email, what)


def ask_to_sign_in(mechanisms: list[str], headers: dict[str, str] | None = None) -> Response:
    del mechanisms, headers
    return make_response(access.to_sign_in())


def ask_again(within: timedelta = LASTS, grace: timedelta = LASTS) -> Response:
    """Whoever changes who may come in has to have come in lately, with all the proof there is."""
    del within, grace
    back = access.here()
    end()
    flash("sign-in-again", "info")
    return make_response(redirect(url_for(access.SIGN_IN, next=back or url_for(access.HOME))))
