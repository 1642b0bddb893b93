"""A list that was imported before."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, update

from directory.services.compare_records import ManyGoneError, OlderEditionError
from directory.services.import_listings import Manner, import_listings
from directory.services.import_report import Outcome
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.storage.models import OutboxRow, ProviderRow, RecordRow
from tests.factories import listing
from tests.services.imported import (
    Import,
    care,
    county_list,
    data_version,
    every,
    only,
    outcomes,
    said,
    value,
)
from tests.spreadsheets import row


def test_the_same_file_again_changes_nothing(bring: Import, database: Database) -> None:
    bring(row(), row(Street1="9 Hill Road"))
    with database.reading() as session:
        version = data_version(session)

        report = bring(row(), row(Street1="9 Hill Road"))

        again = data_version(session)
    assert outcomes(report) == {"unchanged": 2}
    assert not report.changed_anything
    assert version == again


def test_a_dry_run_tells_and_writes_nothing(bring: Import, database: Database) -> None:
    report = bring(row(), how=Manner(dry_run=True))

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


def test_an_earlier_day_of_the_same_year_is_refused(
    database: Database, gazetteer: Gazetteer
) -> None:
    spring = county_list([listing(slug="harbor-house")], 2026)
    source = replace(spring.source, published_on=date(2026, 1, 31))
    january = replace(spring, source=source, reported_on=date(2026, 1, 31))
    with database.writing() as session:
        import_listings(session, spring, gazetteer)

    with (
        pytest.raises(OlderEditionError, match=r"of 2026-03-31 already, .* later than 2026-01-31"),
        database.writing() as session,
    ):
        import_listings(session, january, gazetteer)


def many(count: int) -> list[dict[str, object]]:
    return [row(Street1=f"{number} Main Street") for number in range(1, count + 1)]


def test_a_file_without_most_of_its_sites_is_refused(bring: Import, database: Database) -> None:
    bring(*many(24))

    with pytest.raises(ManyGoneError, match=r"leaves out 13 of the 24 sites .* --allow-gone"):
        bring(*many(11))

    gone = select(func.count()).where(RecordRow.gone_since.is_not(None))
    assert value(database, gone) == 0


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [(24, 11, Manner(allow_gone=True)), (24, 12, Manner()), (20, 1, Manner())],
)
def test_sites_go_where_it_is_allowed_or_they_are_few(
    bring: Import, before: int, after: int, how: Manner
) -> None:
    bring(*many(before))

    report = bring(*many(after), how=how)

    assert outcomes(report)["gone"] == before - after


@pytest.mark.parametrize(
    "cells",
    [
        {"Zip": None, "Phone": None},
        {"Zip": "soon", "City": None},
        {"Name1": None, "Phone": None},
        {"Name1": None, "Zip": None, "Street1": None},
        {"Name1": "x" * 2_001},
    ],
)
def test_a_skipped_row_does_not_make_its_site_gone(
    bring: Import, database: Database, cells: dict[str, object]
) -> None:
    bring(row(), row(Name1="Bayside Clinic", Street1="9 Hill Road", Phone="309-555-0177"))
    harbor, bayside = every(database)

    report = bring(row(**cells), row(Name1="Oak Clinic", Street1="7 Elm Road", Phone="3095550188"))

    lines = {line.slug: line for line in report.lines}
    assert outcomes(report) == {"skipped": 1, "added": 1, "gone": 1}
    assert lines[harbor.slug].note.endswith(f"; {harbor.slug} stays as it is")
    assert lines[bayside.slug].outcome is Outcome.GONE
    assert every(database)[0] == harbor


def test_unchanged_rows_are_told_with_their_address(bring: Import) -> None:
    bring(row())

    (line,) = bring(row()).lines

    assert (line.outcome, line.slug) == (Outcome.UNCHANGED, "harbor-house-peoria-il")
