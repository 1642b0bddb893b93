"""What a new edition says otherwise, fact by fact."""

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import func, select

from directory.domain.changes import Change, Doubt
from directory.domain.facts import Answer
from directory.domain.listings import Openings, Phone
from directory.domain.schedule import Session
from directory.services.import_report import Outcome
from directory.storage import doubts
from directory.storage.database import Database
from directory.storage.models import HistoryRow
from tests.factories import PEORIA, listing, program, said
from tests.services.imported import Import, care, every, only, outcomes, value
from tests.spreadsheets import row

EVENING = Session("Evening", 0, time(18), time(21))


def test_each_fact_that_changed_is_reported(bring: Import) -> None:
    bring(row(Service_code_info="SA DT * OP OIT * CBT * MD", Phone="309-555-0100"))

    report = bring(row(Service_code_info="SA * OIT ORT * DBT * MD", Phone="309-555-0199"))

    (line,) = report.lines
    assert set(line.changes) == {
        Change(about="phones", was="+13095550100", became="+13095550199"),
        Change(about="therapy/cbt", was="yes"),
        Change(about="therapy/dbt", became="yes"),
        Change(about="care/detox", program="detox", was="yes"),
        Change(about="care/outpatient", program="outpatient", became="yes"),
    }
    assert report.changes[Change(about="therapy/cbt", was="yes")] == 1


def test_an_edition_that_says_the_same_gives_it_a_later_day(
    bring: Import, database: Database
) -> None:
    bring(row())

    report = bring(row(), year=2024)

    listing = only(database)
    assert outcomes(report) == {"unchanged": 1}
    assert (report.renewed, report.changed_anything) == (1, True)
    assert {each.source.slug for each in listing.statements} == {"samhsa-directory-2024"}
    assert {each.source.slug for each in listing.programs[0].statements} == {
        "samhsa-directory-2024"
    }
    assert listing.confirmed_on == listing.statements[0].reported_on
    assert value(database, select(func.count()).select_from(HistoryRow)) == 1


def test_a_code_that_no_term_claims_is_a_change_too(bring: Import) -> None:
    bring(row(Service_code_info="SA * OIT"))

    (line,) = bring(row(Service_code_info="SA NEW * OIT")).lines

    assert line.changes == (Change(about="codes", became="?:NEW"),)


def test_an_answer_that_turned_is_one_change(bring_county: Import, database: Database) -> None:
    told = listing(statements=(said("therapy", "cbt"), said("therapy", "dbt")))
    bring_county(told)

    turned = replace(told, statements=(said("therapy", "cbt", Answer.NO), said("therapy", "dbt")))
    report = bring_county(turned)

    assert report.lines[0].changes == (Change(about="therapy/cbt", was="yes", became="no"),)
    assert {each.about.slug: each.answer.value for each in only(database).statements} == {
        "cbt": "no",
        "dbt": "yes",
    }


def test_a_site_at_another_street_is_the_one_that_moved(bring: Import, database: Database) -> None:
    bring(row(), row(Name1="Bayside Clinic", Street1="9 Hill Road", Phone="309-555-0177"))
    harbor, _ = every(database)

    report = bring(
        row(Street1="77 Quay Street", Zip="61603"),
        row(Name1="Bayside Clinic", Street1="9 Hill Road", Phone="309-555-0177"),
    )

    moved = every(database)[0]
    line = next(line for line in report.lines if line.outcome is Outcome.MOVED)
    assert outcomes(report) == {"moved": 1, "unchanged": 1}
    assert (moved.id, moved.slug, moved.address.street) == (
        harbor.id,
        harbor.slug,
        "77 Quay Street",
    )
    assert line.note == "from 100 Main Street, Peoria, IL 61602"
    assert moved.address.point != harbor.address.point


