"""Counts how proofs of who somebody is were taken: by the kind of proof, and never by person.

A wave of guesses shows in the figures and in the log, and neither says whose account it was, nor
whence it came.
"""

import logging
from typing import cast

from flask import Response, current_app, g, request

from directory.web import access, measuring
from directory.web.measures import Measures

log = logging.getLogger(__name__)

WAYS = {
    "us_signin": "code",  # or password: one field takes both
    "wan_signin_response": "passkey",
    "two_factor_token_validation": "app",
    "mf_recovery": "recovery",
}


def begin() -> None:
    g.was_out = access.person() is None


def came_in() -> None:
    g.came_in = True


def count(page: str, response: Response) -> None:
    way = WAYS.get(page)
    if request.method != "POST" or way is None or not g.get("was_out"):
        return
    outcome = _outcome(way, response.status_code)
    if outcome is None:
        return
    cast(Measures, current_app.extensions[measuring.MEASURES]).proof(way, outcome)
    if outcome != "right":
        log.warning("A proof of who somebody is was not taken: %s, %s.", way, outcome)


def _outcome(way: str, status: int) -> str | None:
    """None where it was not looked at, as of a form that no page of ours sent."""
    if status == 429:
        return "too many"
    if status >= 400:
        return None
    is_right = status >= 300 if way == WAYS["us_signin"] else bool(g.get("came_in"))
    return "right" if is_right else "wrong"
