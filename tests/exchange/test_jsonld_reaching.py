from dataclasses import replace

from directory.domain.listings import Phone
from directory.domain.places import Precision
from directory.exchange import jsonld_reaching
from tests.factories import PEORIA, listing, program

EXACT = replace(PEORIA, precision=Precision.EXACT)


def test_a_point_that_is_a_guess_is_left_out() -> None:
    assert "geo" not in jsonld_reaching.reached(listing(address=PEORIA))


def test_of_a_private_address_only_the_city_is_told() -> None:
    about = jsonld_reaching.reached(listing(address=replace(EXACT, confidential=True)))

    assert about["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Peoria",
        "addressRegion": "IL",
        "addressCountry": "US",
    }
    assert "geo" not in about


def test_online_programs_serve_states() -> None:
    about = jsonld_reaching.reached(
        listing(programs=(program(states_served=("WI", "IL")), program("outpatient")))
    )

    assert [each["name"] for each in about["areaServed"]] == ["IL", "WI"]


def test_the_number_of_the_house_comes_before_the_hotline() -> None:
    phones = (
        Phone(kind="hotline", number="+13095550101"),
        Phone(kind="main", number="+13095550102;ext=4"),
    )

    about = jsonld_reaching.reached(listing(phones=phones, benefits_phone="+13095550103"))

    assert about["telephone"] == "+13095550102 ext. 4"
    assert [each["contactType"] for each in about["contactPoint"]] == [
        "hotline",
        "main",
        "insurance",
    ]
