from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import Select, func, select, update

from config import DATA, Settings
from directory.domain.listings import Listing
from directory.domain.places import Precision, miles_between
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.exchange import samhsa_directory, series
from directory.exchange.records import Given
from directory.exchange.samhsa_directory import FACILITY_COLUMNS
from directory.exchange.spreadsheet import Workbook
from directory.services.compare_records import OlderEditionError
from directory.services.import_listings import import_listings
from directory.services.import_report import Outcome, Report
from directory.storage import listings
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.storage.models import OutboxRow, ProviderRow, RecordRow
from tests.spreadsheets import MENTAL_HEALTH, row, write_directory

SUBSTANCE_USE_FILE = "national-directory-su-facilities-2023.xlsx"
MENTAL_HEALTH_FILE = "national-directory-mh-facilities-2023.xlsx"

Import = Callable[..., Report]


@pytest.fixture(scope="module")
def given(vocabulary: Vocabulary) -> Given:
    return Given(vocabulary=vocabulary, series=series.load(DATA / "sources.toml"))


@pytest.fixture
def load(database: Database, given: Given, gazetteer: Gazetteer) -> Import:
    """Import a file."""

    def loading(path: Path, *, dry_run: bool = False) -> Report:
        published = samhsa_directory.read(path, given)
        with database.writing() as session:
            return import_listings(session, published, gazetteer, dry_run=dry_run)

    return loading


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


@pytest.fixture
def bring(load: Import, tmp_path: Path) -> Import:
    """Import the substance-use directory with these rows."""

    def bringing(*rows: Mapping[str, object], year: int = 2023, dry_run: bool = False) -> Report:
        path = write_directory(tmp_path / "su.xlsx", rows, title=f"{year} SU Facilities")
        return load(path, dry_run=dry_run)

    return bringing


@pytest.fixture
def bring_mental_health(load: Import, tmp_path: Path) -> Import:
    def bringing(*rows: Mapping[str, object]) -> Report:
        title = "2023 MH Facilities"
        path = write_directory(tmp_path / "mh.xlsx", rows, explained=MENTAL_HEALTH, title=title)
        return load(path)

    return bringing


def every(database: Database) -> list[Listing]:
    with database.reading() as session:
        return [one for batch in listings.all_in_batches(session) for one in batch]


def only(database: Database) -> Listing:
    (listing,) = every(database)
    return listing


def said(listing: Listing) -> set[tuple[str, str, str]]:
    return {(s.about.slug, s.answer.value, s.source.slug) for s in listing.statements}


def care(listing: Listing) -> list[str | None]:
    return [program.care for program in listing.programs]


def value(database: Database, query: Select[int]) -> int | None:
    with database.reading() as session:
        return session.scalar(query)


def outcomes(report: Report) -> dict[str, int]:
    return {outcome.value: count for outcome, count in report.counts.items()}


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


def test_the_same_file_again_changes_nothing(bring: Import, database: Database) -> None:
    bring(row(), row(Street1="9 Hill Road"))
    with database.reading() as session:
        version = session.connection().exec_driver_sql("PRAGMA data_version").scalar()

        report = bring(row(), row(Street1="9 Hill Road"))

        session.rollback()
        again = session.connection().exec_driver_sql("PRAGMA data_version").scalar()
    assert outcomes(report) == {"unchanged": 2}
    assert not report.changed_anything
    assert version == again


def test_a_dry_run_tells_and_writes_nothing(bring: Import, database: Database) -> None:
    report = bring(row(), dry_run=True)

    assert outcomes(report) == {"added": 1}
    assert every(database) == []
    assert value(database, select(func.count()).select_from(OutboxRow)) == 0


def test_a_changed_row_changes_what_its_source_said(bring: Import, database: Database) -> None:
    bring(row(Service_code_info="SA DT * OD OIT * CBT * MD", Phone="309-555-0100"))
    before = only(database)

    report = bring(row(Service_code_info="SA * OIT ORT * DBT * MD", Phone="309-555-0199"))

    listing = only(database)
    assert outcomes(report) == {"changed": 1}
    assert {slug for slug, _, _ in said(listing)} == {"dbt", "medicaid"}
    assert set(care(listing)) == {"intensive-outpatient", "outpatient"}
    assert [phone.number for phone in listing.phones] == ["+13095550199"]
    kept = {program.care: program.id for program in listing.programs}
    was = {program.care: program.id for program in before.programs}
    assert kept["intensive-outpatient"] == was["intensive-outpatient"]
    assert (listing.id, listing.slug) == (before.id, before.slug)


def test_a_site_that_says_no_level_any_more_keeps_a_program(
    bring: Import, database: Database
) -> None:
    bring(row(Service_code_info="SA * OIT"))

    bring(row(Service_code_info="SA * MD"))
    assert care(only(database)) == [None]

    bring(row(Service_code_info="SA * OIT"))
    assert care(only(database)) == ["intensive-outpatient"]


