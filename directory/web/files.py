"""Static files. Under the name of what they hold, a browser may keep them for good."""

from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from whitenoise import WhiteNoise

FOR_GOOD = "max-age=31536000, public, immutable"


def digest(path: str) -> str:
    return sha256(Path(path).read_bytes()).hexdigest()[:10]


class Files(WhiteNoise):
    """`/static/site.css?<digest>` is kept for good, but only where it names what is sent.

    An old page may ask an updated site for an old file, and a new page one that is not restarted.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        self._paths: dict[str, str] = {}
        self._digest = cache(digest)
        super().__init__(*args, **kwargs)

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:  # noqa: ANN401
        super().add_file_to_dictionary(url, path, stat_cache=stat_cache)
        self._paths[url] = path

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            refused: Iterable[bytes] = self.application(environ, start_response)  # with a page
            return refused
        asked = environ.get("QUERY_STRING")
        path = self._paths.get(environ.get("PATH_INFO", "")) if asked else None
        if path and self._digest(path) == asked:
            start_response = _for_good(start_response)
        answer: Iterable[bytes] = super().__call__(environ, start_response)
        return answer


def _for_good(start_response: StartResponse) -> StartResponse:
    def start(
        status: str,
        headers: list[tuple[str, str]],
        *rest: Any,  # noqa: ANN401
    ) -> Callable[[bytes], object]:
        others = [each for each in headers if each[0].lower() != "cache-control"]
        return start_response(status, [*others, ("Cache-Control", FOR_GOOD)], *rest)

    return start
