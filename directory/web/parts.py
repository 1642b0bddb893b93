"""Parts of pages that come again and again: written once for all who read them in a language."""

from collections.abc import Callable, Hashable
from datetime import date
from functools import lru_cache

from flask import Blueprint, request
from flask.blueprints import BlueprintSetupState
from markupsafe import Markup, escape

from directory import context
from directory.web import formats
from directory.web.choices import Choice, Group

bp = Blueprint("parts", __name__)

KEPT = 8192  # of a few hundred bytes each


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(once=once)


def once(macro: Callable[..., Markup], *given: Hashable | list[Hashable]) -> Markup:
    """Call a template's macro, or return what it wrote when it was given the same.

    It must depend on nothing else but the language and the day.
    """
    kept = tuple(tuple(each) if isinstance(each, list) else each for each in given)
    return _written(macro, request.script_root, context.language(), formats.today(), kept)


@lru_cache(KEPT)
def _written(
    macro: Callable[..., Markup],
    _root: str,
    _language: str,
    _today: date,
    given: tuple[Hashable, ...],
) -> Markup:
    return macro(*given)


@bp.app_template_filter()
def as_rows(group: Group, not_reported: str) -> Markup:
    """A facet's choices as check boxes.

    A page has a hundred, and only their numbers change from search to search: so what stands
    around the numbers is kept, and a template would take ten times as long.
    """
    silent = f" {escape(not_reported)}</small>"
    return Markup("".join(_row(choice, silent) for choice in group.choices))  # noqa: S704


def _row(choice: Choice, silent: str) -> str:
    term = choice.term
    label = '<label class="below">' if term.parent else "<label>"
    box, name = _around(label, term.facet.value, term.slug, term.short)
    checked = " checked" if choice.chosen else ""
    unknown = f"<small>{choice.not_reported}{silent}" if choice.not_reported else ""
    return f'{box}{checked}{name}{unknown}</span> <span class="n">{choice.count}</span></label>\n'


@lru_cache(2048)
def _around(label: str, facet: str, slug: str, name: str) -> tuple[str, str]:
    """What stands before the check of a box, and what between it and the numbers."""
    box = f'{label}<input type="checkbox" name="{facet}" value="{escape(slug)}"'
    return box, f"><span>{escape(name)}"
