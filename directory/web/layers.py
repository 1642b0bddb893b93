"""What lies around the app, from the outermost: static files, the language, the site's own host."""

from wsgiref.types import WSGIApplication

from flask import Flask

from config import ROOT, Settings
from directory.web import again, files, headers, hosts, languages


def around(app: Flask, settings: Settings) -> files.Files:
    pages: WSGIApplication = languages.Prefix(hosts.Named(app.wsgi_app, settings.base_url))
    if not settings.database_url.startswith("sqlite"):
        pages = again.Again(pages)
    return files.Files(
        pages,
        root=ROOT / "static",
        prefix="static/",
        allow_all_origins=False,
        add_headers_function=headers.of_files(settings),
    )
