"""Passkeys: the device checks a finger, a face or a number, so that one proves as much as two."""

from typing import Any

from flask import Response, make_response, redirect, request, session, url_for
from flask_security import UserMixin, WebauthnUtil
from flask_security.tf_plugin import TfPluginBase
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from directory import context
from directory.storage.models import AccountRow

WAITING = "passkey"  # the state between the first proof and the passkey


class Passkeys(WebauthnUtil):
    def origin(self) -> str:
        return context.settings().base_url or request.host_url.rstrip("/")

    def authenticator_selection(
        self, user: UserMixin, usage: str
    ) -> AuthenticatorSelectionCriteria:
        """Any device that keeps the key and checks who holds it. Nobody types an address first."""
        del user, usage
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def user_verification(
        self, user: UserMixin | None, usage: list[str]
    ) -> UserVerificationRequirement:
        del user, usage
        return UserVerificationRequirement.REQUIRED


class PasskeyStep(TfPluginBase):
    """Lets the passkey that one signs in with serve as the second proof too.

    Flask-Security would want another one for that. Here the passkey is a whole proof by itself:
    who comes with it is signed in, whatever proof came before.
    """

    def create_blueprint(self, app: Any, bp: Any, state: Any) -> None:  # noqa: ANN401
        """Its pages are those of signing in."""

    def get_setup_methods(self, user: UserMixin) -> list[tuple[str, str]]:
        has_any = isinstance(user, AccountRow) and bool(user.webauthn)
        return [("webauthn", "webauthn")] if has_any else []

    def tf_login(
        self, user: UserMixin, json_payload: dict[str, Any], next_loc: str | None
    ) -> Response:
        del user, json_payload
        session["tf_state"] = WAITING
        return make_response(redirect(url_for("account.wan_signin", next=next_loc)))
