"""Codes that prove who somebody is: those in our mail, and those that an app on a phone shows."""

import base64
import json
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import cast

import segno
from flask import current_app
from flask_security import Totp, UserMixin
from passlib.exc import TokenError

from directory import context
from directory.domain.limits import Limit, Who
from directory.services import limit_attempts

MAIL_SECONDS = 9 * 60  # at least; and a period longer at most
MAIL_PERIOD = 60
# Ten codes in a hundred million are right at a time. With ten tries in five minutes, somebody
# who guesses day and night is right once in about ten years.
MAIL_DIGITS = 8
BY_MAIL = "email"  # as Flask-Security names the way
USED = Limit("code used", 1, timedelta(minutes=15))  # longer than any code is good for


class Codes(Totp):
    def secret(self) -> str:
        """Of one link, as Flask-Security keeps it. Coming in, or asking for another, ends it."""
        made = self._totp.new(digits=MAIL_DIGITS, period=MAIL_PERIOD)
        return json.dumps({BY_MAIL: made.to_json(encrypt=True)})

    def code(self, secret: str) -> str:
        """What to type, made from such a secret: it is good for nine to ten minutes."""
        return self.generate_totp_password(json.loads(secret)[BY_MAIL])

    def verify_totp(self, token: str, totp_secret: str, user: UserMixin, window: int = 0) -> bool:
        """Whether it is right, and the first time that it is.

        `window`: seconds that it may be old; a clock on a phone may be ahead by as many, our own
        never is.
        """
        is_mailed = self._totp.from_source(totp_secret).digits == MAIL_DIGITS
        back = window // 2 if is_mailed else 0
        try:
            match = self._totp.verify(token, totp_secret, window=window - back, skew=-back)
        except TokenError:
            return False
        return _is_first(f"{user.fs_uniquifier} {match.counter} {token}")

    def generate_qrcode(self, username: str, totp: str) -> str:
        image = BytesIO()
        code = segno.make(self.get_totp_uri(username, totp), error="m")
        code.save(image, kind="svg", scale=5, border=4, light="white")
        return f"data:image/svg+xml;base64,{base64.b64encode(image.getvalue()).decode()}"


def current() -> Codes:
    return cast(Codes, current_app.extensions["security"].totp_factory)


def _is_first(use: str) -> bool:
    """Two at the same moment, on two nodes, are told apart too."""
    who = Who.of(context.settings().secret_key, use)
    with context.writing() as session:
        return limit_attempts.allow(session, USED.what, who, USED.most, USED.within).granted


def key(secret: str, purpose: str) -> str:
    """A key of its own for each purpose, made from the site's secret."""
    return base64.urlsafe_b64encode(sha256(f"{purpose}:{secret}".encode()).digest()).decode()
