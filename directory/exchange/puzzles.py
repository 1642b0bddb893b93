"""Puzzles that cost a browser some seconds and a sender of thousands a day, in ALTCHA's format."""

import base64
import hmac
import json
import secrets
from datetime import UTC, datetime, timedelta

import altcha

LASTS = timedelta(minutes=20)
ALGORITHM = "PBKDF2/SHA-256"  # which browsers compute by themselves, on old phones too
COST = 4_000  # rounds for each guess
GUESSES = range(300, 900)  # the right one lies here; a telephone makes some hundred in a second
LONGEST = 4_096  # bytes of an answer


def make(secret: str, at: datetime) -> str:
    """A puzzle as JSON; `at` is UTC without a zone."""
    challenge = altcha.create_challenge(
        ALGORITHM,
        COST,
        counter=secrets.choice(GUESSES),
        expires_at=(at + LASTS).replace(tzinfo=UTC),
        hmac_secret=_key(secret, "puzzle"),
        hmac_key_secret=_key(secret, "answer"),
    )
    return json.dumps(challenge.to_dict(), sort_keys=True)


def solved(secret: str, answer: str) -> str | None:
    """The puzzle that this is the right answer of, by its signature; None where it is wrong."""
    if len(answer) > LONGEST:
        return None
    outcome = altcha.verify_solution(
        answer, _key(secret, "puzzle"), hmac_key_secret=_key(secret, "answer")
    )
    if not outcome.verified:
        return None
    return str(json.loads(base64.b64decode(answer))["challenge"]["signature"])


def _key(secret: str, what: str) -> bytes:
    return hmac.digest(secret.encode(), f"altcha {what}".encode(), "sha256")
