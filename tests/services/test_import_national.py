"""The real files."""

from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import func, select

from config import Settings
from directory.domain.places import miles_between
from directory.domain.vocabulary import Facet, Selection
from directory.exchange import samhsa_directory
from directory.exchange.records import Given
from directory.exchange.samhsa_directory import FACILITY_COLUMNS
from directory.exchange.spreadsheet import Workbook
from directory.services.import_listings import import_listings
from directory.services.import_report import Outcome, Report
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.storage.models import ProviderRow
from tests.services.imported import Import, every, outcomes, value

SUBSTANCE_USE_FILE = "national-directory-su-facilities-2023.xlsx"
MENTAL_HEALTH_FILE = "national-directory-mh-facilities-2023.xlsx"


@pytest.fixture(scope="module")
def national(
    prepared: Path,
    given: Given,
    gazetteer: Gazetteer,
    shared_data: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, Report]:
    """A database with the national substance-use file, to be copied, and how it was loaded."""
    path = tmp_path_factory.mktemp("national") / "directory.db"
    copyfile(prepared, path)
    database = Database(f"sqlite:///{path}")
    published = samhsa_directory.read(shared_data / SUBSTANCE_USE_FILE, given)
    with database.writing() as session:
        report = import_listings(session, published, gazetteer)
    database.close()
    return path, report


@pytest.mark.national
def test_both_national_files_become_one_directory_once(
    national: tuple[Path, Report], settings: Settings, load: Import, shared_data: Path
) -> None:
    files = [shared_data / SUBSTANCE_USE_FILE, shared_data / MENTAL_HEALTH_FILE]
    path, substance_use = national
    copyfile(path, settings.instance / "directory.db")
    database = Database(settings.database_url)

    mental_health = load(files[1])

    assert outcomes(substance_use) == {"added": 12_736, "merged": 8}
    assert sum(mental_health.counts.values()) == 8_707
    assert mental_health.counts[Outcome.MERGED] == pytest.approx(2_880, abs=30)
    sites = 12_736 + mental_health.counts[Outcome.ADDED]
    assert value(database, select(func.count()).select_from(ProviderRow)) == sites
    assert value(database, select(func.count()).where(ProviderRow.latitude.is_(None))) == 0

    # And again: nothing is to be done, and nothing is written.
    with database.reading() as session:
        version = session.connection().exec_driver_sql("PRAGMA data_version").scalar()
        again = [outcomes(load(path)) for path in files]
        session.rollback()
        assert session.connection().exec_driver_sql("PRAGMA data_version").scalar() == version
    database.close()
    assert again == [{"unchanged": 12_744}, {"unchanged": 8_707}]


@pytest.mark.national
def test_a_search_of_the_listings_finds_what_the_codes_of_the_file_say(
    national: tuple[Path, Report], gazetteer: Gazetteer, shared_data: Path
) -> None:
    peoria = gazetteer.cities("Peoria", "IL")[0].point
    assert peoria

    def is_near(zip_: str) -> bool:
        place = gazetteer.locate(zip_)
        return bool(place and place.point and miles_between(peoria, place.point) <= 50)

    facilities = Workbook(shared_data / SUBSTANCE_USE_FILE).table(FACILITY_COLUMNS, "facilities")
    by_codes = {
        (line["name1"], line["name2"], line["street1"])
        for line in facilities
        if {"OIT", "CBT", "MD"} <= set(line["service_code_info"].split()) and is_near(line["zip"])
    }
    database = Database(f"sqlite:///{national[0]}")

    wanted = {
        Selection(Facet.CARE, "intensive-outpatient"),
        Selection(Facet.THERAPY, "cbt"),
        Selection(Facet.INSURANCE, "medicaid"),
    }
    found = {
        (listing.name, listing.name2, listing.address.street)
        for listing in every(database)
        if is_near(listing.address.zip)
        and any(
            wanted <= {about for about, said in listing.answers(program).items() if said == "yes"}
            for program in listing.programs
        )
    }
    database.close()
    assert found == by_codes
    assert len(found) > 5
