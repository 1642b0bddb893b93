from dataclasses import replace

from directory.domain.listings import Listing, Phone
from directory.domain.places import Point, Precision
from directory.exchange.hsds import Exchange
from directory.exchange.hsds_objects import Object
from tests.factories import PEORIA, listing, said


def service(exchange: Exchange, of: Listing) -> Object:
    return exchange.of(of).service(of.programs[0])


def test_a_confidential_address_is_city_and_state(exchange: Exchange) -> None:
    point = Point(40.7, -89.6)
    hidden = replace(PEORIA, confidential=True, point=point, precision=Precision.CITY)
    found = listing(address=hidden)

    answers = [service(exchange, found), exchange.of(found).organization()]
    answers += [thing for _, thing in exchange.apart(found)]

    location = answers[0]["service_at_locations"][0]["location"]
    assert (location["addresses"][0]["city"], location["addresses"][0]["postal_code"]) == (
        "Peoria",
        "",
    )
    assert "latitude" not in location
    for secret in ("100 Main", "61602", "40.7", "'region': 'Peoria'"):
        assert secret not in str(answers)


def test_coordinates_that_are_a_zip_codes_middle_say_so(exchange: Exchange) -> None:
    measured = replace(PEORIA, precision=Precision.EXACT)

    guessed = exchange.of(listing()).location
    exact = exchange.of(listing(address=measured)).location

    assert "not of the building" in guessed["description"]
    assert "description" not in exact


def test_telephones_keep_their_extensions_apart(exchange: Exchange) -> None:
    phones = (Phone(kind="intake", number="+13095550100;ext=12"),)

    told = exchange.of(listing(phones=phones, benefits_phone="+13095550199")).location["phones"]

    assert [(one["number"], one.get("extension")) for one in told] == [
        ("+13095550100", 12),
        ("+13095550199", None),
    ]


def test_sign_language_and_rides_belong_to_the_place(exchange: Exchange) -> None:
    statements = (said("language", "asl"), said("service", "transportation"))

    location = exchange.of(listing(statements=statements)).location

    assert "sign language" in location["accessibility"][0]["description"]
    assert "rides" in location["transportation"]
