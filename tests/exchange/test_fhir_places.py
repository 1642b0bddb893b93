from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from config import DATA
from directory.domain.facts import Answer
from directory.domain.listings import Address, Listing, Phone
from directory.domain.places import Precision
from directory.domain.schedule import Span
from directory.domain.vocabulary import Vocabulary
from directory.exchange import fhir_places as places
from directory.exchange import samhsa_directory
from directory.exchange.fhir_codes import Codes
from directory.exchange.fhir_parts import Speaker
from directory.exchange.fhir_services import service
from directory.exchange.records import Given
from tests import plan_net
from tests.factories import PEORIA, REPORTED_ON, listing, program, said


@pytest.fixture(scope="module")
def speaker(vocabulary: Vocabulary) -> Speaker:
    codes = Codes.load(DATA / "fhir.toml", vocabulary)
    return Speaker.at("https://treatment.example", vocabulary, codes, REPORTED_ON)


def test_a_site_is_a_location_run_by_its_organization(speaker: Speaker) -> None:
    site = listing(id=7, slug="harbor-house", programs=(program("residential"), program("detox")))

    resource = places.location(site, speaker)

    plan_net.check(resource)
    assert resource["id"] == "7"
    assert resource["address"]["line"] == ["100 Main Street"]
    assert resource["address"]["district"] == "Peoria"
    assert resource["managingOrganization"]["reference"] == "Organization/7"
    assert resource["type"][0]["coding"][0]["code"] == "RTF"
    page = {
        "system": "urn:ietf:rfc:3986",
        "value": "https://treatment.example/providers/harbor-house",
    }
    assert resource["identifier"] == [page]


def test_an_approximate_position_says_so(speaker: Speaker) -> None:
    exact = replace(PEORIA, precision=Precision.EXACT)

    approximate = places.location(listing(id=7), speaker)
    precise = places.location(listing(id=7, address=exact), speaker)

    assert approximate["position"] == {"longitude": -89.589, "latitude": 40.6936}
    assert "middle of the ZIP code" in approximate["description"]
    assert precise["position"] == approximate["position"]
    assert "description" not in precise


def test_a_confidential_address_is_a_city_and_a_state(speaker: Speaker) -> None:
    hidden = listing(id=7, address=replace(PEORIA, confidential=True))

    resources = [places.location(hidden, speaker), places.organization(hidden, speaker)]

    for resource in resources:
        plan_net.check(resource)
        assert "100 Main" not in str(resource)
        assert "61602" not in str(resource)
        assert "40.69" not in str(resource)
    assert resources[0]["address"]["city"] == "Peoria"
    assert "confidential" in resources[0]["address"]["text"]


def test_office_hours_are_those_of_the_location(speaker: Speaker) -> None:
    always = tuple(Span(day, 0, 1440) for day in (5, 6))
    week = tuple(Span(day, 540, 1020) for day in range(5))

    resource = places.location(listing(id=7, office_hours=week + always), speaker)

    plan_net.check(resource)
    assert resource["hoursOfOperation"] == [
        {"daysOfWeek": ["sat", "sun"], "allDay": True},
        {
            "daysOfWeek": ["mon", "tue", "wed", "thu", "fri"],
            "openingTime": "09:00:00",
            "closingTime": "17:00:00",
        },
    ]


def test_an_organization_has_its_lines_and_what_they_are_for(speaker: Speaker) -> None:
    lines = (
        Phone(kind="main", number="+13095550100"),
        Phone(kind="intake", number="+13095550101;ext=4"),
    )
    site = listing(id=7, phones=lines, website="harbor.example", benefits_phone="+13095550102")

    resource = places.organization(site, speaker)

    plan_net.check(resource)
    assert [line["value"] for line in resource["telecom"]] == [
        "+13095550101 ext. 4",
        "+13095550100",
        "https://harbor.example",
    ]
    assert [one["purpose"]["text"] for one in resource["contact"]] == ["Intake", places.BENEFITS]


def test_accreditations_are_qualifications_with_their_day(speaker: Speaker) -> None:
    facts = (said("accreditation", "carf"), said("accreditation", "coa", Answer.NO))

    resource = places.organization(listing(id=7, statements=facts), speaker)

    plan_net.check(resource)
    (held,) = plan_net.extensions(resource, "qualification")
    assert held["code"]["coding"][0]["code"] == "carf"
    assert held["code"]["text"].endswith("as reported on 2026-03-31")


def test_an_organization_of_which_no_place_is_known_has_a_country(speaker: Speaker) -> None:
    resource = places.organization(listing(id=7, address=Address()), speaker)

    plan_net.check(resource)
    assert resource["address"] == [{"use": "work", "type": "physical", "country": "US"}]


def test_a_place_that_its_lists_dropped_says_so(speaker: Speaker) -> None:
    gone = listing(id=7, gone_since=date(2026, 10, 1), programs=(program(id=12),))

    told = [service(gone, gone.programs[0], speaker)["comment"], places.location(gone, speaker)]

    assert all("since 2026-10-01" in str(one) for one in told)


def test_a_state_is_a_location_too(speaker: Speaker) -> None:
    resource = places.area("IL", {"IL": "Illinois"})

    plan_net.check(resource)
    assert (resource["id"], resource["name"]) == ("US-IL", "Illinois")


@pytest.mark.national
def test_the_national_file_of_mental_health_is_plan_net(
    speaker: Speaker, given: Given, shared_data: Path
) -> None:
    file = shared_data / "national-directory-mh-facilities-2023.xlsx"
    records = samhsa_directory.read(file, given).records
    sites = [replace(record.listing, id=7) for record in records][::100]

    checked = [resource for site in sites for resource in _all(site, speaker)]

    for resource in checked:
        plan_net.check(resource)
    assert len(checked) >= 3 * len(sites)


def _all(site: Listing, speaker: Speaker) -> list[dict[str, object]]:
    services = [service(site, replace(each, id=12), speaker) for each in site.programs]
    return [places.location(site, speaker), places.organization(site, speaker), *services]
