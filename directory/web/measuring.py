"""Measures every request, and says what was measured to who asks on this machine itself."""

import time
from collections.abc import Callable, Iterable
from typing import cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Blueprint, Flask, Response, current_app, request
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain import households, moments
from directory.services.take_pulse import take_pulse
from directory.web import exposition
from directory.web.measures import FILES, Measures

bp = Blueprint("measuring", __name__)

EXTENSION = "directory.measuring"
MEASURES = "directory.measures"  # what it counts in
ENDPOINT = "directory.endpoint"
KEPT = "directory.kept"  # whether the answer was in memory: made, kept, unchanged
REFUSED = "Only programs on this machine may read this."
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via")
Told = Callable[[str, str, int, float], None]


class Measuring:
    """Stands before everything else, so that files and refusals are counted too.

    `tell`, where there is one, hears of every request: endpoint, method, status, seconds until the
    answer began.
    """

    def __init__(self, app: WSGIApplication, measures: Measures) -> None:
        self._app = app
        self._measures = measures
        self.tell: Told | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began = time.perf_counter()
        statuses = ["500"]

        def start(status: str, *rest: object) -> Callable[[bytes], object]:
            statuses.append(status)
            return start_response(status, *rest)  # type: ignore[arg-type]

        try:
            return self._app(environ, cast(StartResponse, start))
        finally:
            self._note(environ, int(statuses[-1][:3]), time.perf_counter() - began)

    def _note(self, environ: WSGIEnvironment, status: int, seconds: float) -> None:
        endpoint = environ.get(ENDPOINT, FILES)
        self._measures.took(endpoint, status, seconds, environ.get(KEPT))
        if self.tell:
            self.tell(endpoint, environ["REQUEST_METHOD"], status, seconds)


def measured(app: Flask, inner: WSGIApplication) -> Measuring:
    """Begin to measure an app that has all its routes."""
    measures = app.extensions[MEASURES] = Measures(sorted(app.view_functions))
    measuring = app.extensions[EXTENSION] = Measuring(inner, measures)
    return measuring


@bp.before_app_request
def name() -> None:
    request.environ[ENDPOINT] = request.endpoint or "none"


@bp.get("/metrics")
def metrics() -> ResponseReturnValue:
    if not _comes_from_here():
        return Response(
            "Only programs on this machine may read this.\n", 403, mimetype="text/plain"
        )
    pulse = take_pulse(context.session(), context.held().engine, moments.now())
    text = exposition.written(cast(Measures, current_app.extensions[MEASURES]), pulse)
    answer = Response(text, content_type=exposition.TYPE)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _comes_from_here() -> bool:
    """By the connection. What a proxy passes on comes from here too, but not by itself."""
    forwarded = any(name in request.headers for name in FORWARDED)
    return not forwarded and households.is_this_machine(request.remote_addr or "")
