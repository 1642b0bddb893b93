from datetime import time

from directory.domain.schedule import Session
from directory.web import week

MORNING = Session("Day", 0, time(9), time(12))
EVENING = Session("Evening", 0, time(18), time(21))
THURSDAY = Session("Evening", 3, time(18), time(21))


def test_days_run_down_and_tracks_across() -> None:
    shown = week.of([THURSDAY, EVENING, MORNING])

    assert shown.tracks == ("Day", "Evening")
    assert [day.weekday for day in shown.days] == [0, 3]
    assert [day.cells for day in shown.days] == [((MORNING,), (EVENING,)), ((), (THURSDAY,))]


def test_no_sessions_are_no_week() -> None:
    assert week.of([]).days == ()


def test_sessions_of_the_same_hours_are_one_line() -> None:
    later = Session("Evening", 4, time(19), time(21))

    lines = week.meetings([later, THURSDAY, EVENING])

    assert [(line.first, line.weekdays) for line in lines] == [(EVENING, (0, 3)), (later, (4,))]
