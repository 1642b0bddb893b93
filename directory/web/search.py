from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain.criteria import Criteria, Sort
from directory.domain.places import Place
from directory.services.find_programs import ResultsPage
from directory.storage import cards
from directory.understanding.parameters import Asked
from directory.web import chips, choices, danger, formats, hours, kept

bp = Blueprint("search", __name__)


@bp.get("/")
def home() -> str:
    return render_template("search/home.html")


@bp.get("/search")
@kept.kept
def results() -> ResponseReturnValue:
    sent = hours.as_sent(request.args)
    if sent is not None:
        return redirect(f"{url_for('search.results')}?{urlencode(sent)}")
    asked = context.asker().ask(request.args.items(multi=True))
    return _which_place(asked) if asked.place_is_open else _found(asked)


def _which_place(asked: Asked) -> str:
    """Nothing is listed while the place is open: a list from another state would mislead."""
    return render_template(
        "search/place.html",
        asked=asked,
        choices=_at(asked.criteria, asked.choices),
        suggestions=_at(asked.criteria, asked.suggestions),
        carried=choices.carried_to_another_place(asked.criteria),
        **_radius(asked.criteria),
    )


def _found(asked: Asked) -> str:
    criteria = asked.criteria
    page = context.finder().find(criteria, today=formats.today())
    return render_template(
        "search/results.html",
        asked=asked,
        page=page,
        chips=chips.of(criteria),
        ways_out=chips.ways_out(criteria, page.relaxations),
        groups=choices.of(criteria, context.vocabulary(), page.facets),
        carried=choices.carried(criteria),
        asks_hours=choices.asks_hours(criteria),
        free=hours.of(criteria),
        with_older=replace(criteria, older=True, page=1),
        at_any_hour=chips.dropping(criteria, "free"),
        orders=_orders(criteria),
        suggested=_suggested(page),
        exactly=_exactly(asked),
        is_empty=page.total == 0 and _nothing_is_listed(),
        all_here=Criteria(place=criteria.place, radius=criteria.radius),
        in_danger=danger.sounds_in(criteria),
        map_address=f"{url_for('maps.results')}?{urlencode(criteria.as_args())}",
        **_radius(criteria),
    )


def _nothing_is_listed() -> bool:
    """An index that is being made anew is empty too."""
    return not context.engine().listed().has_any and not cards.any_published(context.session())


def _at(criteria: Criteria, places: Iterable[Place]) -> list[Criteria]:
    return [_near(criteria, place) for place in places]


def _near(criteria: Criteria, place: Place) -> Criteria:
    """A state or a county is searched up to its borders, whatever the distance."""
    return replace(criteria, place=place, radius=criteria.radius if place.point else None)


def _orders(criteria: Criteria) -> list[Criteria]:
    sorts = [sort for sort in Sort if criteria.place or sort is not Sort.DISTANCE]
    return [criteria.sorted_by(sort) for sort in sorts]


def _suggested(page: ResultsPage) -> Criteria | None:
    return replace(page.criteria, text=page.suggestion, page=1) if page.suggestion else None


def _exactly(asked: Asked) -> Criteria | None:
    """The search for the sentence as it was written, where words of it were corrected."""
    if asked.understood is None or not asked.understood.corrections:
        return None
    return replace(asked.chosen, text=asked.understood.sentence, exact=True, page=1)


def _radius(criteria: Criteria) -> dict[str, object]:
    return {"radii": choices.radii(criteria), "radius": choices.chosen_radius(criteria)}
