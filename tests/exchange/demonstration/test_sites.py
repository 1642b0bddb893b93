import re
from collections import Counter
from collections.abc import Sequence

import pytest

from directory.domain.facts import Answer
from directory.domain.listings import Listing
from directory.domain.places import Place, PlaceKind, Point, Precision, miles_between
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.exchange import demonstration
from directory.exchange.demonstration import texts
from directory.exchange.demonstration.texts import DemonstrationError
from directory.storage.gazetteer import Gazetteer
from tests.exchange.demonstration.conftest import SEED, TODAY

FICTIONAL_NUMBER = re.compile(r"\+1[2-9]\d\d55501\d\d")


def test_no_number_can_ring_anywhere(listings: list[Listing]) -> None:
    numbers = {phone.number for listing in listings for phone in listing.phones}
    numbers |= {listing.benefits_phone for listing in listings} - {""}

    assert all(FICTIONAL_NUMBER.fullmatch(number) for number in numbers)


def test_area_codes_are_those_of_the_state(listings: list[Listing]) -> None:
    states = texts.read("states")

    for listing in listings:
        area = int(listing.phones[0].number[2:5])
        assert area in states[listing.address.state]["area_codes"]


def test_every_state_has_listings_and_large_cities_have_more(listings: list[Listing]) -> None:
    states = Counter(listing.address.state for listing in listings)

    assert states.keys() == texts.read("states").keys()
    assert states["CA"] > 5 * states["WY"]


def test_cities_are_those_of_the_zip(listings: list[Listing], places: Sequence[Place]) -> None:
    by_zip = {place.zip: place for place in places}

    for listing in [one for one in listings if not one.address.confidential]:
        address = listing.address
        place = by_zip[address.zip]
        assert (place.city, place.state) == (address.city, address.state)
        if address.point and place.point:
            assert miles_between(address.point, place.point) < 8


def test_coordinates_are_exact_or_of_the_zip_or_missing(listings: list[Listing]) -> None:
    known = Counter(listing.address.precision for listing in listings)

    assert known[Precision.EXACT] > known[Precision.ZIP] > known[Precision.UNKNOWN] > 0


def test_a_confidential_address_is_a_shelter_and_lies_where_its_city_does(
    listings: list[Listing], gazetteer: Gazetteer
) -> None:
    shelters = [listing for listing in listings if listing.address.confidential]

    survivors = Selection(Facet.FOR, "domestic-violence-survivors")
    assert shelters
    for listing in shelters:
        city, *_ = gazetteer.cities(listing.address.city, listing.address.state)
        assert (listing.address.point, listing.address.precision) == (city.point, Precision.CITY)
        assert listing.answers(listing.programs[0])[survivors] is Answer.YES


def test_a_place_is_needed(vocabulary: Vocabulary) -> None:
    nowhere = Place(kind=PlaceKind.ZIP, state="AE", zip="09001", city="Apo", point=Point(0, 0))

    with pytest.raises(DemonstrationError, match="No place"):
        next(demonstration.generate(1, SEED, vocabulary, [nowhere], TODAY))
