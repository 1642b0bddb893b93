"""What the pages say in Spanish, read from `translations/` as translators keep it.

Nothing is compiled beforehand, so nothing compiled can be missing or old.
"""

from collections.abc import Callable
from functools import cache, cached_property
from io import BytesIO

import flask_babel
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask.sansio.app import App

from config import ROOT
from directory import context

FOLDER = ROOT / "translations"


class Catalogues(flask_babel.Babel):
    def __init__(self, app: App, locale_selector: Callable[[], str]) -> None:
        super().__init__(app, locale_selector=locale_selector)
        # Flask-Babel looks up request, locale and domain for every text; a page has hundreds.
        app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
            lambda text: _read(context.language()).gettext(text),
            lambda one, many, count: _read(context.language()).ngettext(one, many, count),
            newstyle=True,
        )

    @cached_property
    def domain_instance(self) -> "Texts":
        return Texts()


class Texts(flask_babel.Domain):
    def get_translations(self) -> NullTranslations:
        return _read(context.language())


@cache
def _read(language: str) -> NullTranslations:
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)
