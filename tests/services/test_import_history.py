"""What stays known of what was said: first, changed, withdrawn, by which edition."""

from dataclasses import replace
from datetime import date

from sqlalchemy import func, select, update

from directory.domain.facts import Answer
from directory.storage import history, listings
from directory.storage.database import Database
from directory.storage.history import Story
from directory.storage.models import HistoryRow, ProviderRow
from tests.factories import listing, said
from tests.services.imported import (
    SAID_ON,
    Import,
    data_version,
    every,
    only,
    provider_says,
    value,
)
from tests.spreadsheets import row

WRITTEN_ON = date(2023, 6, 20)  # the day of editions whose day is not known


def told(database: Database, about: str, series: str = "samhsa-directory") -> Story:
    with database.reading() as session:
        stories = history.of_provider(session, every(database)[0].id)
    (story,) = [each for each in stories if (each.about, each.series) == (about, series)]
    return story


def editions(story: Story) -> list[tuple[str, str]]:
    return [(event.answer, event.source.slug[-4:]) for event in story.events]


def test_a_fact_tells_when_it_was_first_said_and_withdrawn(
    bring: Import, database: Database
) -> None:
    bring(row(Service_code_info="SA * OIT * CBT"))
    bring(row(Service_code_info="SA * OIT * CBT DBT"), year=2024)
    bring(row(Service_code_info="SA * OIT * DBT"), year=2025)

    cbt, dbt = told(database, "therapy/cbt"), told(database, "therapy/dbt")

    assert editions(cbt) == [("yes", "2023"), ("", "2025")]
    assert editions(dbt) == [("yes", "2024")]
    assert cbt.first.said_on == date(2023, 3, 31)
    assert editions(told(database, "")) == [("listed", "2023")]


def test_names_addresses_and_telephones_have_a_history_too(
    bring: Import, database: Database
) -> None:
    bring(row(Phone="309-555-0100"))
    bring(row(Street1="9 Hill Road", Phone="309-555-0100"), year=2024)

    address, name = told(database, "address"), told(database, "name")

    assert editions(address) == [
        ("100 Main Street, Peoria, IL 61602", "2023"),
        ("9 Hill Road, Peoria, IL 61602", "2024"),
    ]
    assert editions(name) == [("Harbor House", "2023")]


def test_a_level_of_care_belongs_to_its_program(bring: Import, database: Database) -> None:
    bring(row(Service_code_info="SA * OIT ORT"))
    bring(row(Service_code_info="SA * OIT"), year=2024)

    story = told(database, "care/outpatient")

    assert (story.program, editions(story)) == ("outpatient", [("yes", "2023"), ("", "2024")])


def test_going_and_coming_back_is_kept(bring: Import, database: Database) -> None:
    both = row(), row(Name1="Bayside Clinic", Phone="309-555-0177")
    bring(*both)
    bring(both[1], year=2024)
    bring(*both, year=2025)

    assert editions(told(database, "")) == [
        ("listed", "2023"),
        ("gone", "2024"),
        ("listed", "2025"),
    ]


def test_two_lists_of_one_site_are_told_apart(
    bring: Import, bring_mental_health: Import, database: Database
) -> None:
    bring(row(Service_code_info="SA * OP * CBT"))
    bring_mental_health(row(Service_code_info="MH * OP * CBT"))
    bring(row(Service_code_info="SA * OP"), year=2024)

    other = told(database, "therapy/cbt", series="samhsa-mental-health-directory")

    assert editions(told(database, "therapy/cbt")) == [("yes", "2023"), ("", "2024")]
    assert editions(other) == [("yes", "2023")]
    (left,) = [each for each in only(database).statements if each.about.slug == "cbt"]
    assert left.source.slug == "samhsa-mental-health-directory-2023"


def test_a_providers_word_stands_in_the_history_with_its_day(
    bring: Import, database: Database
) -> None:
    bring(row(Service_code_info="SA * OP * CBT"))
    provider_says(database, only(database).id, said("therapy", "cbt", Answer.NO))

    story = told(database, "therapy/cbt", series="provider")

    assert [(event.answer, event.said_on) for event in story.events] == [("no", SAID_ON)]


def test_a_street_that_is_private_now_is_not_told_of_the_past(
    bring: Import, database: Database
) -> None:
    bring(row())
    bring(row(Street1="9 Hill Road"), year=2024)
    with database.writing() as session:
        session.execute(update(ProviderRow).values(confidential=True))
        session.commit()

    answers = [event.answer for event in told(database, "address").events]

    assert answers == ["withheld", "withheld"]


def test_a_first_import_costs_one_row_a_site(bring_county: Import, database: Database) -> None:
    statements = tuple(said("therapy", slug) for slug in ("cbt", "dbt", "emdr"))
    told = listing(statements=statements)
    bring_county(told, listing("Bayside Clinic"))

    rows = select(func.count()).select_from(HistoryRow)
    assert value(database, rows) == 2

    bring_county(replace(told, statements=statements[1:]), listing("Bayside Clinic"))
    assert value(database, rows) == 3


def test_an_unchanged_list_writes_nothing_even_beside_one_that_is_gone(
    bring: Import, database: Database
) -> None:
    bring(row(), row(Name1="Bayside Clinic"))
    bring(row())
    with database.reading() as session:
        before = data_version(session)

        bring(row())

        assert data_version(session) == before


def test_a_site_that_no_list_names_is_marked_until_one_does(
    bring: Import, bring_mental_health: Import, database: Database
) -> None:
    both = row(), row(Name1="Bayside Clinic", Street1="9 Hill Road", Phone="309-555-0177")
    bring(*both)
    bring_mental_health(row(Service_code_info="MH * OP"))

    bring(row(Name1="Oak Clinic", Street1="7 Elm Road", Phone="309-555-0188"), year=2024)
    harbor, bayside, _ = every(database)
    assert (harbor.gone_since, bayside.gone_since) == (None, WRITTEN_ON)

    bring(*both, year=2025)
    with database.reading() as session:
        again = listings.by_slug(session, bayside.slug)
    assert again is not None
    assert again.gone_since is None


def test_a_site_that_speaks_for_itself_is_not_marked(bring: Import, database: Database) -> None:
    bring(row(), row(Name1="Bayside Clinic", Phone="309-555-0177"))
    provider_says(database, every(database)[0].id, said("therapy", "cbt"))

    bring(row(Name1="Bayside Clinic", Phone="309-555-0177"))

    assert every(database)[0].gone_since is None
