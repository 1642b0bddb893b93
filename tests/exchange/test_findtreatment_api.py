import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from directory.domain.places import Point
from directory.exchange import findtreatment_api, formats
from directory.exchange.records import Given
from directory.exchange.unreadable import UnreadableFileError
from tests.exchange.record_reading import answers, care, only

ROW = {
    "name1": "Harbor House",
    "name2": "",
    "street1": "1014 East Market Street",
    "city": "Charlottesville",
    "state": "VA",
    "zip": "22902",
    "phone": "434-555-0171",
    "typeFacility": "SA",
    "intake1": None,
    "hotline1": "434-555-0172",
    "website": "http://harbor.example",
    "latitude": "38.0282239",
    "longitude": "-78.4725231",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answer-2024-02-29.json"


def write(path: Path, *services: tuple[str, str], **more: object) -> Path:
    """Services are categories with labels parted by semicolons."""
    row = ROW | {"services": [{"f1": "", "f2": code, "f3": said} for code, said in services]}
    path.write_text(json.dumps({"page": 1, "totalPages": 9, "rows": [row | more]}))
    return path


def test_labels_are_read_by_their_category(path: Path, given: Given) -> None:
    write(path, ("SET", "Outpatient; Intensive outpatient treatment"), ("PAY", "Medicaid"))

    published = findtreatment_api.read(path, given)

    record = only(published)
    assert care(record) == ["intensive-outpatient"]
    assert answers(record) == {"insurance/medicaid": "yes"}
    assert published.reported_on == date(2024, 2, 29)
    assert record.listing.address.point == Point(38.0282239, -78.4725231)
    assert [phone.kind for phone in record.listing.phones] == ["main", "hotline"]


@pytest.mark.parametrize(
    ("category", "label", "meaning"),
    [
        ("TAP", "Cognitive behavioral therapy", "therapy/cbt"),
        ("TAP", "COGNITIVE  Behavioral Therapy ", "therapy/cbt"),
        ("TAP", "Cognitive behavioral therapy (CBT)", "therapy/cbt"),
        ("SET", "Telemedicine/telehealth", "format/online"),  # moved to another category since
        ("AS", "Housing services", "service/housing"),
        ("EDU", "Group counseling offered", "therapy/group-counseling"),
        ("PHR", "Disulfiram (Antabuse®)", "medication/disulfiram"),
        ("TAP", "Equine-assisted therapy", "therapy/equine-therapy"),  # the vocabulary's own name
    ],
)
def test_labels_of_other_years_mean_the_same(
    path: Path, given: Given, category: str, label: str, meaning: str
) -> None:
    write(path, (category, label))

    assert answers(only(findtreatment_api.read(path, given))) == {meaning: "yes"}


def test_a_label_of_two_categories_is_that_of_its_own(path: Path, given: Given) -> None:
    write(path, ("AGE", "Young adults"))

    assert answers(only(findtreatment_api.read(path, given))) == {"for/young-adults": "yes"}


def test_a_label_that_denies_is_a_no(path: Path, given: Given) -> None:
    write(path, ("OT", "Does not treat opioid addiction"))

    assert answers(only(findtreatment_api.read(path, given))) == {"substance/opioids": "no"}


def test_a_label_that_only_comes_close_is_kept_and_means_nothing(path: Path, given: Given) -> None:
    write(path, ("SCR", "Screening for Hepatitis D"), ("OT", "Does not treat opioid users"))

    record = only(findtreatment_api.read(path, given))

    assert answers(record) == {}
    assert record.unclaimed == (
        "SCR:Screening_for_Hepatitis_D",
        "OT:Does_not_treat_opioid_users",
    )


def test_a_page_does_not_tell_what_is_gone(path: Path, given: Given) -> None:
    write(path)

    assert findtreatment_api.read(path, given).partial


def test_a_year_in_the_name_is_its_first_day(tmp_path: Path, given: Given) -> None:
    path = write(tmp_path / "answer-2019.json")

    assert findtreatment_api.read(path, given).reported_on == date(2019, 1, 1)


def test_a_day_in_the_name_that_is_yet_to_come_is_refused(tmp_path: Path, given: Given) -> None:
    path = write(tmp_path / "answer-2026-12-31.json")

    with pytest.raises(UnreadableFileError, match="2026-12-31, which is yet to come"):
        findtreatment_api.read(path, replace(given, today=date(2026, 5, 1)))


def test_a_file_that_tells_no_day_is_refused(tmp_path: Path, given: Given) -> None:
    path = write(tmp_path / "answer.json")

    with pytest.raises(UnreadableFileError, match="--reported-on"):
        findtreatment_api.read(path, given)


def test_prescribers_are_skipped(path: Path, given: Given) -> None:
    write(path, typeFacility="BUPREN")

    (skipped,) = findtreatment_api.read(path, given).skipped

    assert skipped.reason == "an individual prescriber and not a program"


@pytest.mark.parametrize(
    "row",
    [
        None,
        7,
        [],
        {"name1": "X"},
        {"name1": {"a": 1}, "zip": []},
        ROW | {"services": 7},
        ROW | {"services": [7, {"f2": [], "f3": None}, {"f3": "Medicaid"}]},
        ROW | {"latitude": "NaN", "longitude": "1e999"},
        ROW | {"name1": "Harbor\u0000 House\ud800"},
    ],
)
def test_rows_of_another_shape_are_read_or_skipped(path: Path, given: Given, row: object) -> None:
    path.write_text(json.dumps([row]))

    published = findtreatment_api.read(path, given)

    assert published.row_count == 1
    for record in published.records:
        assert record.listing.name == "Harbor House"
        record.digest.encode()


def test_it_is_recognized(path: Path, given: Given) -> None:
    write(path)

    assert formats.read(path, formats.AUTO, given).series == "findtreatment-api"


@pytest.mark.national
def test_the_real_page_is_read_and_most_of_its_labels_known(
    shared_data: Path, given: Given
) -> None:
    path = shared_data / "findtreatment-api-sample-2019.json"

    published = formats.read(path, formats.AUTO, given)

    assert published.row_count == 30
    assert (len(published.records), published.skipped) == (28, ())
    unclaimed = [each for record in published.records for each in record.unclaimed]
    unknown = {each for each in unclaimed if "_" in each}
    assert len(unknown) <= 12
    assert sum(len(record.listing.statements) for record in published.records) > 500