def test_what_somebody_wrote_since_stays(bring: Import, database: Database) -> None:
    bring(row())
    with database.writing() as session:
        session.execute(update(ProviderRow).values(name="Harbor Homes"))
        session.commit()

    report = bring(row(Service_code_info="SA * OIT * DBT"))

    assert only(database).name == "Harbor Homes"
    assert outcomes(report) == {"changed": 1}


def test_a_site_of_both_directories_becomes_one_with_two_sources(
    bring: Import, bring_mental_health: Import, database: Database
) -> None:
    bring(row(Service_code_info="SA * OP OIT ORT * CBT * MD"))

    report = bring_mental_health(
        row(Name1="Harbor House Inc", Intake1="309-555-0142", Service_code_info="MH * OP * CBT")
    )

    listing = only(database)
    assert outcomes(report) == {"merged": 1}
    assert report.lines[0].note == "the same site as harbor-house-peoria-il"
    assert listing.name == "Harbor House"
    assert {source for slug, _, source in said(listing) if slug == "cbt"} == {
        "samhsa-directory-2023",
        "samhsa-mental-health-directory-2023",
    }
    assert care(listing) == ["outpatient", "intensive-outpatient"]
    outpatient = listing.programs[0]
    assert len(outpatient.statements) == 2
    assert [phone.kind for phone in listing.phones] == ["main", "intake"]


def test_a_merged_site_is_unchanged_the_second_time(
    bring: Import, bring_mental_health: Import
) -> None:
    bring(row())
    bring_mental_health(row(Service_code_info="MH * OP"))

    assert outcomes(bring(row())) == {"unchanged": 1}
    assert outcomes(bring_mental_health(row(Service_code_info="MH * OP"))) == {"unchanged": 1}


def test_a_change_in_one_directory_leaves_the_facts_of_the_other(
    bring: Import, bring_mental_health: Import, database: Database
) -> None:
    bring(row(Service_code_info="SA * OP ORT * CBT"))
    bring_mental_health(row(Service_code_info="MH * OP * CBT * MC"))

    bring(row(Service_code_info="SA * OIT"))

    listing = only(database)
    assert said(listing) == {
        ("mental-health", "yes", "samhsa-mental-health-directory-2023"),
        ("cbt", "yes", "samhsa-mental-health-directory-2023"),
        ("medicare", "yes", "samhsa-mental-health-directory-2023"),
    }
    assert set(care(listing)) == {"outpatient", "intensive-outpatient"}


def test_another_name_at_one_address_stays_apart_and_is_reported(
    bring: Import, bring_mental_health: Import, database: Database
) -> None:
    bring(row())

    report = bring_mental_health(row(Name1="Bayside Clinic", Service_code_info="MH * OP"))

    assert len(every(database)) == 2
    assert report.lines[0].note.startswith("perhaps harbor-house-peoria-il")


def test_a_row_that_is_not_there_any_more_is_marked_and_kept(
    bring: Import, database: Database
) -> None:
    bring(row(), row(Name1="Bayside Clinic"))

    report = bring(row())

    assert outcomes(report) == {"unchanged": 1, "gone": 1}
    assert len(every(database)) == 2
    gone = select(RecordRow.gone_since).where(RecordRow.gone_since.is_not(None))
    with database.reading() as session:
        assert session.scalars(gone).all() == [date(2023, 3, 31)]


def test_a_row_that_comes_back_is_not_gone_any_more(bring: Import, database: Database) -> None:
    bring(row(), row(Name1="Bayside Clinic"))
    bring(row())

    report = bring(row(), row(Name1="Bayside Clinic"))

    assert outcomes(report) == {"unchanged": 1, "changed": 1}
    gone = select(func.count()).where(RecordRow.gone_since.is_not(None))
    assert value(database, gone) == 0


def test_the_next_edition_takes_the_place_of_the_last(bring: Import, database: Database) -> None:
    bring(row(Service_code_info="SA * OIT * CBT * MD"), row(Name1="Bayside Clinic"))

    report = bring(row(Service_code_info="SA * OIT * CBT"), year=2024)

    assert outcomes(report) == {"changed": 1, "gone": 1}
    harbor, bayside = every(database)
    assert said(harbor) == {("cbt", "yes", "samhsa-directory-2024")}
    assert {source for _, _, source in said(bayside)} == {"samhsa-directory-2023"}


def test_a_site_that_changed_its_name_is_recognized_by_the_next_edition(
    bring: Import, database: Database
) -> None:
    bring(row())

    report = bring(row(Name1="Harbour House"), year=2024)

    assert outcomes(report) == {"changed": 1}
    assert only(database).name == "Harbour House"


def test_an_older_edition_is_refused(bring: Import, database: Database) -> None:
    bring(row(), year=2024)

    with pytest.raises(OlderEditionError, match="holds samhsa-directory-2024 already"):
        bring(row(), row(Name1="Bayside Clinic"), year=2023)

    assert len(every(database)) == 1


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
