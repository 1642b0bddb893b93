"""Answers kept in memory for the next who asks the same, until anything in the directory changes.

They are kept for a day at most, never written down, and nothing beside them says who asked. What a
browser is told about its copy is the same for all.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import NamedTuple, cast

from flask import Blueprint, Response, current_app, make_response, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from directory import context
from directory.search.text.cache import Cache
from directory.web import compression, formats, measuring

bp = Blueprint("kept", __name__)

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

    @property
    def size(self) -> int:
        """Bytes, the object's own among them."""
        return len(self.body) + 1024


class Shelf:
    """One day's answers, from one edition of the index."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(16)  # workers share it: one process forks them all
        self._stand = ("", "")
        self._answers: Cache[Asked, Answer] = Cache(LIMIT)

    def get(self, asked: Asked, make: Callable[[], Answer]) -> Answer:
        stand = (asked.edition, asked.day)
        if stand != self._stand:
            self._stand, self._answers = stand, Cache(LIMIT)
        return self._answers.get(asked, make)

    def mark(self, asked: Asked) -> str:
        """A name for the answer that tells nobody what was asked."""
        told = "\n".join(asked).encode()
        return blake2b(told, key=self._secret, digest_size=12).hexdigest()


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    state.app.extensions[__name__] = Shelf()


def kept(view: View) -> View:
    """Answer from memory what was asked before; what a cookie could change is not kept."""

    @wraps(view)
    def answer() -> ResponseReturnValue:
        if request.cookies:
            return view()
        shelf = cast(Shelf, current_app.extensions[__name__])
        asked = _asked()
        mark = shelf.mark(asked)
        if request.if_none_match.contains_weak(mark):
            request.environ[measuring.KEPT] = "unchanged"
            return _marked(Response(status=304), mark)
        request.environ[measuring.KEPT] = "kept"
        found = shelf.get(asked, lambda: _made(view))
        return _marked(Response(found.body, found.status, list(found.headers)), mark)

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


def _made(view: View) -> Answer:
    request.environ[measuring.KEPT] = "made"
    response = compression.shrink(make_response(view()))
    return Answer(response.status_code, tuple(response.headers), response.get_data())


def _marked(response: Response, mark: str) -> Response:
    response.set_etag(mark, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"  # kept by the browser, asked about
    return response
