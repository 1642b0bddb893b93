"""Searches as different as people ask them."""

from random import Random

from directory.domain.criteria import Criteria, Sort
from directory.domain.places import Place, PlaceKind, Point
from directory.domain.schedule import Span
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from tests.search.listings import NAMES, TOWNS, WORDS

EVERYTHING = Criteria()


def criteria(random: Random, vocabulary: Vocabulary, *, text: bool = True) -> Criteria:
    hours = random.choice((None, None, None, 5.0, 12.5))
    return Criteria(
        text=_text(random) if text else "",
        place=_place(random),
        radius=random.choice((None, 2.0, 5.0, 60.0, 100.0, 20_000.0)),
        include=_selections(random, vocabulary, random.choice((0, 1, 1, 2, 3))),
        exclude=_selections(random, vocabulary, random.choice((0, 0, 1))),
        free=frozenset(_free(random) for _ in range(random.choice((0, 0, 0, 2, 7)))),
        hours_min=hours,
        hours_max=random.choice((None, None, 15.0)),
        accepting=random.random() < 0.2,
        confirmed_within=random.choice((None, None, None, 90, 400)),
        older=random.random() < 0.3,
        sort=random.choice((Sort.BEST, *Sort)),
    )


def _text(random: Random) -> str:
    some = " ".join(random.sample(WORDS, random.choice((0, 0, 1, 2))))
    return random.choice((some, some, random.choice(NAMES)))


def _place(random: Random) -> Place | None:
    state, county, city, code, latitude, longitude = random.choice(TOWNS)
    point = random.choice((None, Point(latitude, longitude), Point(latitude + 0.1, longitude)))
    places = (
        Place(kind=PlaceKind.STATE, state=state),
        Place(kind=PlaceKind.COUNTY, state=state, county=county),
        Place(kind=PlaceKind.ZIP, state=state, zip=code, city=city, point=point),
        Place(kind=PlaceKind.CITY, state=state, city=city, point=point),
    )
    return random.choice((None, None, *places))


def _selections(random: Random, vocabulary: Vocabulary, count: int) -> frozenset[Selection]:
    """Mostly what many sites say, so that something is found."""
    common = [*vocabulary.of_facet(Facet.CARE), *vocabulary.of_facet(Facet.WHEN)]
    common += vocabulary.of_facet(Facet.INSURANCE)
    every = list(vocabulary)
    return frozenset(random.choice(random.choice((common, every))).selection for _ in range(count))


def _free(random: Random) -> Span:
    start = random.choice((0, 480, 780, 1020, 1080))
    return Span(random.randrange(7), start, random.choice((1230, 1440)))
