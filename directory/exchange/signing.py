"""Signs what is sent to partners, as https://www.standardwebhooks.com says."""

import base64
import binascii
import hashlib
import hmac
import secrets
from datetime import datetime

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64  # bytes


class UnsuitableSecretError(ValueError):
    """A secret that signatures cannot be made with; the message says what would do."""


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def new_name() -> str:
    return f"msg_{secrets.token_urlsafe(18)}"


def check(secret: str) -> None:
    """Raise UnsuitableSecretError unless it is `whsec_` and 24 to 64 bytes in base64."""
    if not secret.startswith(PREFIX) or not SHORTEST <= len(_key(secret)) <= LONGEST:
        raise UnsuitableSecretError(
            f"A secret is {PREFIX} and then {SHORTEST} to {LONGEST} bytes in base64; "
            "leave it away, and one is made."
        )


def headers(secret: str, name: str, body: bytes, at: datetime) -> dict[str, str]:
    """What goes with a message. `at` carries a zone."""
    timestamp = str(int(at.timestamp()))
    signed = b".".join((name.encode(), timestamp.encode(), body))
    digest = hmac.new(_key(secret), signed, hashlib.sha256).digest()
    return {
        "webhook-id": name,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        return b""
