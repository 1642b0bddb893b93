"""Sets up Flask-Security: proofs by link, code, passkey, app and password, over our own store.

Its views answer below /account where `accounts` opens them; none is open by itself.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from flask import Flask, current_app
from flask_security import Security
from flask_security.signals import (
    change_email_confirmed,
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
    wan_deleted,
    wan_registered,
)

from config import Settings
from directory import context
from directory.context import codes
from directory.context.codes import Codes
from directory.storage.accounts import AccountStore
from directory.storage.models import AccountRow
from directory.web import account_mail, account_session, lapsing
from directory.web.account_forms import CodeForm, RecoveryForm
from directory.web.account_mail import AccountMail
from directory.web.account_passkeys import Passkeys
from directory.web.account_passwords import Passwords

BLUEPRINT = "account"
TEMPLATES = {
    "US_SIGNIN_TEMPLATE": "account/code.html",
    "WAN_REGISTER_TEMPLATE": "account/passkeys.html",
    "WAN_SIGNIN_TEMPLATE": "account/passkey.html",
    "TWO_FACTOR_SETUP_TEMPLATE": "account/app.html",
    "TWO_FACTOR_VERIFY_CODE_TEMPLATE": "account/app_code.html",
    "TWO_FACTOR_SELECT_TEMPLATE": "account/which.html",
    "MULTI_FACTOR_RECOVERY_TEMPLATE": "account/recovery.html",
    "MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "account/recovery_codes.html",
    "CHANGE_EMAIL_TEMPLATE": "account/email.html",
    "CHANGE_PASSWORD_TEMPLATE": "account/password.html",
}
VIEWS = {
    "POST_LOGIN_VIEW": "account.home",
    "POST_LOGOUT_VIEW": "account.sign_in",
    "POST_CHANGE_VIEW": "account.home",
    "POST_CHANGE_EMAIL_VIEW": "account.home",
    "WAN_POST_REGISTER_VIEW": "account.home",
    "TWO_FACTOR_POST_SETUP_VIEW": "account.home",
    "TWO_FACTOR_ERROR_VIEW": "account.sign_in",
}
PROOFS = {
    "UNIFIED_SIGNIN": True,
    "US_ENABLED_METHODS": ["email", "password"],
    "US_MFA_REQUIRED": ["email", "password"],
    "US_TOKEN_VALIDITY": codes.MAIL_SECONDS,
    "PASSWORD_REQUIRED": False,
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_SINGLE_HASH": True,
    "PASSWORD_LENGTH_MIN": 12,
    "CHANGEABLE": True,
    "CHANGE_EMAIL": True,
    "CHANGE_EMAIL_WITHIN": timedelta(hours=account_mail.HOURS),
    "CHANGE_EMAIL_EMAIL_TEMPLATE": account_mail.NEW_ADDRESS,
    "EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE": account_mail.NEW_PASSWORD,
    "WEBAUTHN": True,
    "WAN_ALLOW_AS_FIRST_FACTOR": True,
    "WAN_ALLOW_AS_MULTI_FACTOR": True,
    "WAN_ALLOW_USER_HINTS": False,
    "WAN_ALLOW_AS_VERIFY": None,
    "TWO_FACTOR": True,
    # It asks for a library that draws; segno draws ours. Set to the app once it has asked.
    "TWO_FACTOR_ENABLED_METHODS": ["email"],
    "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,  # seconds that a phone's clock may be wrong
    "TWO_FACTOR_RESCUE_EMAIL": False,
    "TWO_FACTOR_IMPLEMENTATIONS": {
        "code": "flask_security.twofactor.CodeTfPlugin",
        "webauthn": "directory.web.account_passkeys.PasskeyStep",
    },
    "MULTI_FACTOR_RECOVERY_CODES": True,
    "MULTI_FACTOR_RECOVERY_CODES_N": 8,
    # To change who may come in, one must have come in lately.
    "FRESHNESS": timedelta(hours=1),
    "FRESHNESS_GRACE_PERIOD": timedelta(minutes=30),
}
MANNER = {
    "BLUEPRINT_NAME": BLUEPRINT,
    "API_ENABLED_METHODS": ["session"],
    "RETURN_GENERIC_RESPONSES": True,
    "EMAIL_PLAINTEXT": False,  # our letters are texts of their own
    "EMAIL_HTML": False,
    "CLI_USERS_NAME": None,
    "CLI_ROLES_NAME": None,
}
HOOKS = ("before_request_funcs", "after_request_funcs", "template_context_processors")


def init_app(app: Flask) -> None:
    held = context.held(app)
    given = {**TEMPLATES, **VIEWS, **PROOFS, **MANNER, **_own(held.settings)}
    app.config.update({f"SECURITY_{name}": value for name, value in given.items()})
    account_session.init_app(app, held.settings)
    # A copy to read from may not know yet who has just signed in.
    reading = held.database.writing if held.settings.read_database_urls else held.database.reading
    store = AccountStore(reading, held.database.writing)
    security = Security(
        totp_cls=Codes,
        mail_util_cls=AccountMail,
        webauthn_util_cls=Passkeys,
        password_util_cls=Passwords,
    )
    _only_here(app, lambda: _start(app, security, store))
    app.config["SECURITY_TWO_FACTOR_ENABLED_METHODS"] = ["authenticator"]
    _name_messages(app)
    _listen(app)


def store() -> AccountStore:
    return cast(AccountStore, current_app.extensions["security"].datastore)


def _own(settings: Settings) -> dict[str, Any]:
    """What each site has of its own. Keys are made from its secret: with that one they are lost."""
    recovery = codes.key(settings.secret_key, "recovery codes")
    return {
        "TOTP_SECRETS": {"1": codes.key(settings.secret_key, "codes")},
        "TOTP_ISSUER": settings.site_name.replace(":", ""),
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [recovery.encode()],
        "WAN_RP_NAME": settings.site_name,
    }


def _start(app: Flask, security: Security, store: AccountStore) -> None:
    security.init_app(
        app,
        store,
        register_blueprint=False,
        us_signin_form=CodeForm,
        mf_recovery_form=RecoveryForm,
    )
    security.want_json(lambda _request: False)
    security.unauthn_handler(account_session.ask_to_sign_in)
    security.reauthn_handler(account_session.ask_again)
    # Sessions alone let somebody in, never a token in an address or a header.
    security.login_manager.request_loader(lambda _request: None)
    known = security.login_manager._user_callback
    security.login_manager.user_loader(
        lambda mark: None if account_session.has_ended() else _still_in(known(mark))
    )


def _still_in(account: AccountRow | None) -> AccountRow | None:
    return None if account is None or lapsing.has_lapsed(account) else account


def _only_here(app: Flask, start: Callable[[], None]) -> None:
    """Let an extension do below /account alone what it would do at every request.

    Elsewhere it would read the session for each page, and so tell caches that pages differ.
    """
    before = {name: list(getattr(app, name)[None]) for name in HOOKS}
    start()
    for name, standing in before.items():
        hooks = getattr(app, name)
        hooks[BLUEPRINT] += [each for each in hooks[None] if each not in standing]
        hooks[None] = standing


def _name_messages(app: Flask) -> None:
    """Let it say the name of a message, so that templates/account/said.html finds our words."""
    prefix = "SECURITY_MSG_"
    for name in [each for each in app.config if each.startswith(prefix)]:
        kind = app.config[name][1]
        app.config[name] = (name.removeprefix(prefix).lower().replace("_", "-"), kind)


def _listen(app: Flask) -> None:
    user_authenticated.connect(account_session.begin, app)
    for signal in (wan_registered, tf_profile_changed):
        signal.connect(account_session.proven, app)
    for signal in (wan_registered, wan_deleted, tf_profile_changed, tf_disabled):
        signal.connect(account_session.tell_of_proofs, app)
    change_email_confirmed.connect(account_session.tell_old_address, app)
