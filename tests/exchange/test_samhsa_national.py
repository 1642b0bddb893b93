"""The real files."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from directory.exchange import samhsa_directory
from directory.exchange.records import Given
from directory.exchange.spreadsheet import Workbook
from tests.exchange.record_reading import answers

SUBSTANCE_USE_FILE = "national-directory-su-facilities-2023.xlsx"
MENTAL_HEALTH_FILE = "national-directory-mh-facilities-2023.xlsx"


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
