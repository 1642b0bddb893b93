"""Codes that prove who somebody is: those in our mail, and those that an app on a phone shows."""

import base64
import json
from hashlib import sha256
from io import BytesIO
from typing import cast

import segno
from flask import current_app
from flask_security import Totp

MAIL_SECONDS = 15 * 60
# Three codes in a hundred million are right at a time. With ten tries in five minutes, somebody
# who guesses day and night is right once in about thirty years.
MAIL_DIGITS = 8
BY_MAIL = "email"  # as Flask-Security names the way


class Codes(Totp):
    def secret(self) -> str:
        """Of one link, as Flask-Security keeps it. Coming in, or asking for another, ends it."""
        made = self._totp.new(digits=MAIL_DIGITS, period=MAIL_SECONDS)
        return json.dumps({BY_MAIL: made.to_json(encrypt=True)})

    def code(self, secret: str) -> str:
        """What to type, made from such a secret: it is good for a quarter of an hour or more."""
        return self.generate_totp_password(json.loads(secret)[BY_MAIL])

    def generate_qrcode(self, username: str, totp: str) -> str:
        image = BytesIO()
        code = segno.make(self.get_totp_uri(username, totp), error="m")
        code.save(image, kind="svg", scale=5, border=4, light="white")
        return f"data:image/svg+xml;base64,{base64.b64encode(image.getvalue()).decode()}"


def current() -> Codes:
    return cast(Codes, current_app.extensions["security"].totp_factory)


def key(secret: str, purpose: str) -> str:
    """A key of its own for each purpose, made from the site's secret."""
    return base64.urlsafe_b64encode(sha256(f"{purpose}:{secret}".encode()).digest()).decode()
