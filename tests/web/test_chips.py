import pytest

from directory.domain.criteria import Criteria
from directory.domain.places import Place, PlaceKind
from directory.domain.schedule import Span
from directory.domain.vocabulary import Facet, Selection
from directory.search.hits import Relaxation
from directory.web import chips

CBT = Selection(Facet.THERAPY, "cbt")
DBT = Selection(Facet.THERAPY, "dbt")
MONDAY = Span(0, 1050, 1260)
PEORIA = Place(kind=PlaceKind.CITY, state="IL", city="Peoria")
WHOLE = Criteria(
    text="harbor",
    place=PEORIA,
    radius=10,
    include=frozenset({CBT}),
    exclude=frozenset({CBT, DBT}),
    free=frozenset({MONDAY}),
    hours_min=9,
    hours_max=19,
    accepting=True,
    confirmed_within=90,
    older=True,
    page=3,
)


def test_everything_asked_has_a_chip() -> None:
    kinds = [chip.kind for chip in chips.of(WHOLE)]

    assert kinds == [
        *("text", "place", "hours", "accepting", "confirmed-within", "older"),
        *("include", "exclude", "exclude", "span"),
    ]


def test_nothing_asked_has_none() -> None:
    assert chips.of(Criteria()) == []


@pytest.mark.parametrize("chip", chips.of(WHOLE), ids=lambda chip: chip.kind)
def test_a_chip_takes_away_itself_alone_and_returns_to_the_first_page(chip: chips.Chip) -> None:
    left = chips.of(chip.without)

    assert len(left) == len(chips.of(WHOLE)) - 1
    assert chip.without.page == 1


def test_a_term_both_wanted_and_avoided_has_two_chips() -> None:
    wanted, avoided = (chip for chip in chips.of(WHOLE) if chip.selection == CBT)

    assert wanted.without.include == frozenset()
    assert wanted.without.exclude == WHOLE.exclude
    assert avoided.without.include == WHOLE.include


def test_ways_out_lead_to_the_most_places_first() -> None:
    relaxations = (
        Relaxation(drop=CBT, total=3),
        Relaxation(drop="text", total=8),
        Relaxation(drop="accepting", total=0),
    )

    found = chips.ways_out(WHOLE, relaxations)

    assert [(way.kind, way.total) for way in found] == [("text", 8), ("selection", 3)]
    assert found[0].criteria.text == ""
    assert found[1].criteria.include == frozenset()


def test_a_wider_circle_keeps_the_place() -> None:
    (way,) = chips.ways_out(WHOLE, (Relaxation(drop="radius", total=1, radius=50),))

    assert way.criteria.radius == 50
    assert way.criteria.place == PEORIA


def test_no_circle_at_all_is_the_whole_country() -> None:
    (way,) = chips.ways_out(WHOLE, (Relaxation(drop="radius", total=1),))

    assert way.kind == "place"
    assert way.criteria.place is None
