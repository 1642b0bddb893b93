"""A list that was imported before."""

from datetime import date

import pytest
from sqlalchemy import func, select, update

from directory.services.compare_records import OlderEditionError
from directory.storage.database import Database
from directory.storage.models import OutboxRow, ProviderRow, RecordRow
from tests.services.imported import Import, care, every, only, outcomes, said, value
from tests.spreadsheets import row


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
