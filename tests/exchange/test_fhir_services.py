from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from config import DATA
from directory.domain.facts import Answer
from directory.domain.listings import Listing, Openings, Plan, Program
from directory.domain.schedule import Session
from directory.domain.vocabulary import Vocabulary
from directory.exchange.fhir_codes import Codes
from directory.exchange.fhir_parts import Speaker
from directory.exchange.fhir_services import service
from tests import plan_net
from tests.factories import SOURCE, listing, program, said

CHANGED_AT = datetime(2026, 11, 1, 8, 30, tzinfo=UTC).replace(tzinfo=None)
TODAY = date(2026, 11, 15)
SITE = "https://treatment.example"
TYPES = "http://terminology.hl7.org/CodeSystem/service-type"


@pytest.fixture(scope="module")
def speaker(vocabulary: Vocabulary) -> Speaker:
    return Speaker.at(SITE, vocabulary, Codes.load(DATA / "fhir.toml", vocabulary), TODAY)


def told(speaker: Speaker, of: Listing, number: int = 0) -> dict[str, Any]:
    """A program of a listing as a service, which is checked."""
    resource = service(of, of.programs[number], speaker)
    plan_net.check(resource)
    return resource


def test_a_program_is_a_service_of_its_site(speaker: Speaker) -> None:
    site = listing(id=7, programs=(program(id=12),), changed_at=CHANGED_AT)

    resource = told(speaker, site)

    assert resource["id"] == "12"
    assert resource["meta"]["lastUpdated"] == "2026-11-01T08:30:00.000Z"
    assert resource["name"] == "Harbor House: Intensive outpatient (IOP)"
    assert resource["providedBy"] == {"reference": "Organization/7", "display": "Harbor House"}
    assert resource["location"] == [{"reference": "Location/7", "display": "Harbor House"}]
    assert resource["telecom"][0]["value"] == "+13095550100"


def test_what_nobody_said_is_left_out(speaker: Speaker) -> None:
    resource = told(speaker, listing(id=7, programs=(Program(care=None, id=12),)))

    silent = {"specialty", "type", "extension", "availableTime", "notAvailable", "program"}
    assert silent.isdisjoint(resource)
    assert resource["name"] == "Harbor House"


def test_times_are_those_of_the_sessions_and_of_nothing_else(speaker: Speaker) -> None:
    evenings = [Session("", day, time(17, 30), time(20, 30)) for day in (0, 2, 3)]
    night = Session("weekend", 5, time(20), time(0))
    held = program(id=12, sessions=(*evenings, night), time_zone="America/Chicago")

    resource = told(speaker, listing(id=7, programs=(held,)))

    assert resource["availableTime"] == [
        {
            "daysOfWeek": ["mon", "wed", "thu"],
            "availableStartTime": "17:30:00",
            "availableEndTime": "20:30:00",
        },
        {"daysOfWeek": ["sat"], "availableStartTime": "20:00:00", "availableEndTime": "23:59:59"},
    ]
    assert "America/Chicago" in resource["extraDetails"]


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [("yes", "newpt", None), ("no", "nopt", None), ("waitlist", "newpt", "about 14 days")],
)
def test_new_patients_are_told_as_reported(
    speaker: Speaker, answer: str, code: str, words: str | None
) -> None:
    openings = Openings(answer=answer, wait_days=14, reported_on=date(2026, 11, 1))

    resource = told(speaker, listing(id=7, programs=(program(id=12, openings=openings),)))

    (one,) = plan_net.extensions(resource, "newpatients")
    assert one["acceptingPatients"]["coding"][0]["code"] == code
    assert (words or "") in one.get("characteristics", "")


def test_new_patients_of_long_ago_are_no_promise(speaker: Speaker) -> None:
    openings = Openings(answer="yes", reported_on=date(2026, 10, 31))

    resource = told(speaker, listing(id=7, programs=(program(id=12, openings=openings),)))

    assert plan_net.extensions(resource, "newpatients") == []
    assert "Reported on 2026-10-31: took new clients" in resource["extraDetails"]


@pytest.mark.parametrize(
    ("format_", "methods"),
    [("in-person", ["physical"]), ("online", ["virtual"]), ("hybrid", ["physical", "virtual"])],
)
def test_the_way_of_delivery_is_physical_virtual_or_both(
    speaker: Speaker, format_: str, methods: list[str]
) -> None:
    resource = told(
        speaker, listing(id=7, programs=(program("outpatient", said("format", format_), id=12),))
    )

    found = plan_net.extensions(resource, "delivery-method")
    assert [one["type"]["coding"][0]["code"] for one in found] == methods


