from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from directory.domain.places import Precision
from directory.exchange import samhsa_directory
from directory.exchange.records import Given
from directory.services.import_listings import import_listings
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.storage.models import OutboxRow, RecordRow
from tests.services.imported import Import, care, every, only, outcomes, said, value
from tests.spreadsheets import row, write_directory


def test_a_row_is_added_as_a_listing(bring: Import, database: Database) -> None:
    report = bring(row(Name2="Peoria", Service_code_info="SA * OP OIT ORT * CBT * MD"))

    listing = only(database)
    assert outcomes(report) == {"added": 1}
    assert listing.slug == "harbor-house-peoria-peoria-il"
    assert care(listing) == ["outpatient", "intensive-outpatient"]
    assert said(listing) == {
        ("cbt", "yes", "samhsa-directory-2023"),
        ("medicaid", "yes", "samhsa-directory-2023"),
    }
    assert listing.confirmed_on == date(2023, 3, 31)


def test_a_site_lies_in_the_middle_of_its_zip(
    bring: Import, database: Database, gazetteer: Gazetteer
) -> None:
    bring(row(Zip="61602"))

    address = only(database).address
    place = gazetteer.locate("61602")
    assert place
    assert (address.point, address.precision) == (place.point, Precision.ZIP)
    assert address.county == "Peoria"


@pytest.mark.parametrize("code", ["61602", "61615", "00001"])
def test_a_site_whose_street_is_withheld_lies_in_the_middle_of_its_city(
    bring: Import, database: Database, gazetteer: Gazetteer, code: str
) -> None:
    bring(row(Street1="- - -", Zip=code))

    address = only(database).address
    (city,) = gazetteer.cities("Peoria", "IL")
    assert (address.point, address.precision) == (city.point, Precision.CITY)


def test_a_withheld_street_in_an_unknown_city_leaves_the_place_open(
    bring: Import, database: Database
) -> None:
    bring(row(Street1="- - -", City="Nowhere at All"))

    address = only(database).address
    assert (address.point, address.precision) == (None, Precision.UNKNOWN)


def test_a_zip_that_does_not_exist_leaves_the_place_open(bring: Import, database: Database) -> None:
    bring(row(Zip="00001"))

    address = only(database).address
    assert (address.point, address.precision) == (None, Precision.UNKNOWN)


def test_equal_names_in_one_city_get_numbered_addresses(bring: Import, database: Database) -> None:
    bring(row(Street1="1 Main Street"), row(Street1="9 Hill Road"))

    assert [listing.slug for listing in every(database)] == [
        "harbor-house-peoria-il",
        "harbor-house-peoria-il-2",
    ]


def test_codes_without_a_term_are_kept_with_the_record(bring: Import, database: Database) -> None:
    report = bring(row(Service_code_info="SA NEW * OIT"))

    with database.reading() as session:
        assert session.scalar(select(RecordRow.unclaimed)) == "TC:SA ?:NEW"
    assert report.unclaimed == {"TC:SA": 1, "?:NEW": 1}


def test_changed_sites_are_noted_for_the_index(bring: Import, database: Database) -> None:
    bring(row(), row(Name1="Bayside Clinic"))
    noted = select(func.count()).select_from(OutboxRow)
    assert value(database, noted) == 2

    bring(row(Service_code_info="SA * OIT"), row(Name1="Bayside Clinic"))

    assert value(database, noted) == 3


def test_progress_counts_every_record(
    database: Database, given: Given, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    path = write_directory(tmp_path / "su.xlsx", [row(), row(Name1="Bayside Clinic")])
    published = samhsa_directory.read(path, given)
    steps: list[int] = []

    with database.writing() as session:
        import_listings(session, published, gazetteer, advance=steps.append)

    assert sum(steps) == 2
