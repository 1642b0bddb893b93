"""The parameters of a search, which pages and API share."""

from collections.abc import Iterator

from directory.api.openapi.operations import in_query
from directory.api.openapi.shapes import TEXT, Schema, listed, one_of, read_leniently, ref
from directory.api.openapi.vocabulary_shapes import FACETS, name_of
from directory.domain.criteria import RADIUS_CHOICES, Sort
from directory.domain.vocabulary import Facet
from directory.understanding.parameters import FARTHEST_MILES, HOURS_A_WEEK
from directory.understanding.written import LONGEST_TEXT

CHOICES = ", ".join(str(miles) for miles in RADIUS_CHOICES)
FREE_HOURS: Schema = {
    "type": "string",
    "pattern": "^(mon|tue|wed|thu|fri|sat|sun)(-[0-9]{4}){2}$",
    "examples": ["mon-1730-2100"],
}
SWITCH = one_of(("1", "yes", "true", "on"))


def parameters() -> list[Schema]:
    return [*_where(), *_facets(), *_when(), *_how()]


def sentence() -> Schema:
    about = (
        "A sentence in your own words, or words to search for. "
        f"What is beyond {LONGEST_TEXT} characters is cut off."
    )
    return in_query("q", about, TEXT, example="evening IOP near Peoria, IL that takes Medicaid")


def exact() -> Schema:
    return in_query("exact", "`1`: words are taken as they are written.", read_leniently(SWITCH))


def _where() -> Iterator[Schema]:
    yield sentence()
    place = TEXT | {"examples": ["61602", "Peoria, IL", "Cook County, IL", "IL"]}
    yield in_query("near", "ZIP code; city, state; county, state; or state.", place)
    about = f"Miles around `near`, such as {CHOICES}. Left out: 25 around a ZIP code or a city."
    yield in_query("radius", about, _number(FARTHEST_MILES))


def _facets() -> Iterator[Schema]:
    for facet in Facet:
        about = f"The {FACETS[facet]}; repeat it for alternatives."
        yield in_query(facet.value, about, _entries(facet))
    for facet in Facet:
        about = f"No such entry of `{facet}`. What is not reported stays in the list."
        yield in_query(f"not-{facet}", about, _entries(facet))


def _when() -> Iterator[Schema]:
    about = (
        "Hours I can attend, repeatable: weekday, from, to. "
        "A program fits when all sessions of one of its tracks do."
    )
    hours = listed(read_leniently(FREE_HOURS))
    yield in_query("free", about, hours)
    yield in_query("hours-min", "Hours of treatment a week, at least.", _number(HOURS_A_WEEK))
    yield in_query("hours-max", "Hours of treatment a week, at most.", _number(HOURS_A_WEEK))


def _how() -> Iterator[Schema]:
    about = "`1`: only programs that said within the last 14 days that they take new clients."
    yield in_query("accepting", about, read_leniently(SWITCH))
    within = "Only listings that somebody confirmed within so many days."
    yield in_query("confirmed-within", within, _number(36_500))
    older = "`1`: with listings that had to be confirmed and were not for more than a year."
    yield in_query("older", older, read_leniently(SWITCH))
    order = read_leniently(one_of(sort.value for sort in Sort))
    yield in_query("sort", "What comes first.", order)
    yield exact()
    yield in_query("page", "Twenty sites a page, from 1.", _number(1_000_000))


def _entries(facet: Facet) -> Schema:
    return listed(read_leniently(ref(name_of(facet))))


def _number(highest: float) -> Schema:
    return read_leniently({"type": "number", "exclusiveMinimum": 0, "maximum": highest})
