import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.storage.gazetteer import Gazetteer


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
        ("near Peoria, IL", "Peoria, IL"),
        ("City of Peoria, IL", "Peoria, IL"),
        ("West Palm Beach", "West Palm Beach, FL"),
        ("Commerce, CA", "Commerce, CA"),  # the city's own ZIP lies nowhere, its streets do
        ("Plymouth, MN", "Plymouth, MN"),  # gets its mail by way of Minneapolis
        ("Lakewood CO", "Lakewood, CO"),
        ("Sandy Springs, GA", "Sandy Springs, GA"),
        ("Pt Charlotte FL", "Port Charlotte, FL"),
        ("Manhattan, NY", "New York, NY"),
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
    assert len(set(found.choices)) == len(found.choices)
    assert all(places.resolve(choice.label).place == choice for choice in found.choices)


def test_every_town_of_a_name_is_offered(places: Gazetteer) -> None:
    found = places.resolve("Springfield").choices

    assert set(found) == set(places.cities("springfield"))
    assert len(found) > 20


@pytest.mark.parametrize(
    ("typed", "namesake"),
    [("Washington", "Washington, PA"), ("Manhattan", "Manhattan, NV")],
)
def test_a_large_namesake_does_not_hide_the_small(
    places: Gazetteer, typed: str, namesake: str
) -> None:
    labels = [place.label for place in places.resolve(typed).choices]

    assert namesake in labels


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
def test_any_text_gets_an_answer(places: Gazetteer, text: str) -> None:
    found = places.resolve(text)

    assert found.place is None or not found.choices