def test_states_served_are_places_of_their_own(speaker: Speaker) -> None:
    online = program(id=12, states_served=("IL", "IA"))

    resource = told(speaker, listing(id=7, programs=(online,)))

    assert [one["reference"] for one in resource["coverageArea"]] == [
        "Location/US-IL",
        "Location/US-IA",
    ]


def test_payers_are_programs_with_what_is_known_of_their_plans(speaker: Speaker) -> None:
    plan = Plan(
        insurer="aetna", source=SOURCE, kind="PPO", in_network=True, confirmed_on=date(2026, 3, 31)
    )
    site = listing(
        id=7,
        plans=(plan,),
        statements=(said("insurance", "medicaid"), said("insurance", "sliding-scale")),
        programs=(program(id=12),),
    )

    resource = told(speaker, site)

    medicaid, aetna = resource["program"]
    assert medicaid["coding"][0]["code"] == "medicaid"
    assert medicaid["coding"][0]["system"] == f"{SITE}/api/fhir/CodeSystem/insurance"
    assert aetna["text"] == "Aetna, PPO, in network, confirmed 2026-03-31"
    assert plan_net.codes(
        resource["serviceProvisionCode"],
        "http://terminology.hl7.org/CodeSystem/service-provision-conditions",
    ) == ["disc"]


def test_a_no_is_not_told_as_a_yes(speaker: Speaker) -> None:
    site = listing(
        id=7,
        statements=(said("therapy", "cbt"), said("substance", "opioids", Answer.NO)),
        programs=(program(id=12),),
    )

    resource = told(speaker, site)

    assert [one["coding"][0]["code"] for one in resource["characteristic"]] == ["cbt"]


def test_languages_have_their_codes(speaker: Speaker) -> None:
    spoken = (said("language", "spanish"), said("language", "asl"), said("language", "yupik"))

    resource = told(speaker, listing(id=7, statements=spoken, programs=(program(id=12),)))

    assert plan_net.codes(resource["communication"], "urn:ietf:bcp:47") == ["es", "ase"]
    assert resource["communication"][2]["text"] == "Yupik"


@pytest.mark.parametrize(
    ("care", "facts", "specialties", "types"),
    [
        ("intensive-outpatient", [], ["261QR0405X"], ["108"]),
        ("medication-treatment", ["medication/methadone"], ["261QR0405X", "261QM2800X"], ["108"]),
        ("residential-long-term", ["for/teens"], ["324500000X", "3245S0500X"], ["111"]),
        ("detox-inpatient", [], ["276400000X"], ["317"]),
        ("recovery-housing", [], [], []),
        ("outpatient", [], ["261QR0405X"], ["108"]),
        ("outpatient", ["service/mental-health"], ["261QM0801X"], []),
        (
            "outpatient",
            ["service/mental-health", "for/co-occurring"],
            ["261QR0405X", "261QM0801X"],
            ["108"],
        ),
        ("inpatient", ["service/mental-health"], ["273R00000X"], []),
        ("residential", ["service/mental-health"], ["320800000X"], []),
    ],
)
def test_a_level_of_care_has_the_codes_of_the_lists(
    speaker: Speaker, care: str, facts: list[str], specialties: list[str], types: list[str]
) -> None:
    named = (fact.partition("/") for fact in facts)
    statements = tuple(said(facet, slug) for facet, _, slug in named)
    site = listing(id=7, statements=statements, programs=(program(care, id=12),))

    resource = told(speaker, site)

    assert plan_net.codes(resource.get("specialty", ()), plan_net.NUCC) == specialties
    assert plan_net.codes(resource["type"], TYPES) == types
    assert plan_net.codes(resource["type"], speaker.system(said("care", care).about.facet)) == [
        care
    ]


def test_another_program_of_the_site_tells_that_it_treats_substance_use(speaker: Speaker) -> None:
    site = listing(
        id=7,
        statements=(said("service", "mental-health"),),
        programs=(program("outpatient", id=12), program("detox-outpatient", id=13)),
    )

    resource = told(speaker, site)

    assert plan_net.codes(resource["specialty"], plan_net.NUCC) == ["261QR0405X", "261QM0801X"]


def test_demonstration_listings_are_marked(speaker: Speaker) -> None:
    resource = told(speaker, listing(id=7, demonstration=True, programs=(program(id=12),)))

    assert resource["meta"]["security"][0]["code"] == "HTEST"
    assert "made-up" in resource["comment"]
