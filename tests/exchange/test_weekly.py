import pytest

from directory.domain.schedule import Span
from directory.exchange import clocks, weekly
from directory.exchange.clocks import HoursError, Times

NINE, NOON, FIVE = 9 * 60, 12 * 60, 17 * 60


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("9:00AM - 5:00PM", [(NINE, FIVE)]),
        ("9am to 5pm", [(NINE, FIVE)]),
        ("9 a.m. \u2013 5 p.m.", [(NINE, FIVE)]),
        ("9-5pm", [(NINE, FIVE)]),
        ("9am-5", [(NINE, FIVE)]),
        ("1-5pm", [(13 * 60, FIVE)]),
        ("6pm-9", [(18 * 60, 21 * 60)]),
        ("9 am to noon, 1-5 pm", [(NINE, NOON), (13 * 60, FIVE)]),
        ("0900-1700", [(NINE, FIVE)]),
        ("9:00-17:00", [(NINE, FIVE)]),
        ("5PM - midnight", [(FIVE, 0)]),
        ("12:00AM - 12:00AM", [(0, 0)]),
        ("Open 24 hours", [(0, 0)]),
        ("Closed", []),
        ("", []),
    ],
)
def test_the_hours_of_a_day_are_read(text: str, times: list[tuple[int, int]]) -> None:
    assert clocks.read(text) == tuple(Times(*each) for each in times)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9-5", "morning or evening"),
        ("6-9", "morning or evening"),
        ("25:00-26:00", "no clock has"),
        ("13pm-14pm", "no clock has"),
        ("9:75am-5pm", "no clock has"),
        ("call us", "no hours"),
        ("9am-5pm by appointment", "no hours"),
    ],
)
def test_hours_that_are_not_certain_are_refused(text: str, why: str) -> None:
    with pytest.raises(HoursError, match=why):
        clocks.read(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon-Fri 9am-5pm", [0, 1, 2, 3, 4]),
        ("Monday through Thursday: 9 am - 5 pm", [0, 1, 2, 3]),
        ("M/W/F 9am-5pm", [0, 2, 4]),
        ("MWF 9am-5pm", [0, 2, 4]),
        ("TTh 9am-5pm", [1, 3]),
        ("Mon, Wed and Fri 9am-5pm", [0, 2, 4]),
        ("Fri-Mon 9am-5pm", [4, 5, 6, 0]),
        ("9am-5pm Mon-Fri", [0, 1, 2, 3, 4]),
        ("Every day 9am-5pm", [0, 1, 2, 3, 4, 5, 6]),
        ("weekends 9am-5pm", [5, 6]),
    ],
)
def test_days_are_read_in_the_ways_people_write_them(text: str, days: list[int]) -> None:
    assert weekly.read(text) == {day: [Times(NINE, FIVE)] for day in days}


def test_days_may_have_hours_of_their_own() -> None:
    week = weekly.read("Mon-Tue 9am-noon, 1pm-5pm; Sat 9am-12pm; Sun closed")

    assert week[0] == week[1] == [Times(NINE, NOON), Times(13 * 60, FIVE)]
    assert week[5] == [Times(NINE, NOON)]
    assert week[6] == []


def test_always_means_every_day() -> None:
    assert weekly.read("24/7") == {day: [Times(0, 0)] for day in range(7)}


@pytest.mark.parametrize("text", ["9am-5pm", "Moonday 9am-5pm", "Monday", "whenever"])
def test_a_week_that_is_not_certain_is_refused(text: str) -> None:
    with pytest.raises(HoursError):
        weekly.read(text)


def test_equal_times_on_most_days_are_day_and_night() -> None:
    always = {day: [Times(8 * 60, 8 * 60)] for day in range(6)} | {6: [Times(NINE, FIVE)]}

    believed = list(weekly.believed(always))

    assert believed[0] == (0, Times(0, 0), True)
    assert all(true for *_, true in believed)


def test_equal_times_on_one_day_are_a_slip() -> None:
    week = {day: [Times(NINE, FIVE)] for day in range(4)} | {4: [Times(8 * 60, 8 * 60)]}

    assert [true for *_, true in weekly.believed(week)] == [True] * 4 + [False]


def test_a_night_is_believed_and_a_day_of_twenty_hours_is_not() -> None:
    night, slip = Times(20 * 60, 6 * 60), Times(8 * 60, 5 * 60)

    assert [true for *_, true in weekly.believed({0: [night], 1: [slip]})] == [True, False]


def test_a_night_goes_on_the_next_day() -> None:
    assert list(weekly.spans(6, Times(20 * 60, 6 * 60))) == [
        Span(6, 20 * 60, 24 * 60),
        Span(0, 0, 6 * 60),
    ]
    assert list(weekly.spans(2, Times(FIVE, 0))) == [Span(2, FIVE, 24 * 60)]