def test_of_several_branches_none_is_guessed_to_have_moved(
    bring: Import, database: Database
) -> None:
    bring(row(Street1="1 Main Street"), row(Street1="2 Hill Road"), row(Street1="3 Elm Road"))

    report = bring(row(Street1="1 Main Street"), row(Street1="4 Quay Street"))

    assert outcomes(report) == {"unchanged": 1, "added": 1, "gone": 2}
    with database.reading() as session:
        (waiting,) = doubts.waiting(session)
        assert doubts.count(session) == 1
    assert waiting.pair.why is Doubt.MOVED
    assert (waiting.slug, waiting.source.slug) == (
        "harbor-house-peoria-il-4",
        "samhsa-directory-2023",
    )


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"Name1": "Bayside Recovery"}, Doubt.SAME_PLACE),
        ({"Name1": "Harbour House", "Street1": "9 Hill Road"}, Doubt.MOVED_AND_RENAMED),
        ({"Phone": "309-555-0199", "Street1": "9 Hill Road"}, Doubt.MOVED_AND_RECONNECTED),
    ],
)
def test_what_may_be_the_same_site_waits_for_an_editor(
    bring: Import, database: Database, cells: dict[str, object], why: Doubt
) -> None:
    bring(row())

    report = bring(row(**cells))

    with database.reading() as session:
        (waiting,) = doubts.waiting(session)
    assert outcomes(report) == {"added": 1, "gone": 1}
    assert (waiting.pair.why, waiting.other_slug) == (why, "harbor-house-peoria-il")
    assert report.doubtful == 1


def test_sessions_and_cost_follow_the_list(bring_county: Import, database: Database) -> None:
    told = listing(programs=(program(sessions=(EVENING,), cost="$20"),))
    bring_county(told)
    before = only(database)

    later = replace(EVENING, starts_at=time(17))
    openings = Openings(answer="yes")
    changed = program(sessions=(later,), cost="$20", states_served=("IL",), openings=openings)
    report = bring_county(replace(told, programs=(changed,)))

    (kept,) = only(database).programs
    assert kept.id == before.programs[0].id
    assert (kept.sessions, kept.cost, kept.openings) == ((later,), "$20", openings)
    assert {each.about for each in report.lines[0].changes} == {
        "program/sessions",
        "program/openings",
        "program/states_served",
    }


def test_a_list_brings_its_sessions_to_a_site_that_another_named(
    bring: Import, bring_county: Import, database: Database
) -> None:
    bring(row(Service_code_info="SA * OIT"))

    bring_county(listing(programs=(program(sessions=(EVENING,)), program("detox"))))

    site = only(database)
    assert set(care(site)) == {"intensive-outpatient", "detox"}
    assert site.programs[0].sessions == (EVENING,)


def test_a_program_that_only_sessions_kept_goes_with_them(
    bring_county: Import, database: Database
) -> None:
    told = listing(programs=(program(sessions=(EVENING,), cost="$20"), program("detox")))
    bring_county(told)

    bring_county(replace(told, programs=(program("detox"),)))

    assert care(only(database)) == ["detox"]


def test_hours_that_the_list_drops_are_not_said_any_more(
    bring_county: Import, database: Database
) -> None:
    told = listing(website="https://harbor.example", benefits_phone="+13095550101")
    bring_county(told)

    report = bring_county(replace(told, website="", benefits_phone=""))

    site = only(database)
    assert (site.website, site.benefits_phone) == ("", "")
    assert set(report.lines[0].changes) == {
        Change(about="website", was="https://harbor.example"),
        Change(about="benefits-phone", was="+13095550101"),
    }


def test_a_street_that_is_withheld_now_is_not_told(
    bring_county: Import, database: Database
) -> None:
    told = listing(phones=(Phone(kind="main", number="+13095550100"),))
    bring_county(told)

    hidden = replace(told, address=replace(PEORIA, confidential=True))
    report = bring_county(hidden)

    (change,) = [each for each in report.lines[0].changes if each.about == "address"]
    assert (change.was, change.became) == ("shown, Peoria, IL", "withheld, Peoria, IL")
    assert only(database).address.confidential


def test_facts_that_have_days_of_their_own_keep_them(
    bring_county: Import, database: Database
) -> None:
    cbt, dbt = said("therapy", "cbt"), said("therapy", "dbt")
    bring_county(listing(slug="harbor", statements=(cbt, dbt)))

    earlier = replace(cbt, reported_on=date(2025, 1, 1))
    report = bring_county(listing(slug="harbor", statements=(earlier, dbt)), year=2027)

    days = {each.about.slug: each.reported_on for each in only(database).statements}
    assert days == {"cbt": date(2025, 1, 1), "dbt": date(2027, 3, 31)}
    assert outcomes(report) == {"unchanged": 1}


def test_a_part_of_a_list_makes_no_site_gone(bring_county: Import, database: Database) -> None:
    bring_county(listing(), listing("Bayside Clinic"))

    report = bring_county(listing("Oak Clinic"), partial=True)

    assert outcomes(report) == {"added": 1}
    assert not any(site.gone_since for site in every(database))
