"""Which host an answer names: the one that the operator gave, whatever a request says of itself."""

from collections.abc import Iterable
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class Named:
    """Lets each request be one for the site's own address, where it has one.

    So no link, redirect, cookie or passkey can be made for a host that a stranger wrote into a
    request. Without an address of its own, a site answers under whatever it was asked by.
    """

    def __init__(self, app: WSGIApplication, base_url: str) -> None:
        parts = urlsplit(base_url)
        self._app = app
        self._own = {"HTTP_HOST": parts.netloc, "wsgi.url_scheme": parts.scheme} if base_url else {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ.update(self._own)
        return self._app(environ, start_response)
