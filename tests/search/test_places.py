"""Where sites are looked for, and in which order the near ones come."""

from dataclasses import replace

import pytest

from directory.domain.criteria import Criteria, Sort
from directory.domain.listings import Address
from directory.domain.places import Place, PlaceKind, Point, Precision, miles_between
from directory.domain.vocabulary import Facet, Selection
from directory.search.engine import IndexedEngine
from directory.search.hits import Hits, Relaxation
from directory.services.locate_address import locate_address
from directory.storage.gazetteer import Gazetteer
from tests.search.conftest import Indexed
from tests.search.listings import TODAY, in_town, listing, program, said

PEORIA = Place(kind=PlaceKind.CITY, state="IL", city="Peoria", point=Point(40.6936, -89.589))
ONLINE = said(Facet.FORMAT, "online")
NOWHERE = Address(state="IL", city="Peoria")


def near(engine: IndexedEngine, place: Place = PEORIA, **fields: object) -> Hits:
    criteria = Criteria(place=place, **fields)  # type: ignore[arg-type]
    return engine.search(criteria, today=TODAY)


def ids(hits: Hits) -> list[int]:
    return [hit.provider_id for hit in hits.hits]


def test_a_circle_holds_what_lies_within_its_radius(indexed: Indexed) -> None:
    engine = indexed(
        listing(1, address=in_town(0)),
        listing(2, address=in_town(1)),
        listing(3, address=in_town(3)),
        listing(4, address=NOWHERE),
    )

    assert ids(near(engine, radius=10.0)) == [1]
    assert ids(near(engine, radius=25.0)) == [1, 2]
    assert ids(near(engine, radius=20_000.0)) == [1, 2, 3]


def test_distance_is_measured_along_the_ground(indexed: Indexed) -> None:
    address = in_town(1)

    hit = near(indexed(listing(1, address=address))).hits[0]

    assert address.point is not None
    assert PEORIA.point is not None
    assert hit.miles == pytest.approx(miles_between(address.point, PEORIA.point), abs=1e-6)


def test_a_circle_may_lie_across_the_date_line(indexed: Indexed) -> None:
    west = replace(in_town(0), point=Point(51.9, 179.9))
    place = Place(kind=PlaceKind.ZIP, state="AK", zip="99546", point=Point(51.9, -179.9))

    assert ids(near(indexed(listing(1, address=west)), place, radius=10.0)) == [1]


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (Place(kind=PlaceKind.STATE, state="IL"), [1, 2, 3, 4]),
        (Place(kind=PlaceKind.COUNTY, state="IL", county="Peoria"), [1, 2]),
        (Place(kind=PlaceKind.CITY, state="IL", city="Peoria"), [1, 4]),
        (Place(kind=PlaceKind.ZIP, state="IL", zip="61554"), [3]),
        (Place(kind=PlaceKind.STATE, state="AK"), []),
    ],
)
def test_a_place_without_a_centre_is_its_borders(
    indexed: Indexed, place: Place, found: list[int]
) -> None:
    engine = indexed(
        *(listing(n + 1, address=in_town(n)) for n in range(3)), listing(4, address=NOWHERE)
    )

    assert sorted(ids(near(engine, place))) == found


def test_by_distance_the_nearest_comes_first_and_an_unknown_place_last(indexed: Indexed) -> None:
    state = Place(kind=PlaceKind.COUNTY, state="IL", county="", point=PEORIA.point)
    addresses = [in_town(1), NOWHERE, in_town(0)]
    engine = indexed(*(listing(n, address=one) for n, one in enumerate(addresses, 1)))

    hits = engine.search(
        Criteria(place=replace(state, kind=PlaceKind.STATE), sort=Sort.DISTANCE), today=TODAY
    )

    assert ids(hits) == [3, 1, 2]
    assert hits.hits[2].miles is None


