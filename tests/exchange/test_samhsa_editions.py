"""Which edition a file is, and how it may be laid out."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from directory.domain.vocabulary import Vocabulary
from directory.exchange import formats, samhsa_directory
from directory.exchange.records import Given
from directory.exchange.unreadable import UnreadableFileError
from tests.exchange.record_reading import care, only
from tests.spreadsheets import COLUMNS, MENTAL_HEALTH, row, write_directory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "facilities.xlsx"


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


TODAY = date(2026, 5, 1)


def test_a_document_of_a_day_that_is_yet_to_come_is_refused(path: Path, given: Given) -> None:
    write_directory(path, title="2022 SU Facilities")  # made on 2023-06-20

    with pytest.raises(UnreadableFileError, match="would speak for 2023-06-20, which is yet to co"):
        samhsa_directory.read(path, replace(given, today=date(2023, 6, 18)))


@pytest.mark.parametrize(
    ("title", "name", "slug"),
    [
        ("2206 Facilities", "facilities-2024.xlsx", "samhsa-directory-2024"),
        ("Facilities", "list-of-2000-sites.xlsx", "samhsa-directory-2023"),
        ("Facilities", "list-of-2015-sites.xlsx", "samhsa-directory-2023"),
        ("Facilities", "v2015b.xlsx", "samhsa-directory-2023"),
        ("2027 SU Facilities", "2000-sites-2022.xlsx", "samhsa-directory-2022"),
    ],
)
def test_not_every_number_is_a_year(
    tmp_path: Path, given: Given, title: str, name: str, slug: str
) -> None:
    path = write_directory(tmp_path / name, title=title)

    assert samhsa_directory.read(path, replace(given, today=TODAY)).source.slug == slug


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
