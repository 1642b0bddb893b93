from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from directory.domain.places import PlaceKind, Point, miles_between
from directory.storage.gazetteer import Gazetteer

NATIONAL = (
    "national-directory-su-facilities-2023.xlsx",
    "national-directory-mh-facilities-2023.xlsx",
)


def test_a_zip_carries_its_city_county_and_time_zone(places: Gazetteer) -> None:
    found = places.locate("79901-0001")

    assert found is not None
    assert (found.city, found.state, found.county) == ("El Paso", "TX", "El Paso")
    assert found.time_zone == "America/Denver"


def test_a_military_zip_is_known_and_lies_nowhere(places: Gazetteer) -> None:
    place = places.zip("09000")

    assert place is not None
    assert place.point is None


def test_a_zip_without_coordinates_stands_in_the_middle_of_its_city(places: Gazetteer) -> None:
    place, [city] = places.zip("90085"), places.cities("Los Angeles", "CA")

    assert place is not None
    assert place.point == city.point


def test_an_alias_does_not_hide_a_city(places: Gazetteer) -> None:
    [manhattan] = places.cities("Manhattan", "NY")
    [hollywood] = places.cities("Hollywood", "FL")

    assert (manhattan.city, hollywood.city) == ("New York", "Hollywood")


def test_a_suburb_lies_where_it_is_and_not_where_its_mail_is_sorted(places: Gazetteer) -> None:
    [plymouth] = places.cities("Plymouth", "MN")
    [minneapolis] = places.cities("Minneapolis", "MN")

    assert plymouth.city == "Plymouth"
    assert plymouth.point is not None
    assert minneapolis.point is not None
    assert 4 < miles_between(plymouth.point, minneapolis.point) < 15


def test_a_city_lies_in_the_middle_of_its_zips(places: Gazetteer) -> None:
    [chicago] = places.cities("chicago", "IL")

    assert chicago.point is not None
    assert miles_between(chicago.point, Point(41.84, -87.68)) < 5


def test_a_county_and_a_state_have_no_centre(places: Gazetteer) -> None:
    [county] = places.county("Cook", "IL")
    state = places.resolve("Illinois").place

    assert county.point is None
    assert state is not None
    assert (state.kind, state.point) == (PlaceKind.STATE, None)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("chi", "Chicago, IL"),
        ("st l", "Saint Louis, MO"),
        ("ft w", "Fort Worth, TX"),
        ("peoria, a", "Peoria, AZ"),
        ("peoria il", "Peoria, IL"),
        ("6061", "60610"),
    ],
)
def test_a_beginning_lists_the_largest_first(places: Gazetteer, typed: str, first: str) -> None:
    found = places.prefix(typed, 5)

    assert found[0].label == first
    assert len(found) <= 5


@pytest.mark.national
@pytest.mark.parametrize("name", NATIONAL)
def test_the_national_files_places_are_known(
    places: Gazetteer, shared_data: Path, name: str
) -> None:
    header, *rows = CalamineWorkbook.from_path(shared_data / name).get_sheet_by_index(0).to_python()
    at = {str(title).strip().casefold(): number for number, title in enumerate(header)}
    sites = [[str(row[at[column]]) for column in ("city", "state", "zip")] for row in rows]

    unknown_zips = [code for _, _, code in sites if places.zip(code) is None]
    unknown_cities = [
        site for site in sites if places.resolve(f"{site[0]}, {site[1]}").place is None
    ]

    assert unknown_zips == []
    assert len(unknown_cities) <= len(sites) / 1000
