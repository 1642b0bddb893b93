"""Which passwords are taken: long ones, that are in no list and say nothing of whom they guard."""

from typing import Any
from urllib.parse import urlsplit

from flask_security import PasswordUtil

from directory import context
from directory.services import weigh_password


class Passwords(PasswordUtil):
    def validate(
        self,
        password: str,
        is_register: bool,  # noqa: FBT001 - Flask-Security's own
        **kwargs: Any,  # noqa: ANN401
    ) -> tuple[list[str] | None, str]:
        refused, normal = super().validate(password, is_register, **kwargs)
        if refused:
            return refused, normal
        own, account = context.settings(), kwargs["user"]
        about = (account.email, account.name, own.site_name, urlsplit(own.base_url).hostname or "")
        if weigh_password.is_guessed_soon(normal, about):
            return ["password-easy"], normal
        return None, normal
