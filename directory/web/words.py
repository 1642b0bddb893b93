"""Words of the vocabulary and of the house, as they stand within a page's sentences."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _

from config import Settings
from directory import context
from directory.domain.facts import Source, SourceKind
from directory.domain.vocabulary import Selection, Term

bp = Blueprint("words", __name__)

NAMES = ("Medicaid", "Medicare")  # stay large within a sentence


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(term=term, site_name=site_name)


def site_name() -> str:
    """What the operator calls the site; one without a name says what it is."""
    given = context.settings().site_name
    return _("Treatment directory") if given == Settings.site_name else given


def term(selection: Selection) -> Term:
    """In the language of the page."""
    return context.vocabulary().terms[selection]


@bp.app_template_filter()
def within_a_sentence(label: str) -> str:
    return label if label.startswith(NAMES) else label[:1].lower() + label[1:]


@bp.app_template_filter()
def one_or_more(value: float) -> int:
    """What a language counts by, which has to be whole: exactly one takes the singular."""
    return 1 if value == 1 else 2


@bp.app_template_filter()
def source_name(source: Source) -> str:
    """A list keeps the title it was published under."""
    if source.kind is SourceKind.DEMONSTRATION:
        return _("Demonstration listings")
    return source.name
