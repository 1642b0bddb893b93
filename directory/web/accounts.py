"""The pages below /account: which there are, whom they let in, and how often one may try.

Those of Flask-Security are opened here one by one, so that a new one of its next version is not.
"""

from collections.abc import Callable
from typing import cast

from flask import Blueprint, Flask, Response, abort, current_app, request, session
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import recovery_codes, tf_plugin, unified_signin, views, webauthn
from flask_security.change_email import change_email, change_email_confirm
from werkzeug.exceptions import TooManyRequests

from directory import context
from directory.domain import limits
from directory.domain.limits import Limit, Who
from directory.storage.models import AccountRow
from directory.web import (
    access,
    account_counting,
    account_home,
    account_mail,
    account_passkeys,
    account_security,
    account_session,
    account_signing,
    visitor,
)

bp = Blueprint(account_security.BLUEPRINT, __name__, url_prefix="/account")

BOTH, POST, GET = ("GET", "POST"), ("POST",), ("GET",)
Route = tuple[str, str, Callable[..., ResponseReturnValue], tuple[str, ...]]
OURS: tuple[Route, ...] = (
    ("home", "/", account_home.show, GET),
    ("describe", "/", account_home.describe, POST),
    ("second_factor", "/second-factor", account_home.second_factor, GET),
    ("sign_out_everywhere", "/sign-out-everywhere", account_home.sign_out_everywhere, POST),
    ("drop_password", "/password/remove", account_home.drop_password, POST),
    ("delete", "/delete", account_home.delete, BOTH),
    ("sign_in", "/sign-in", account_signing.sign_in, GET),
    ("send_link", "/sign-in", account_signing.send_link, POST),
    ("link", "/link", account_signing.link, GET),
    ("sign_out", "/sign-out", account_signing.sign_out, POST),
    ("two_factor_rescue", "/recovery/start", account_signing.recover, GET),
)
THEIRS: tuple[Route, ...] = (
    ("us_signin", "/code", unified_signin.us_signin, BOTH),
    ("wan_signin", "/passkey", webauthn.webauthn_signin, BOTH),
    ("wan_signin_response", "/passkey/<token>", webauthn.webauthn_signin_response, POST),
    ("wan_register", "/passkeys", webauthn.webauthn_register, BOTH),
    ("wan_register_response", "/passkeys/<token>", webauthn.webauthn_register_response, POST),
    ("wan_delete", "/passkeys/remove", webauthn.webauthn_delete, POST),
    ("two_factor_setup", "/app", views.two_factor_setup, BOTH),
    ("two_factor_token_validation", "/app/code", views.two_factor_token_validation, BOTH),
    ("tf_select", "/which", tf_plugin.tf_select, BOTH),
    ("mf_recovery", "/recovery", recovery_codes.mf_recovery, BOTH),
    ("mf_recovery_codes", "/recovery-codes", recovery_codes.mf_recovery_codes, BOTH),
    ("change_email", "/email", change_email, BOTH),
    ("change_email_confirm", "/email/<token>", change_email_confirm, GET),
    ("change_password", "/password", views.change_password, BOTH),
)
for name, rule, view, methods in (*OURS, *THEIRS):
    bp.add_url_rule(rule, name, view, methods=methods)

FOR_THOSE_SIGNED_IN = {
    "home",
    "describe",
    "second_factor",
    "sign_out_everywhere",
    "drop_password",
    "delete",
    "wan_register",
    "wan_register_response",
    "wan_delete",
    "mf_recovery_codes",
    "change_email",
    "change_password",
}
# Whoever has a second proof must have given it before changing any.
CHANGING = FOR_THOSE_SIGNED_IN - {"home", "describe", "second_factor", "sign_out_everywhere"}
PROVING = {
    "us_signin",
    "wan_signin_response",
    "two_factor_token_validation",
    "mf_recovery",
    "change_password",
}


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    account_security.init_app(cast(Flask, state.app))


@bp.before_request
def keep_here() -> None:
    """Send nobody to another site, whatever a link says. Flask-Security names our host in some."""
    asked = request.values.get("next", "").removeprefix(request.host_url.rstrip("/"))
    if asked and not access.local(asked):
        abort(400)


@bp.before_request
def let_in() -> ResponseReturnValue | None:
    page = _page()
    is_set_up = page == "two_factor_setup" and access.person() is not None
    if page in FOR_THOSE_SIGNED_IN and not access.person():
        return access.to_sign_in()
    if (page in CHANGING or is_set_up) and _owes_second_proof():
        return account_session.ask_again()
    return None


@bp.before_request
def slow_down() -> None:
    """Count tries to prove oneself, by where they come from and by whose account it is."""
    if request.method != "POST" or _page() not in PROVING:
        return
    account_counting.begin()
    _count(limits.SIGN_IN, visitor.here())
    whose = _whose()
    if whose:
        _count(limits.SIGN_IN, visitor.at(whose))


@bp.before_request
def go_from_passkey_to_recovery() -> None:
    """Let whoever has no passkey at hand use a recovery code, and go back."""
    states = {"mf_recovery": "ready", "wan_signin": account_passkeys.WAITING}
    others = {"mf_recovery": account_passkeys.WAITING, "wan_signin": "ready"}
    page = _page()
    if page in states and session.get("tf_state") == others[page]:
        session["tf_state"] = states[page]


@bp.context_processor
def say_where_mail_goes() -> dict[str, object]:
    return {"mail_goes_to_a_folder": context.settings().mail_goes_to_a_folder}


@bp.after_request
def keep_no_copy(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store, private"
    return response


@bp.after_request
def note(response: Response) -> Response:
    account_counting.count(_page(), response)
    if _page() == "mf_recovery_codes" and request.method == "POST" and response.status_code == 200:
        account_session.tell_of_proofs(current_app, cast(AccountRow, current_user))
    return response


def _page() -> str:
    return (request.endpoint or "").removeprefix(f"{bp.name}.")


def _owes_second_proof() -> bool:
    account = cast(AccountRow, current_user)
    return account.must_prove_twice and not session.get(access.PROVEN)


def _whose() -> str:
    person = access.person()
    if person:
        return person.email
    written = request.form.get("identity", "")
    return account_mail.address(written) or str(session.get("tf_user_id", ""))


def _count(limit: Limit, who: Who) -> None:
    allowed = visitor.may(limit, who)
    if not allowed.granted:
        raise TooManyRequests(retry_after=allowed.retry_in)
