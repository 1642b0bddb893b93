"""Answers kept in memory for the next who asks the same, until anything in the directory changes.

They are kept for a day at most, never written down, and nothing beside them says who asked. What a
browser is told about its copy is the same for all. It names what was asked, so that a worker that
never made the page knows the copy, and what the page is, so that another node knows it, too.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import NamedTuple, cast

from flask import Blueprint, Flask, Response, current_app, make_response, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from directory import context
from directory.search.text.cache import Cache
from directory.web import compression, formats, measuring

bp = Blueprint("kept", __name__)

MARKS = re.compile(r"([0-9a-f]{24})-([0-9a-f]{24})")
LIMIT = 32 << 20  # bytes, in each worker
View = Callable[[], ResponseReturnValue]


class Asked(NamedTuple):
    """All that an answer depends on."""

    edition: str
    day: str
    root: str  # with the language
    address: str
    host: str
    accepts: str


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    mark: str  # of the body

    @property
    def size(self) -> int:
        """Bytes, the object's own among them."""
        return len(self.body) + 1024


class Shelf:
    """One day's answers, from one edition of the index. `secret`: the same on every node."""

    def __init__(self, secret: str) -> None:
        self._own = secrets.token_bytes(16)  # workers share it: one process forks them all
        self._common = blake2b(f"kept:{secret}".encode(), digest_size=32).digest()
        self._stand = ("", "")
        self._answers: Cache[Asked, Answer] = Cache(LIMIT)

    def get(self, asked: Asked, make: Callable[[], Answer]) -> Answer:
        stand = (asked.edition, asked.day)
        if stand != self._stand:
            self._stand, self._answers = stand, Cache(LIMIT)
        return self._answers.get(asked, make)

    def mark(self, asked: Asked) -> str:
        """A name for what was asked of this node's index, which tells nobody what it was."""
        told = "\n".join(asked).encode()
        return blake2b(told, key=self._own, digest_size=12).hexdigest()

    def mark_of_body(self, body: bytes) -> str:
        """Where all else differs, such as the node, the same page has the same."""
        return blake2b(body, key=self._common, digest_size=12).hexdigest()


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    app.extensions[__name__] = Shelf(context.held(app).settings.secret_key)


def kept(view: View) -> View:
    """Answer from memory what was asked before; what a cookie could change is not kept."""

    @wraps(view)
    def answer() -> ResponseReturnValue:
        if request.cookies or not context.engine().is_trusted:
            return view()
        shelf = cast(Shelf, current_app.extensions[__name__])
        asked = _asked()
        mark = shelf.mark(asked)
        at_hand = _at_hand()
        if mark in at_hand:
            request.environ[measuring.KEPT] = "unchanged"
            return _marked(Response(status=304), f"{mark}-{at_hand[mark]}")
        request.environ[measuring.KEPT] = "kept"
        found = shelf.get(asked, lambda: _made(view, shelf))
        is_at_hand = request.if_none_match.star_tag or found.mark in at_hand.values()
        answer = Response(found.body, found.status, list(found.headers))
        return _marked(Response(status=304) if is_at_hand else answer, f"{mark}-{found.mark}")

    return answer


def _asked() -> Asked:
    return Asked(
        edition=context.engine().edition,
        day=formats.today().isoformat(),
        root=request.script_root,
        address=request.full_path,
        host=request.host_url,
        accepts=compression.accepted(),
    )


def _at_hand() -> dict[str, str]:
    """The marks of bodies that the browser has, by the marks of what it asked for them."""
    tags = request.if_none_match.as_set(include_weak=True)
    known = (MARKS.fullmatch(tag or "") for tag in tags)
    return {found[1]: found[2] for found in known if found}


def _made(view: View, shelf: Shelf) -> Answer:
    request.environ[measuring.KEPT] = "made"
    response = compression.shrink(make_response(view()))
    body = response.get_data()
    headers = tuple(response.headers)
    return Answer(response.status_code, headers, body, shelf.mark_of_body(body))


def _marked(response: Response, mark: str) -> Response:
    response.set_etag(mark, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"  # kept by the browser, asked about
    return response
