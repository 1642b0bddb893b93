"""Codes that prove who somebody is: those in our mail, and those that an app on a phone shows."""

import base64
from hashlib import sha256
from io import BytesIO

import segno
from flask_security import Totp

MAIL_SECONDS = 15 * 60
# Two codes in a hundred million are right at a time. With ten tries in five minutes, somebody who
# guesses day and night is right once in about fifty years.
MAIL_DIGITS = 8


class Codes(Totp):
    def generate_mail_secret(self) -> str:
        """Of one link: whoever comes in by it, or asks for another one, uses it up."""
        secret = self._totp.new(digits=MAIL_DIGITS, period=MAIL_SECONDS)
        return str(secret.to_json(encrypt=True))

    def generate_qrcode(self, username: str, totp: str) -> str:
        image = BytesIO()
        code = segno.make(self.get_totp_uri(username, totp), error="m")
        code.save(image, kind="svg", scale=5, border=4, light="white")
        return f"data:image/svg+xml;base64,{base64.b64encode(image.getvalue()).decode()}"


def key(secret: str, purpose: str) -> str:
    """A key of its own for each purpose, made from the site's secret."""
    return base64.urlsafe_b64encode(sha256(f"{purpose}:{secret}".encode()).digest()).decode()
