"""The mappings that come with the directory, each used on a list that fits it."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from directory.domain.listings import Openings
from directory.domain.schedule import Session, Span
from directory.domain.vocabulary import Vocabulary
from directory.exchange import formats, mapping
from directory.exchange.records import Given, PublishedList
from tests.exchange.record_reading import answers, care, only

EVENING = {
    "Site ID": "7", "Agency": "Harbor House", "Branch": "North", "Street": "100 Main St",
    "Suite": "2", "City": "Peoria", "State": "Illinois", "ZIP": "61602", "County": "Peoria",
    "Latitude": "40.69", "Longitude": "-89.59", "Website": "harbor.example",
    "About": "By the river.",
    "Benefits phone": "309-555-0109", "Hide address": "no", "Last verified": "03/04/2026",
    "Phone": "309-555-0100", "Intake": "309-555-0101", "Admissions": "", "Crisis line": "",
    "Office hours": "Mon-Fri 9am-5pm", "Program": "Evening IOP", "Program description": "Small.",
    "Group times": "Mon/Wed 6pm-9pm", "Time zone": "", "Licensed in": "IL; Iowa",
    "Hours a week": "9", "Days a week": "3", "Weeks": "8", "Entry": "rolling", "Cost": "$100",
    "Copay": "", "Accepting": "Waitlist", "Wait (days)": "14",
    "Insurance plans": "Aetna PPO; BCBS HMO (out of network); Medicaid; Acme Mutual",
    "Telehealth rules": "intake in person", "Level of care": "IOP",
    "Services": "CBT; Talk therapy; No 12-step; Yoga; See website", "Takes Medicaid": "Y",
    "Requires abstinence from medication": "X", "Status": "Open",
}  # fmt: skip
MORNING = EVENING | {
    "Program": "Morning IOP",
    "Group times": "Tue/Thu 9am-noon",
    "Services": "DBT",
    "Accepting": "Yes",
    "Wait (days)": "",
}


def write(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path: Path, named: str, given: Given) -> PublishedList:
    found = mapping.load(mapping.find(named), given.vocabulary)
    return formats.read(path, formats.CSV, replace(given, mapping=found, today=date(2026, 6, 1)))


def test_the_example_reads_all_that_a_row_says_of_a_site(tmp_path: Path, given: Given) -> None:
    path = write(tmp_path / "list.csv", [EVENING])

    published = read(path, "example", given)

    listing = only(published).listing
    assert (published.source.slug, published.reported_on) == (
        "example-list-2026",
        date(2026, 3, 31),
    )
    assert listing.full_name == "Harbor House, North"
    assert (listing.address.state, listing.address.street2) == ("IL", "2")
    assert listing.description == "By the river. About telehealth: intake in person."
    assert [(phone.kind, phone.number[-4:]) for phone in listing.phones] == [
        ("main", "0100"),
        ("intake", "0101"),
    ]
    assert listing.benefits_phone == "+13095550109"
    assert listing.office_hours == tuple(Span(day, 9 * 60, 17 * 60) for day in range(5))
    assert listing.confirmed_on == date(2026, 3, 4)


def test_the_example_reads_all_that_a_row_says_of_a_program(tmp_path: Path, given: Given) -> None:
    path = write(tmp_path / "list.csv", [EVENING])

    record = only(read(path, "example", given))

    (program,) = record.listing.programs
    assert (program.care, program.name) == ("intensive-outpatient", "Evening IOP")
    assert program.sessions == (
        Session("", 0, time(18), time(21)),
        Session("", 2, time(18), time(21)),
    )
    assert (program.time_zone, program.states_served) == ("America/Chicago", ("IL", "IA"))
    assert (program.hours_a_week, program.days_a_week, program.weeks) == (9, 3, 8)
    assert program.openings == Openings(
        answer="waitlist", wait_days=14, reported_on=date(2026, 3, 4)
    )
    said = {each.about.slug: each.answer.value for each in program.statements}
    assert said == {
        "intensive-outpatient": "yes", "cbt": "yes", "individual-counseling": "yes",
        "psychotherapy": "yes", "12-step": "no", "medicaid": "yes", "accepts-medication": "no",
        "aetna": "yes", "bcbs": "yes",
    }  # fmt: skip
    assert record.unclaimed == ("Services:Yoga", "insurance_plans:Acme_Mutual")


def test_the_example_reads_insurers_with_their_plans(tmp_path: Path, given: Given) -> None:
    path = write(tmp_path / "list.csv", [EVENING])

    plans = only(read(path, "example", given)).listing.plans

    assert [(plan.insurer, plan.kind, plan.in_network) for plan in plans] == [
        ("aetna", "PPO", None),
        ("bcbs", "HMO", False),
    ]
    assert {plan.confirmed_on for plan in plans} == {date(2026, 3, 4)}


def test_rows_of_one_site_are_joined_and_their_sessions_are_tracks(
    tmp_path: Path, given: Given
) -> None:
    path = write(tmp_path / "list.csv", [EVENING, MORNING])

    record = only(read(path, "example", given))

    (program,) = record.listing.programs
    assert record.repeats == (3,)
    assert {(each.track, each.weekday) for each in program.sessions} == {
        ("Evening IOP", 0),
        ("Evening IOP", 2),
        ("Morning IOP", 1),
        ("Morning IOP", 3),
    }
    assert {"cbt", "dbt"} <= {each.about.slug for each in program.statements}


def test_rows_that_are_none_are_skipped_with_the_mappings_reason(
    tmp_path: Path, given: Given
) -> None:
    path = write(tmp_path / "list.csv", [EVENING, MORNING | {"Status": "closed"}])

    (skipped,) = read(path, "example", given).skipped

    assert (skipped.line, skipped.reason) == (3, "closed or listed twice")


def test_a_countys_list_is_read(tmp_path: Path, given: Given) -> None:
    path = write(
        tmp_path / "county-2026-02-01.csv",
        [
            {
                "Provider": "River Place",
                "Address": "5 River Rd, Pekin, IL 61554",
                "Website": "",
                "Updated": "01/15/2026",
                "Phone": "(309) 555-0150",
                "Hours": "24/7",
                "Accepting New Clients": "No",
                "Insurance": "Cigna, Medicare",
                "Services": "Detox, Residential, CBT, Horseback riding",
                "Populations": "Women, Veterans",
                "Languages": "English, Spanish",
                "Telehealth": "No",
            }
        ],
    )

    record = only(read(path, "county-list", given))

    assert care(record) == ["detox", "residential"]
    assert answers(record) == {
        "therapy/cbt": "yes",
        "for/women": "yes",
        "for/veterans": "yes",
        "language/spanish": "yes",
        "format/online": "no",
        "insurance/cigna": "yes",
        "insurance/medicare": "yes",
    }
    assert len(record.listing.office_hours) == 7
    assert {program.openings.answer for program in record.listing.programs} == {"no"}


@pytest.mark.parametrize("path", sorted(mapping.FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_mapping_that_comes_with_the_directory_can_be_loaded(
    path: Path, vocabulary: Vocabulary
) -> None:
    found = mapping.load(path, vocabulary)

    assert found.series.slug
    assert found.meanings


def test_one_row_that_hides_the_address_hides_it_of_the_site(tmp_path: Path, given: Given) -> None:
    path = write(tmp_path / "list.csv", [EVENING, MORNING | {"Hide address": "yes"}])

    address = only(read(path, "example", given)).listing.address

    assert (address.confidential, address.street, address.point) == (True, "", None)
