"""The one place where settings, storage, search, pages and commands meet."""

import sys

from flask import Flask, request
from flask.cli import FlaskGroup
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import HTTPException

from config import ROOT, SettingError, Settings
from directory import context
from directory.api import cors, docs, fhir, hsds, hsds_taxonomies, limits, native, problems
from directory.api.openapi import route as openapi
from directory.cli import commands, confessing, serving
from directory.context import incidents
from directory.domain.editing import DataError
from directory.storage import passing
from directory.web import (
    accounts,
    again,
    ages,
    call_sheet,
    claim,
    compare,
    complaints,
    completing,
    compression,
    confirm,
    correct,
    embed,
    errors,
    exports,
    feeds,
    formats,
    guide,
    headers,
    health,
    indexing,
    kept,
    languages,
    layers,
    levels,
    listed,
    manage,
    maps,
    measuring,
    parts,
    providers,
    recency,
    review,
    search,
    security_contact,
    shortlist,
    sitemap,
    submit,
    ways,
    words,
)
from directory.web.compiled import Compiled

DOORS = (
    measuring,
    recency,
    health,
    languages,
    kept,
    search,
    maps,
    completing,
    listed,
    submit,
    providers,
    compare,
    shortlist,
    call_sheet,
    confirm,
    correct,
    claim,
    manage,
    guide,
    levels,
    embed,
    accounts,
    exports,
    feeds,
    sitemap,
    review,
    indexing,
    security_contact,
    limits,
    cors,
    hsds,
    hsds_taxonomies,
    fhir,
    native,
    openapi,
    docs,
    errors,
    formats,
    ages,
    parts,
    complaints,
    ways,
    words,
    headers,
    compression,
)

FORMS = {
    # Browsers are told to send no referrer, so none can be asked for; and a token is good for as
    # long as the browser's session, because a form may stay open for long.
    "WTF_CSRF_SSL_STRICT": False,
    "WTF_CSRF_TIME_LIMIT": None,
    # A file that is a little too large shall come back as a sentence beside its field.
    "MAX_CONTENT_LENGTH": 32 * 1024 * 1024,
}


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or Settings.from_env()
    app = Flask(
        "directory",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str(settings.instance),
    )
    app.config.from_mapping(SECRET_KEY=settings.secret_key, SITE_NAME=settings.site_name)
    app.config.from_mapping(FORMS)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.bytecode_cache = Compiled(settings.templates)
    context.init_app(app, settings)
    CSRFProtect(app)
    for blueprint in (*(door.bp for door in DOORS), *commands.COMMANDS):
        app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, _answer_error)
    app.register_error_handler(passing.Fault, again.ask)
    app.log_exception = incidents.note  # type: ignore[method-assign]
    files = app.extensions[serving.FILES] = layers.around(app, settings)
    app.wsgi_app = measuring.measured(app, files)  # type: ignore[method-assign]
    return app


def _answer_error(error: HTTPException) -> ResponseReturnValue:
    """Programs read problem documents, people read pages."""
    answer = problems.answer if problems.are_spoken(request.path) else errors.show
    return answer(error)


def main() -> None:
    """Run the `directory` command. Every error a person meets is one sentence."""
    try:
        settings = Settings.from_env()
    except SettingError as error:
        sys.exit(f"Error: {error}")
    group = FlaskGroup(
        name="directory",
        create_app=lambda: create_app(settings),
        add_default_commands=False,
        add_version_option=False,
        help="Run and keep a directory of treatment programs.",
    )
    group.params.clear()  # Flask's own options are for developers: flask --app directory
    try:
        commands.run(group)
    except DataError as error:
        sys.exit(f"Error: {error}")
    except Exception as error:
        sys.exit(confessing.confess(error, settings.instance))
