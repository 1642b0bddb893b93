from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from directory.domain import hours
from directory.domain.listings import Openings
from directory.domain.places import Point
from directory.domain.schedule import Span
from directory.exchange import formats, ladders
from directory.exchange.records import Given
from tests.colorado import DAYS, row, write_colorado
from tests.exchange.record_reading import answers, care, only


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "colorado-2023-05-16.csv"


def test_a_row_becomes_a_site_with_its_address_taken_apart(path: Path, given: Given) -> None:
    write_colorado(path)

    record = only(ladders.read(path, given))

    address = record.listing.address
    assert record.listing.name == "Harbor House"
    assert (address.street, address.street2) == ("1245 East Colfax Avenue", "Suite 203")
    assert (address.city, address.state, address.zip) == ("Denver", "CO", "80218")
    assert address.point == Point(39.7403, -104.9711)
    assert care(record) == ["outpatient"]


def test_the_day_it_was_changed_is_the_day_of_its_facts(path: Path, given: Given) -> None:
    write_colorado(path, [row(Fees="Medicaid")])

    published = ladders.read(path, given)

    record = only(published)
    assert published.reported_on == date(2023, 5, 16)
    assert record.listing.confirmed_on == date(2022, 11, 17)
    assert {said.reported_on for said in record.listing.statements} == {date(2022, 11, 17)}


def test_a_row_without_such_a_day_has_the_lists(path: Path, given: Given) -> None:
    write_colorado(path, [row(ProviderDirectoryFormModifiedDate="")])

    assert only(ladders.read(path, given)).listing.confirmed_on == date(2023, 5, 16)


def test_hours_of_operation_are_office_hours_and_no_sessions(path: Path, given: Given) -> None:
    write_colorado(
        path,
        [row(HoursofOperationMonday="8:30AM - 9:00PM", HoursofOperationTuesday="1:00PM - 12:00AM")],
    )

    listing = only(ladders.read(path, given)).listing

    assert listing.office_hours == (Span(0, 8 * 60 + 30, 21 * 60), Span(1, 13 * 60, 24 * 60))
    assert all(program.sessions == () for program in listing.programs)


def test_midnight_to_midnight_is_round_the_clock(path: Path, given: Given) -> None:
    always = {f"HoursofOperation{day}": "12:00AM - 12:00AM" for day in DAYS}
    write_colorado(path, [row(**always)])

    assert hours.round_the_clock(only(ladders.read(path, given)).listing.office_hours)


def test_hours_that_take_am_for_pm_are_left_out_and_said(path: Path, given: Given) -> None:
    write_colorado(
        path,
        [row(HoursofOperationMonday="8:00AM - 5:00AM", HoursofOperationFriday="8:00AM - 5:00PM")],
    )

    record = only(ladders.read(path, given))

    assert [span.weekday for span in record.listing.office_hours] == [4]
    assert record.remarks == ("the hours of monday would last 21 hours and were left out",)


@pytest.mark.parametrize(
    ("said", "openings"),
    [("yes", Openings(answer="yes", reported_on=date(2022, 11, 17))), ("", Openings())],
)
def test_who_takes_new_patients_has_openings_of_that_day(
    path: Path, given: Given, said: str, openings: Openings
) -> None:
    write_colorado(path, [row(AcceptingNewPatients=said)])

    (program,) = only(ladders.read(path, given)).listing.programs

    assert program.openings == openings


@pytest.mark.parametrize(
    ("said", "format_"),
    [
        ("Telehealth Available - No Restrictions", {"format/online": "yes"}),
        ("Telehealth Only", {"format/online": "yes", "format/in-person": "no"}),
        ("No Telehealth Available", {"format/online": "no"}),
        ("", {}),
    ],
)
def test_telehealth_is_a_format(
    path: Path, given: Given, said: str, format_: dict[str, str]
) -> None:
    write_colorado(path, [row(OffersTelehealth=said)])

    assert answers(only(ladders.read(path, given))) == format_


def test_restrictions_of_telehealth_are_told(path: Path, given: Given) -> None:
    write_colorado(
        path,
        [
            row(
                OffersTelehealth="Telehealth Available - With Restrictions",
                TelehealthRestrictions="Intake in Person",
            )
        ],
    )

    record = only(ladders.read(path, given))

    assert answers(record) == {"format/online": "yes"}
    assert record.listing.description == "About telehealth: Intake in Person."


def test_who_serves_men_and_women_has_nothing_for_either(path: Path, given: Given) -> None:
    everybody = row(PopulationServed="Men; Women; HIV")
    write_colorado(path, [everybody, row(AccountID="2", PopulationServed="Women")])

    both, women = ladders.read(path, given).records

    assert answers(both) == {"for/hiv": "yes"}
    assert both.unclaimed == ("PopulationServed:Men", "PopulationServed:Women")
    assert answers(women) == {"for/women": "yes"}


def test_a_box_that_is_not_ticked_is_no_answer(path: Path, given: Given) -> None:
    write_colorado(path, [row(DUIDWI="0", ActiveSUDLicense="1", OpioidTreatmentPrograms="0")])

    record = only(ladders.read(path, given))

    assert answers(record) == {"accreditation/state-licensed": "yes"}
    assert record.unclaimed == ()


@pytest.mark.parametrize("hidden", ["1", "yes", "TRUE", "perhaps"])
def test_a_hidden_address_keeps_its_city_and_nothing_nearer(
    path: Path, given: Given, hidden: str
) -> None:
    write_colorado(path, [row(HideAddress=hidden)])

    address = only(ladders.read(path, given)).listing.address

    assert address.confidential
    assert (address.street, address.street2, address.county, address.point) == ("", "", "", None)
    assert (address.city, address.state) == ("Denver", "CO")


def test_a_hidden_address_may_say_nothing_at_all(path: Path, given: Given) -> None:
    nothing = "Please contact this provider directly for location"
    write_colorado(path, [row(HideAddress="1", AddressOneLine=nothing, lat="", lon="")])

    record = only(ladders.read(path, given))

    assert record.listing.address == replace(
        record.listing.address, street="", city="", state="CO", zip="", confidential=True
    )


def test_an_address_that_cannot_be_taken_apart_skips_the_row(path: Path, given: Given) -> None:
    write_colorado(path, [row(), row(AccountID="2", AddressOneLine="behind the mill")])

    (skipped,) = ladders.read(path, given).skipped

    assert skipped.reason == "the address “behind the mill” does not end with city, state and ZIP"


def test_it_is_recognized(path: Path, given: Given) -> None:
    write_colorado(path)

    assert formats.read(path, formats.AUTO, given).source.slug == "colorado-ladders-2023"


@pytest.mark.national
def test_every_row_of_colorado_is_accounted_for(shared_data: Path, given: Given) -> None:
    published = formats.read(shared_data / "colorado-ladders-2023-05-16.csv", formats.AUTO, given)

    listings = [record.listing for record in published.records]
    assert len(listings) == 729
    assert published.skipped == ()
    assert sum(each.address.confidential for each in listings) == 13
    assert sum(bool(each.office_hours) for each in listings) == 661
    assert sum(hours.round_the_clock(each.office_hours) for each in listings) == 100
    openings = Counter(each.programs[0].openings.answer for each in listings)
    assert openings == {"yes": 141, "": 588}
    assert sum(bool(record.remarks) for record in published.records) == 12
    assert not any(program.sessions for each in listings for program in each.programs)
