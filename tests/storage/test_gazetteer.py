from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from directory.domain.places import PlaceKind, Point, miles_between
from directory.storage import gazetteer
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.storage.models import Base, MarkRow

NATIONAL = (
    "national-directory-su-facilities-2023.xlsx",
    "national-directory-mh-facilities-2023.xlsx",
)


@pytest.fixture(scope="session")
def database_of_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('places') / 'places.db'}")
    with database.connecting() as connection:
        Base.metadata.create_all(connection)
        connection.commit()
    with database.writing() as session:
        gazetteer.build(session)
        session.commit()
    yield database
    database.close()


@pytest.fixture(scope="session")
def places(database_of_places: Database) -> Gazetteer:
    with database_of_places.reading() as session:
        return Gazetteer.load(session)


def test_building_again_does_nothing(database_of_places: Database) -> None:
    with database_of_places.writing() as session:
        built = gazetteer.build(session)

    assert not built


def test_another_edition_replaces_the_tables(database_of_places: Database) -> None:
    with database_of_places.writing() as session:
        session.merge(MarkRow(name=gazetteer.MARK, value="zipcodes 1.0"))

        built = gazetteer.build(session)
        again = Gazetteer.load(session).zip("60614")

        session.rollback()
    assert built
    assert again is not None


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("60614", "60614"),
        (" 60614-1234 ", "60614"),
        ("606141234", "60614"),
        ("Chicago, IL 60614", "60614"),
        ("Peoria, IL", "Peoria, IL"),
        ("peoria il", "Peoria, IL"),
        ("PEORIA, Illinois, USA", "Peoria, IL"),
        ("St. Louis MO", "Saint Louis, MO"),
        ("McKinney, TX", "Mckinney, TX"),
        ("mc kinney tx", "Mckinney, TX"),
        ("Ft. Worth, Texas", "Fort Worth, TX"),
        ("Mt Vernon WA", "Mount Vernon, WA"),
        ("Ste. Genevieve, MO", "Sainte Genevieve, MO"),
        ("N. Hollywood, CA", "North Hollywood, CA"),
        ("O'Fallon, Mo.", "O Fallon, MO"),
        ("LaSalle, IL", "La Salle, IL"),
        ("Coeur d'Alene, Idaho", "Coeur D Alene, ID"),
        ("Mayagüez, PR", "Mayaguez, PR"),
        ("Helena MT", "Helena, MT"),
        ("Indiana, PA", "Indiana, PA"),
        ("Charleston, W.Va.", "Charleston, WV"),
        ("Santa Fe, Nuevo México", "Santa Fe, NM"),
        ("West Palm Beach", "West Palm Beach, FL"),
        ("Commerce, CA", "Los Angeles, CA"),  # an alias; the city's own ZIP lies nowhere
        ("Cook County, Illinois", "Cook County, IL"),
        ("Cook Co. IL", "Cook County, IL"),
        ("condado de Orange, California", "Orange County, CA"),
        ("De Kalb County, GA", "DeKalb County, GA"),
        ("Orleans Parish, LA", "Orleans Parish, LA"),
        ("Orleans County, LA", "Orleans Parish, LA"),
        ("Juneau City and Borough, AK", "Juneau City and Borough, AK"),
        ("Baltimore County, MD", "Baltimore County, MD"),
        ("Baltimore city, MD", "Baltimore city, MD"),
        ("Queens, NY", "Queens County, NY"),
        ("NYC", "New York, NY"),
        ("philly", "Philadelphia, PA"),
        ("Vegas, NV", "Las Vegas, NV"),
        ("DC", "Washington, DC"),
        ("Washington, D.C.", "Washington, DC"),
        ("NOLA", "New Orleans, LA"),
        ("IL", "Illinois"),
        ("Carolina del Norte", "North Carolina"),
        ("West Virginia", "West Virginia"),
        ("Puerto Rico", "Puerto Rico"),
    ],
)
def test_what_people_type_is_understood(places: Gazetteer, typed: str, label: str) -> None:
    place = places.resolve(typed).place

    assert place is not None
    assert place.label == label
    assert places.resolve(place.label).place == place


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Springfield", ["Springfield, MA", "Springfield, IL"]),
        ("Kansas City", ["Kansas City, MO", "Kansas City, KS"]),
        ("LA", ["Los Angeles, CA", "Louisiana"]),
        ("New York", ["New York, NY", "New York State"]),
        ("Washington", ["Washington, DC", "Washington State"]),
        ("Manhattan", ["New York, NY", "Manhattan, KS"]),
        ("Cook County", ["Cook County, IL", "Cook County, MN"]),
    ],
)
def test_an_ambiguous_name_gives_choices(places: Gazetteer, typed: str, first: list[str]) -> None:
    found = places.resolve(typed)

    assert found.place is None
    assert [choice.label for choice in found.choices][: len(first)] == first
    assert len(found.choices) <= 8
    assert all(places.resolve(choice.label).place == choice for choice in found.choices)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Chicgo, IL", "Chicago, IL"),
        ("cleaveland", "Cleveland, OH"),
        ("Boston, Massachusets", "Boston, MA"),
        ("Coook County, IL", "Cook County, IL"),
        ("Pensylvania", "Pennsylvania"),
        ("Chicago, Indiana", "Chicago, IL"),
        ("Chicago 99999", "Chicago, IL"),
        ("2134", "02134"),
    ],
)
def test_a_misspelt_name_is_suggested_not_taken(places: Gazetteer, typed: str, first: str) -> None:
    found = places.resolve(typed)

    assert (found.place, found.choices) == (None, ())
    assert found.suggestions[0].label == first


@pytest.mark.parametrize("typed", ["", " ", ",", "99999", "%00", "🙂", "x" * 10_000])
def test_nothing_is_made_of_nonsense(places: Gazetteer, typed: str) -> None:
    found = places.resolve(typed)

    assert (found.place, found.choices, found.suggestions) == (None, (), ())


@given(text=st.text() | st.text(alphabet="st. ,0123456789coiln-", max_size=200))
@settings(deadline=timedelta(milliseconds=500))
def test_any_text_gets_an_answer(places: Gazetteer, text: str) -> None:
    found = places.resolve(text)

    assert found.place is None or not found.choices


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
    [spokane] = places.cities("Spokane Valley", "WA")
    [hollywood] = places.cities("Hollywood", "FL")

    assert (spokane.city, hollywood.city) == ("Spokane", "Hollywood")


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
