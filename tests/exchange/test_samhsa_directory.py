from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from config import DATA
from directory.domain.facts import Answer
from directory.domain.vocabulary import Vocabulary
from directory.exchange import formats, samhsa_directory, series
from directory.exchange.records import Given, PublishedList, Record
from directory.exchange.spreadsheet import Workbook
from directory.exchange.unreadable import UnreadableFileError
from tests.spreadsheets import COLUMNS, MENTAL_HEALTH, row, write_directory

SUBSTANCE_USE_FILE = "national-directory-su-facilities-2023.xlsx"
MENTAL_HEALTH_FILE = "national-directory-mh-facilities-2023.xlsx"


@pytest.fixture(scope="session")
def given(vocabulary: Vocabulary) -> Given:
    return Given(vocabulary=vocabulary, series=series.load(DATA / "sources.toml"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "facilities.xlsx"


def only(published: PublishedList) -> Record:
    (record,) = published.records
    return record


def care(record: Record) -> list[str | None]:
    return [program.care for program in record.listing.programs]


def answers(record: Record) -> dict[str, str]:
    return {
        f"{said.about.facet}/{said.about.slug}": said.answer.value
        for said in record.listing.statements
    }


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


def test_the_codes_tell_the_mental_health_directory(path: Path, given: Given) -> None:
    write_directory(
        path,
        [row(Service_code_info="MH * OP * OMH")],
        explained=MENTAL_HEALTH,
        title="MH Facilities",
    )

    published = samhsa_directory.read(path, given)

    assert published.source.slug == "samhsa-mental-health-directory-2023"
    assert care(only(published)) == ["outpatient"]


@pytest.mark.parametrize(
    ("title", "name", "slug"),
    [
        ("2024 SU Facilities", "facilities-2023.xlsx", "samhsa-directory-2024"),
        ("SU Facilities", "facilities-2022.xlsx", "samhsa-directory-2022"),
        ("SU Facilities", "facilities.xlsx", "samhsa-directory-2023"),
    ],
)
def test_the_year_is_in_the_title_or_the_name_or_the_day_it_was_made(
    tmp_path: Path, given: Given, title: str, name: str, slug: str
) -> None:
    path = write_directory(tmp_path / name, title=title)

    assert samhsa_directory.read(path, given).source.slug == slug


def test_an_edition_without_a_known_day_takes_the_day_it_was_made(path: Path, given: Given) -> None:
    write_directory(path, title="2024 SU Facilities")

    assert samhsa_directory.read(path, given).reported_on == date(2023, 6, 20)


def test_the_operator_may_say_the_day(path: Path, vocabulary: Vocabulary, given: Given) -> None:
    write_directory(path)
    told = Given(vocabulary=vocabulary, series=given.series, reported_on=date(2023, 5, 1))

    published = samhsa_directory.read(path, told)

    assert published.reported_on == date(2023, 5, 1)
    assert only(published).listing.confirmed_on == date(2023, 5, 1)


def test_lower_case_columns_in_another_order_are_read_alike(path: Path, given: Given) -> None:
    write_directory(path)
    expected = only(samhsa_directory.read(path, given))

    write_directory(path, columns=[f" {name.lower()} " for name in reversed(COLUMNS)])

    assert only(samhsa_directory.read(path, given)) == expected


def test_a_missing_column_is_said_by_name(path: Path, given: Given) -> None:
    write_directory(path, columns=[name for name in COLUMNS if name not in ("Zip", "Phone")])

    with pytest.raises(UnreadableFileError, match=r"Facilities List .* has no column zip, phone"):
        formats.read(path, formats.AUTO, given)


def test_the_digest_tells_a_changed_row(path: Path, given: Given) -> None:
    write_directory(path)
    digest = only(samhsa_directory.read(path, given)).digest

    write_directory(path)
    again = only(samhsa_directory.read(path, given)).digest
    write_directory(path, [row(Service_code_info="SA * OP OIT * DBT * MD")])
    changed = only(samhsa_directory.read(path, given)).digest

    assert digest == again
    assert digest != changed


@pytest.mark.national
@pytest.mark.parametrize(
    ("name", "rows", "repeated"), [(SUBSTANCE_USE_FILE, 12_744, 8), (MENTAL_HEALTH_FILE, 8_707, 2)]
)
def test_every_row_of_the_national_files_is_accounted_for(
    shared_data: Path, given: Given, name: str, rows: int, repeated: int
) -> None:
    published = samhsa_directory.read(shared_data / name, given)

    lines = [line for record in published.records for line in (record.line, *record.repeats)]
    assert sorted(lines) == list(range(2, rows + 2))
    assert sum(len(record.repeats) for record in published.records) == repeated
    assert published.skipped == ()
    assert published.reported_on == date(2023, 3, 31)


@pytest.mark.national
def test_terms_are_counted_as_their_codes_are(shared_data: Path, given: Given) -> None:
    """Codes of the substance-use file stand in one category each, so counting words is enough."""
    facilities = Workbook(shared_data / SUBSTANCE_USE_FILE).table(["service_code_info"], "codes")
    counted: Counter[str] = Counter()
    for line in facilities:
        words = set(line["service_code_info"].split())
        for slug, codes in DIRECT.items():
            counted[slug] += not words.isdisjoint(codes)

    published = samhsa_directory.read(shared_data / SUBSTANCE_USE_FILE, given)

    found: Counter[str] = Counter()
    for record in published.records:
        found.update(program.care for program in record.listing.programs if program.care)
        found.update(key for key, answer in answers(record).items() if answer == "yes")
    repeats = sum(len(record.repeats) for record in published.records)
    for slug in DIRECT:
        # Two rows of one site count once.
        assert counted[slug] - repeats <= found[slug] <= counted[slug], slug


DIRECT = {
    "intensive-outpatient": {"OIT"},
    "medication-treatment": {"OMB", "OTP"},
    "detox-residential": {"RD"},
    "inpatient": {"HIT", "HI"},
    "therapy/cbt": {"CBT"},
    "insurance/medicaid": {"MD"},
    "insurance/medicare": {"MC"},
    "insurance/state-plan": {"SI"},
    "medication/buprenorphine": {"BU", "BWN", "BWON", "BERI", "BSDM", "BUM", "DB", "UB"},
    "language/spanish": {"SP"},
}
