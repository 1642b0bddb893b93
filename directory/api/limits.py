"""How often anybody may ask: politely without a key, more with one. Pages are not counted."""

import time
from dataclasses import dataclass
from typing import cast

from flask import Blueprint, Flask, Response, current_app, g, request
from flask.blueprints import BlueprintSetupState
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import TooManyRequests, Unauthorized

from directory import context
from directory.api.limits_buckets import Allowance, Rate
from directory.api.limits_readers import address_of, key_of
from directory.api.limits_shared import Counting, counting
from directory.services import keep_keys

bp = Blueprint("limits", __name__)

EXTENSION = "directory.limits"
COUNTED = ("/api/", "/exports/", "/submit/listed")
FREE = ("/api/docs",)  # a page for people
WEIGHTS = (("/exports/", 10),)  # how many requests one of them counts as


@dataclass(frozen=True, slots=True)
class Count:
    """Under which policy this request was counted, and what is left."""

    policy: str  # address, key
    rate: Rate
    allowance: Allowance


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """Make the memory before the server's processes part."""
    own = context.held(cast(Flask, state.app))
    state.app.extensions[EXTENSION] = counting(own.settings, own.database)


@bp.before_app_request
def count() -> None:
    if not _is_counted(request.path):
        return
    written = key_of(request)
    known = keep_keys.known(context.session(), written) if written else None
    counted = g.counted = _with_key(known.id) if known else _without_key()
    if not counted.allowance.granted:
        raise TooManyRequests(_wait(counted))
    if written and known is None:
        raise Unauthorized(
            "This key is not known, or it was revoked. You can read without a key, less often.",
            www_authenticate=WWWAuthenticate("bearer"),
        )


@bp.after_app_request
def say(response: Response) -> Response:
    """Tell programs what is left, so that a well-made one never hears a no."""
    counted: Count | None = g.get("counted")
    if counted is None:
        return response
    name, rate, left = counted.policy, counted.rate, counted.allowance
    response.headers["RateLimit-Policy"] = f'"{name}";q={rate.requests};w={rate.seconds}'
    response.headers["RateLimit"] = f'"{name}";r={left.remaining};t={left.full_in}'
    if left.retry_in:
        response.headers["Retry-After"] = str(left.retry_in)
    return response


def _is_counted(path: str) -> bool:
    return path.startswith(COUNTED) and path not in FREE and request.method != "OPTIONS"


def _with_key(key_id: int) -> Count:
    rate = Rate(context.settings().requests_a_minute_with_key)
    return Count("key", rate, _take(f"key {key_id}", rate))


def _without_key() -> Count:
    rate = Rate(context.settings().requests_a_minute)
    return Count("address", rate, _take(address_of(request), rate))


def _take(reader: str, rate: Rate) -> Allowance:
    buckets: Counting = current_app.extensions[EXTENSION]
    cost = next((weight for path, weight in WEIGHTS if request.path.startswith(path)), 1)
    return buckets.take(reader.encode(), rate, time.time(), cost)


def _wait(counted: Count) -> str:
    seconds = counted.allowance.retry_in
    more = " A key allows more: ask who keeps this directory." if counted.policy != "key" else ""
    return (
        f"More than {counted.rate.requests} requests a minute came from one reader. "
        f"Try again in {seconds} {'second' if seconds == 1 else 'seconds'}.{more}"
    )
