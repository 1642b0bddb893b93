from datetime import date
from pathlib import Path

import pytest

from directory.domain.facts import Answer
from directory.exchange import formats, samhsa_directory
from directory.exchange.records import Given
from directory.exchange.unreadable import UnreadableFileError
from tests.exchange.record_reading import answers, care, only
from tests.spreadsheets import row, write_directory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "facilities.xlsx"


def test_a_row_becomes_a_site_with_a_program_for_each_level(path: Path, given: Given) -> None:
    write_directory(path, [row(Service_code_info="SA * OP OIT ORT * CBT * MD * ACC")])

    record = only(samhsa_directory.read(path, given))

    assert record.listing.name == "Harbor House"
    assert care(record) == ["outpatient", "intensive-outpatient", "aftercare"]
    assert answers(record) == {"therapy/cbt": "yes", "insurance/medicaid": "yes"}


def test_a_program_states_its_level_with_source_and_date(path: Path, given: Given) -> None:
    write_directory(path, [row(Service_code_info="SA * OIT")])

    (program,) = only(samhsa_directory.read(path, given)).listing.programs

    (said,) = program.statements
    assert (said.about.slug, said.answer) == ("intensive-outpatient", Answer.YES)
    assert said.source.slug == "samhsa-directory-2023"
    assert said.reported_on == date(2023, 3, 31)


@pytest.mark.parametrize(
    ("codes", "levels"),
    [
        ("DT * OD", ["detox-outpatient"]),
        ("DT", ["detox"]),
        ("SA * RES RL", ["residential-long-term"]),
        ("SA * RES", ["residential"]),
        ("SA * OP OIT", ["intensive-outpatient"]),
        ("SA * OP", ["outpatient"]),
        ("SA", [None]),
    ],
)
def test_a_parent_makes_no_program_beside_its_child(
    path: Path, given: Given, codes: str, levels: list[str | None]
) -> None:
    write_directory(path, [row(Service_code_info=codes)])

    record = only(samhsa_directory.read(path, given))

    assert care(record) == levels


def test_negative_codes_are_answers_too(path: Path, given: Given) -> None:
    write_directory(path, [row(Service_code_info="SA * NAUT * NOOP")])

    record = only(samhsa_directory.read(path, given))

    assert answers(record) == {"substance/alcohol": "no", "substance/opioids": "no"}


def test_a_yes_outweighs_a_no_of_the_same_row(path: Path, given: Given) -> None:
    write_directory(path, [row(Service_code_info="SA * NOOP * OUDO")])

    record = only(samhsa_directory.read(path, given))

    assert answers(record) == {"substance/opioids": "yes"}


def test_codes_that_no_term_claims_are_kept(path: Path, given: Given) -> None:
    write_directory(path, [row(Service_code_info="SA * OIT NEW")])

    record = only(samhsa_directory.read(path, given))

    assert record.unclaimed == ("TC:SA", "?:NEW")


def test_telephones_are_dialable_and_said_once(path: Path, given: Given) -> None:
    write_directory(
        path,
        [row(Phone="309-555-0100", Intake1="309-555-0100", Intake2="309-555-0142 x7")],
    )

    record = only(samhsa_directory.read(path, given))

    assert [(phone.kind, phone.number) for phone in record.listing.phones] == [
        ("main", "+13095550100"),
        ("intake", "+13095550142;ext=7"),
    ]


def test_a_withheld_street_makes_the_address_confidential(path: Path, given: Given) -> None:
    write_directory(path, [row(Street1="- - -")])

    address = only(samhsa_directory.read(path, given)).listing.address

    assert (address.street, address.confidential) == ("", True)


def test_a_zip_that_lost_its_zero_is_mended(path: Path, given: Given) -> None:
    write_directory(path, [row(Zip=7030)])

    assert only(samhsa_directory.read(path, given)).listing.address.zip == "07030"


def test_rows_without_name_or_zip_are_skipped_with_the_reason(path: Path, given: Given) -> None:
    write_directory(path, [row(Name1=" "), row(Zip=None), row(Zip="Peoria"), row()])

    published = samhsa_directory.read(path, given)

    assert [(skipped.line, skipped.reason) for skipped in published.skipped] == [
        (2, "no name"),
        (3, "no ZIP code"),
        (4, "Peoria is not a ZIP code"),
    ]
    assert only(published).line == 5


def test_rows_of_one_site_become_one_record(path: Path, given: Given) -> None:
    write_directory(
        path,
        [
            row(Street2="Suite A", Service_code_info="SA * OIT"),
            row(Street2="Suite B", Service_code_info="SA * RL", Intake1="309-555-0142"),
        ],
    )

    record = only(samhsa_directory.read(path, given))

    assert (record.line, record.repeats) == (2, (3,))
    assert care(record) == ["intensive-outpatient", "residential-long-term"]
    assert len(record.listing.phones) == 2


@pytest.mark.parametrize("column", ["Name1", "Street2", "Phone", "Intake2a"])
def test_a_row_with_an_overlong_cell_is_skipped_alone(
    path: Path, given: Given, column: str
) -> None:
    write_directory(path, [row(**{column: "x" * 2_001}), row(Service_code_info="SA " * 1_000)])

    published = samhsa_directory.read(path, given)

    (skipped,) = published.skipped
    assert skipped.reason == f"more than 2,000 characters in {column.lower()}"
    assert len(skipped.name) < 20
    assert only(published).line == 3


def test_a_skipped_row_keeps_what_remains_of_it(path: Path, given: Given) -> None:
    write_directory(path, [row(Zip="soon")])

    (skipped,) = samhsa_directory.read(path, given).skipped

    assert skipped.remains
    assert skipped.remains.full_name == "Harbor House"
    assert skipped.remains.address.zip == ""
    assert [phone.number for phone in skipped.remains.phones] == ["+13095550100"]


@pytest.mark.parametrize("rows", [[], [row(Name1=None), row(Zip=None)]])
def test_a_list_of_nothing_is_refused(
    path: Path, given: Given, rows: list[dict[str, object]]
) -> None:
    write_directory(path, rows)

    with pytest.raises(UnreadableFileError, match=r"^facilities.xlsx has no row that describes"):
        formats.read(path, formats.AUTO, given)


def test_the_locators_own_spreadsheet_is_named(path: Path, given: Given) -> None:
    columns = ("    name1", "street1", "zip", "type_facility", "mh", "sa", "dt ", "otp")
    write_directory(path, columns=columns)

    with pytest.raises(UnreadableFileError, match=r"looks like FindTreatment\.gov's export"):
        formats.read(path, formats.AUTO, given)
