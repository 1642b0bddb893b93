"""Does a request again that a database beyond this machine could not answer at first.

What it began was undone, and nothing it did was kept. Whoever asked only waits a little longer.
"""

from collections.abc import Iterable, Mapping
from io import BytesIO
from time import monotonic
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import request
from flask.typing import ResponseReturnValue

from directory.storage import passing, positions

TRIES = 3
SECONDS = 5  # after which nobody waits for another try: the servers say nothing
MOST = 1 << 20  # bytes of a body that are kept for the next try
MAY, WANTED = "directory.may-ask-again-until", "directory.ask-again"


class Again:
    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        whole = environ if _keep_body(environ) else None
        before, until = dict(environ), monotonic() + SECONDS
        for _ in range(TRIES - 1 if whole else 0):
            environ[MAY] = until
            started: list[tuple[Any, ...]] = []
            answer = self._app(environ, _noting(started))
            if WANTED not in environ:
                start_response(*started[-1])
                return answer
            _close(answer)
            _begin_anew(environ, before)
        return self._app(environ, start_response)


def ask(fault: passing.Fault) -> ResponseReturnValue:
    """Let the request be done again, where that can do no harm and may do good."""
    may = monotonic() < request.environ.get(MAY, 0) and positions.written() is None
    if not may or not passing.may_go_better(fault):
        raise fault
    request.environ[WANTED] = True
    return "", 503


def _keep_body(environ: WSGIEnvironment) -> bool:
    """Put what can be read again in place of what cannot; it has come whole."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return False
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > MOST:
        return False
    environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(length) if length else b"")
    return True


def _begin_anew(environ: WSGIEnvironment, before: Mapping[str, Any]) -> None:
    environ.clear()
    environ.update(before)
    environ["wsgi.input"].seek(0)


def _noting(started: list[tuple[Any, ...]]) -> StartResponse:
    """Keep how the answer begins until it is known whether it counts."""

    def start(*given: object) -> object:
        started.append(given)
        return lambda _written: None

    return cast(StartResponse, start)


def _close(answer: Iterable[bytes]) -> None:
    close = getattr(answer, "close", None)
    if close:
        close()
