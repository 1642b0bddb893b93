"""A listing as schema.org has it: what is known, and nothing that is not."""

from dataclasses import replace
from datetime import date, time
from typing import Protocol

import pytest

from directory.domain.facts import Answer
from directory.domain.listings import Listing, Openings
from directory.domain.places import Precision
from directory.domain.schedule import Session, Span
from directory.domain.vocabulary import Vocabulary
from directory.exchange import jsonld
from directory.exchange.jsonld import Shown
from directory.exchange.jsonld_objects import Described
from tests.factories import PEORIA, REPORTED_ON, listing, program, said

SHOWN = Shown(
    url="https://treatment.example.org/providers/harbor-house",
    language="en",
    website="https://harbor.example/",
    today=date(2026, 4, 10),
)
EXACT = replace(PEORIA, precision=Precision.EXACT)
NINE, FIVE = 9 * 60, 17 * 60


class Describe(Protocol):
    def __call__(self, name: str = "Harbor House", **fields: object) -> Described: ...


@pytest.fixture
def described(vocabulary: Vocabulary) -> Describe:
    def describing(name: str = "Harbor House", **fields: object) -> Described:
        return jsonld.described(listing(name, **fields), vocabulary, SHOWN)

    return describing


def test_a_clinic_says_what_it_is_and_how_to_reach_it(described: Describe) -> None:
    about = described(name="Harbor House", description="By the river.", address=EXACT)

    assert about["@context"] == "https://schema.org"
    assert about["@type"] == "MedicalClinic"
    assert about["name"] == "Harbor House"
    assert about["url"] == SHOWN.url
    assert about["sameAs"] == "https://harbor.example/"
    assert about["telephone"] == "+13095550100"
    assert about["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "100 Main Street",
        "addressLocality": "Peoria",
        "addressRegion": "IL",
        "postalCode": "61602",
        "addressCountry": "US",
    }
    assert about["geo"]["latitude"] == 40.6936
    assert about["mainEntityOfPage"]["lastReviewed"] == "2026-03-31"


def test_what_is_offered_is_what_counts_as_yes(described: Describe) -> None:
    about = described(
        statements=(
            said("therapy", "cbt"),
            said("therapy", "dbt", Answer.NO),
            said("medication", "buprenorphine"),
            said("insurance", "medicaid"),
            said("insurance", "sliding-scale"),
            said("insurance", "medicare", Answer.NO),
            said("language", "spanish"),
            said("language", "yupik"),
        )
    )

    names = [each["name"] for each in about["availableService"]]
    assert names == ["Intensive outpatient (IOP)", *names[1:]]
    assert len(names) == 3
    assert all(each["@type"] == "MedicalTherapy" for each in about["availableService"])
    assert about["paymentAccepted"].startswith("Medicaid, ")
    assert "Medicare" not in about["paymentAccepted"]
    assert about["knowsLanguage"] == ["es", "Yupik"]
    assert about["medicalSpecialty"] == "https://schema.org/Psychiatric"


@pytest.mark.parametrize(
    ("openings", "welcome"),
    [
        (Openings(answer="yes", reported_on=date(2026, 3, 27)), [True]),
        (Openings(answer="no", reported_on=date(2026, 3, 27)), [False]),
        (Openings(answer="waitlist", reported_on=date(2026, 3, 27)), [False]),
        (Openings(answer="yes", reported_on=date(2026, 3, 26)), []),
        (Openings(answer="yes"), []),
        (Openings(), []),
    ],
)
def test_new_patients_are_welcome_only_if_that_was_said_lately(
    described: Describe, openings: Openings, welcome: list[bool]
) -> None:
    about = described(programs=(program(openings=openings),))

    assert [value for name, value in about.items() if name == "isAcceptingNewPatients"] == welcome


def test_hours_are_told_where_they_are_known(described: Describe) -> None:
    weekdays = tuple(Span(day, NINE, FIVE) for day in range(5))

    about = described(office_hours=(*weekdays, Span(5, 0, 24 * 60)))

    assert about["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [
                f"https://schema.org/{day}"
                for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
            ],
            "opens": "09:00",
            "closes": "17:00",
        },
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Saturday"],
            "opens": "00:00",
            "closes": "23:59",
        },
    ]


def test_sessions_are_hours_of_a_program_and_not_of_the_place(described: Describe) -> None:
    evenings = tuple(Session("A", day, time(17, 30), time(20, 30)) for day in (0, 3))

    about = described(programs=(program(name="Evening IOP", sessions=evenings),))

    assert "openingHoursSpecification" not in about
    (offer,) = about["makesOffer"]
    assert offer["itemOffered"]["name"] == "Evening IOP"
    assert offer["itemOffered"]["hoursAvailable"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Monday", "https://schema.org/Thursday"],
            "opens": "17:30",
            "closes": "20:30",
        }
    ]


def test_housing_alone_is_no_clinic(described: Describe) -> None:
    about = described(programs=(program("recovery-housing"),))

    assert about["@type"] == "MedicalBusiness"
    assert "medicalSpecialty" not in about
    assert "availableService" not in about


def test_what_nobody_reported_is_not_there_at_all(vocabulary: Vocabulary) -> None:
    nameless = replace(SHOWN, website="")

    about = jsonld.described(Listing(name="Quiet House"), vocabulary, nameless)

    assert set(about) == {
        "@context",
        "@type",
        "@id",
        "name",
        "url",
        "mainEntityOfPage",
        "address",
        "medicalSpecialty",
    }
    assert about["address"] == {"@type": "PostalAddress", "addressCountry": "US"}


def test_a_made_up_listing_says_so(described: Describe) -> None:
    assert described(demonstration=True)["disambiguatingDescription"] == "A made-up example."
    assert described(confirmed_on=REPORTED_ON).get("disambiguatingDescription") is None


def test_a_place_that_no_list_names_any_more_says_so_and_promises_nothing(
    described: Describe,
) -> None:
    welcoming = program(openings=Openings(answer="yes", reported_on=SHOWN.today))

    about = described(programs=(welcoming,), gone_since=date(2026, 4, 1))

    assert about["disambiguatingDescription"].endswith("came from, since 2026-04-01.")
    assert "isAcceptingNewPatients" not in about