@pytest.mark.parametrize("precision", [Precision.EXACT, Precision.ZIP, Precision.UNKNOWN])
def test_a_hidden_site_cannot_be_found_by_asking_from_around_it(
    indexed: Indexed, precision: Precision
) -> None:
    hidden = replace(in_town(0), precision=precision, confidential=True)
    engine = indexed(listing(1, address=hidden))

    assert ids(near(engine, radius=20_000.0)) == []


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (Place(kind=PlaceKind.STATE, state="IL"), [1]),
        (Place(kind=PlaceKind.CITY, state="IL", city="Peoria"), [1]),
        (Place(kind=PlaceKind.COUNTY, state="IL", county="Peoria"), []),
        (Place(kind=PlaceKind.ZIP, state="IL", zip="61602"), []),
    ],
)
def test_a_hidden_site_is_found_by_no_place_smaller_than_its_city(
    indexed: Indexed, place: Place, found: list[int]
) -> None:
    hidden = replace(in_town(0), precision=Precision.CITY, confidential=True)

    assert ids(near(indexed(listing(1, address=hidden)), place)) == found


def test_around_each_zip_of_a_city_a_hidden_site_is_where_the_city_is(
    indexed: Indexed, gazetteer: Gazetteer
) -> None:
    (city,) = gazetteer.cities("Peoria", "IL")
    zips = [one.place for one in gazetteer.atlas.zips.values() if is_of(one.place, city)]
    shelters = [
        Address(city="Peoria", state="IL", zip=z.zip or "", confidential=True) for z in zips
    ]
    located = [locate_address(address, gazetteer) for address in shelters]
    engine = indexed(*(listing(n, address=one) for n, one in enumerate(located, start=1)))

    assert len(zips) > 5
    for place in zips:
        assert place.point
        assert city.point
        everyone = list(range(1, len(zips) + 1))
        is_at_centre = miles_between(place.point, city.point) <= 1
        assert sorted(ids(search_all(engine, place))) == (everyone if is_at_centre else [])


def is_of(place: Place, city: Place) -> bool:
    return (place.city, place.state) == (city.city, city.state) and place.point is not None


def search_all(engine: IndexedEngine, place: Place) -> Hits:
    return engine.search(Criteria(place=place, radius=1.0), today=TODAY, per_page=100)


def test_online_programs_that_serve_the_state_stand_beside_the_near_ones(indexed: Indexed) -> None:
    serving = program(30, ONLINE, states_served=("IL",))
    engine = indexed(
        listing(1, program(10), address=in_town(0)),
        listing(2, program(20), address=in_town(6)),
        listing(3, serving, program(31), address=in_town(6)),
        listing(4, program(40, ONLINE, states_served=("CA",)), address=in_town(6)),
    )

    hits = near(engine)

    assert ids(hits) == [1]
    assert hits.total == 1
    assert [(hit.provider_id, hit.program_ids) for hit in hits.online_elsewhere] == [(3, (30,))]


def test_a_near_site_is_not_shown_again_as_one_elsewhere(indexed: Indexed) -> None:
    serving = program(1, ONLINE, states_served=("IL",))

    hits = near(indexed(listing(1, serving, address=in_town(0))))

    assert ids(hits) == [1]
    assert hits.online_elsewhere == ()


def test_when_nothing_is_near_the_next_ring_that_has_any_is_told(indexed: Indexed) -> None:
    hits = near(indexed(listing(1, address=in_town(1))), radius=5.0)

    assert hits.total == 0
    assert Relaxation(drop="radius", total=1, radius=25.0) in hits.relaxations


def test_each_thing_asked_says_what_is_found_without_it(indexed: Indexed) -> None:
    cbt, dbt = Selection(Facet.THERAPY, "cbt"), Selection(Facet.THERAPY, "dbt")
    spanish = Selection(Facet.LANGUAGE, "spanish")
    engine = indexed(listing(1, program(1, said(*cbt))), listing(2, program(2, said(*spanish))))

    asked = Criteria(include=frozenset({cbt, spanish}), exclude=frozenset({dbt}))
    hits = engine.search(asked, today=TODAY)

    assert set(hits.relaxations) == {
        Relaxation(drop=cbt, total=1),
        Relaxation(drop=spanish, total=1),
    }
