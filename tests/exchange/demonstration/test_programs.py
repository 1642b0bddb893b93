import pytest

from directory.domain.facts import Answer
from directory.domain.listings import Listing, Program
from directory.domain.schedule import tracks
from directory.domain.vocabulary import Facet, Selection
from tests.exchange.demonstration.conftest import TODAY


def test_most_sites_run_intensive_outpatient_programs(listings: list[Listing]) -> None:
    running = sum(
        any(program.care == "intensive-outpatient" for program in listing.programs)
        for listing in listings
    )

    assert 0.6 < running / len(listings) < 0.9


def test_every_level_of_care_is_stated_by_its_program(programs: list[Program]) -> None:
    for program in programs:
        care = Selection(Facet.CARE, program.care or "")
        assert care in {said.about for said in program.statements if said.answer is Answer.YES}


def test_sessions_end_after_they_start(programs: list[Program]) -> None:
    sessions = [held for program in programs for held in program.sessions]

    assert sessions
    assert all(held.starts_at < held.ends_at for held in sessions)


def test_each_track_comes_to_the_hours_a_week(programs: list[Program]) -> None:
    for program in programs:
        for sessions in tracks(program.sessions).values():
            minutes = sum(held.span.end - held.span.start for held in sessions)
            assert minutes / 60 == pytest.approx(program.hours_a_week)
            days = len({held.weekday for held in sessions})
            assert program.days_a_week in (None, days)


def test_hours_are_those_of_the_level(programs: list[Program]) -> None:
    hours = {
        care: [one.hours_a_week for one in programs if one.care == care and one.hours_a_week]
        for care in ("outpatient", "intensive-outpatient", "partial-hospitalization")
    }

    assert max(hours["outpatient"]) < 9
    assert 9 <= min(hours["intensive-outpatient"]) <= max(hours["intensive-outpatient"]) <= 19
    assert min(hours["partial-hospitalization"]) >= 20


def test_only_online_programs_name_the_states_they_serve(listings: list[Listing]) -> None:
    online = Selection(Facet.FORMAT, "online")

    for listing in listings:
        for program in listing.programs:
            meets_online = listing.answers(program).get(online) is Answer.YES
            assert (listing.address.state in program.states_served) == meets_online


def test_half_of_what_is_said_of_openings_still_counts(programs: list[Program]) -> None:
    told = [program.openings for program in programs if program.openings.answer]

    assert 0.4 < sum(each.hold(TODAY) for each in told) / len(told) < 0.75


def test_nobody_tells_of_openings_after_the_last_word(listings: list[Listing]) -> None:
    for listing in listings:
        days = [one.openings.reported_on for one in listing.programs if one.openings.reported_on]
        assert listing.confirmed_on is not None
        assert all(day <= listing.confirmed_on <= TODAY for day in days)
