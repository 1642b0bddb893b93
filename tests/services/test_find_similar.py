from dataclasses import replace

import pytest

from directory import context
from directory.domain.listings import Address, Listing
from directory.domain.places import Point, Precision
from directory.services.find_similar import Similar, find_similar
from tests.factories import PEORIA, REPORTED_ON, Make, listing, program


def similar(to: Listing) -> list[Similar]:
    return find_similar(context.session(), context.engine(), to, today=REPORTED_ON)


def at(miles_north: float, **fields: object) -> Address:
    point = Point(40.6936 + miles_north / 69, -89.589)
    return replace(PEORIA, point=point, **fields)  # type: ignore[arg-type]


def test_the_nearest_of_the_same_level_come_first(make: Make) -> None:
    far, here, near, *_ = make.listings(
        [
            listing("Far", address=at(20)),
            listing("Here"),
            listing("Near", address=at(2)),
            listing("Other level", programs=(program("detox"),)),
            listing("Out of reach", address=at(60)),
        ]
    )

    found = similar(here)

    assert [each.card.slug for each in found] == [near.slug, far.slug]
    assert [each.miles for each in found] == [pytest.approx(2, 0.02), pytest.approx(20, 0.02)]


def test_only_the_programs_of_that_level_are_shown(make: Make) -> None:
    here = make.listing("Here")
    make.listing("There", programs=(program("detox"), program("intensive-outpatient")))

    (found,) = similar(here)

    assert [line.care for line in found.programs] == ["intensive-outpatient"]


def test_there_are_never_more_than_four(make: Make) -> None:
    here, *_ = make.listings(listing(f"House {number}") for number in range(8))

    assert len(similar(here)) == 4


@pytest.mark.parametrize(
    "here",
    [
        listing("No level", programs=(program(None),)),
        listing("No place", address=replace(PEORIA, point=None, precision=Precision.UNKNOWN)),
    ],
    ids=lambda each: each.name,
)
def test_nothing_is_similar_to_what_tells_no_level_or_no_place(make: Make, here: Listing) -> None:
    (kept, _) = make.listings([here, listing("Other")])

    assert similar(kept) == []


def test_distances_do_not_give_a_private_address_away(make: Make) -> None:
    here, hidden = make.listings(
        [
            listing("Here"),
            listing("Hidden", address=at(2, confidential=True, precision=Precision.CITY)),
        ]
    )

    assert [each.miles for each in similar(here)] == [None]
    assert [each.miles for each in similar(hidden)] == [None]


def test_neighbours_of_an_exact_place_that_is_kept_private_are_not_told(make: Make) -> None:
    hidden, farther, near = make.listings(
        [
            listing("Hidden", address=at(2, confidential=True, precision=Precision.EXACT)),
            listing("Farther"),
            listing("Nearest", address=at(2)),
        ]
    )

    assert similar(hidden) == []
    assert [each.card.slug for each in similar(near)] == [farther.slug]


def test_a_distance_is_exact_only_between_exact_places(make: Make) -> None:
    exact = Precision.EXACT
    here, _, _ = make.listings(
        [
            listing("Here", address=at(0, precision=exact)),
            listing("Exact", address=at(1, precision=exact)),
            listing("Rough", address=at(2)),
        ]
    )

    assert [each.precision is exact for each in similar(here)] == [True, False]
