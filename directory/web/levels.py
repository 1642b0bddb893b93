"""Which level might fit: a page that holds all questions and all that could follow from them.

No address here takes an answer. The browser shows what follows, by the style sheet of the rules.
"""

import re
from functools import lru_cache
from hashlib import sha256

from flask import Blueprint, Response, render_template
from markupsafe import Markup

from directory import context
from directory.domain.levels import Part, Setting
from directory.domain.questionnaire import Questionnaire
from directory.web import rule_sheet

bp = Blueprint("levels", __name__, url_prefix="/guide")

PHONE = re.compile(r"\b(911|988|1-\d{3}-\d{3}-\d{4})\b")


@bp.get("/which-level")
def ask() -> str:
    asked = context.levels()
    return render_template(
        "guide/which_level.html",
        asked=asked,
        parts=Part,
        wishes={setting: asked.wishes_at(setting) for setting in Setting},
        version=_version(_sheet(asked)),
    )


@bp.get("/which-level.css")
def rules() -> Response:
    response = Response(_sheet(context.levels()), mimetype="text/css")
    response.cache_control.public = True
    response.cache_control.max_age = 86_400
    return response


@bp.app_template_filter()
def dialled(number: str) -> str:
    """What a telephone dials: 1-800-222-1222 is +18002221222, 911 stays."""
    digits = number.replace("-", "")
    return f"+{digits}" if digits.startswith("1") else digits


@bp.app_template_filter()
def with_calls(text: str) -> Markup:
    """A text whose telephone numbers can be tapped."""
    pieces = PHONE.split(text)  # every second one is a number
    return Markup().join(_call(each) if n % 2 else each for n, each in enumerate(pieces))


def _call(number: str) -> Markup:
    return Markup('<a href="tel:{}">{}</a>').format(dialled(number), number)


@lru_cache(1)
def _version(sheet: str) -> str:
    return sha256(sheet.encode()).hexdigest()[:10]


def _sheet(asked: Questionnaire) -> str:
    return rule_sheet.written(asked)
