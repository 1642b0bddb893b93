"""The language of a page, which its address alone decides: `/es/…` is Spanish, the rest English.

`/es` is taken off the front before any route is looked up and handed on as the place where the
site is mounted. So no route knows of languages, and whatever `url_for` makes stays in the language.
"""

from collections.abc import Iterable
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import flask_babel
from flask import Blueprint, Response, redirect, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from directory import context
from directory.web.catalogues import Catalogues

bp = Blueprint("languages", __name__)

ENGLISH, SPANISH = "en", "es"
LOCALES = {ENGLISH: "en_US", SPANISH: "es_US"}
MOUNTED = "directory.mounted"  # where the site is, without any language
# What machines read has no language of its own.
WITHOUT_LANGUAGE = {
    "api",
    "exports",
    "static",
    "review",
    "healthz",
    "readyz",
    "metrics",
    "robots.txt",
    "sitemap.xml",
    "sitemaps",
    "feeds",
}
FOR_PEOPLE = {"/api/docs", "/exports"}  # among them


class Prefix:
    """Takes the language off the front of an address."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        mounted = environ[MOUNTED] = environ.get("SCRIPT_NAME", "")
        first, slash, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        if first != SPANISH or not slash:
            return self._app(environ, start_response)
        environ["SCRIPT_NAME"] = f"{mounted}/{SPANISH}"
        environ["PATH_INFO"] = f"/{rest}"
        with context.speaking(SPANISH):
            return self._app(environ, start_response)


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """Let templates mark their texts, and say the same page in another language."""
    Catalogues(state.app, locale_selector=locale)
    state.app.jinja_env.policies["ext.i18n.trimmed"] = True
    state.app.jinja_env.globals.update(
        language=context.language,
        address_in=address_in,
        # For words that a template names once and says later: imported templates are read once,
        # in whatever language was asked for first.
        lazy_gettext=flask_babel.lazy_gettext,
    )


def locale() -> str:
    return LOCALES[context.language()]


def address_in(language: str) -> str:
    """Where the same page is, and so the same search, in a language."""
    mounted = request.environ.get(MOUNTED, "")
    prefix = "" if language == ENGLISH else f"/{language}"
    # One slash: two would name another host.
    path = quote("/" + request.path.lstrip("/"))
    query = quote(request.query_string, safe="!$&'()*+,/:;=?@%[]")
    return f"{mounted}{prefix}{path}" + (f"?{query}" if query else "")


@bp.get("/es")
def spanish() -> ResponseReturnValue:
    return redirect(f"{request.path}/", 301)


@bp.before_app_request
def choose() -> ResponseReturnValue | None:
    flask_babel.refresh()
    first = request.path.split("/")[1]
    machines = first in WITHOUT_LANGUAGE and request.path.rstrip("/") not in FOR_PEOPLE
    if context.language() != ENGLISH and machines:
        return redirect(address_in(ENGLISH), 308)
    return None


@bp.after_app_request
def say(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Language", context.language())
    return response
