"""What lies around the app, from the outermost: static files, the language, the site's own host."""

from flask import Flask
from whitenoise import WhiteNoise

from config import ROOT, Settings
from directory.web import headers, hosts, languages


def around(app: Flask, settings: Settings) -> WhiteNoise:
    pages = languages.Prefix(hosts.Named(app.wsgi_app, settings.base_url))
    return WhiteNoise(
        pages,
        root=ROOT / "static",
        prefix="static/",
        allow_all_origins=False,
        add_headers_function=headers.of_files(settings),
    )
