from directory.domain import hours
from directory.domain.schedule import Span

NINE_TO_FIVE = (9 * 60, 17 * 60)
ALL_DAY = (0, 24 * 60)


def on(days: range, times: tuple[int, int]) -> tuple[Span, ...]:
    return tuple(Span(day, *times) for day in days)


def test_hours_are_read_as_they_were_written() -> None:
    spans = (*on(range(5), NINE_TO_FIVE), Span(5, 0, 24 * 60))

    line = hours.written(reversed(spans))

    assert line.startswith("mon-0900-1700 tue-0900-1700")
    assert line.endswith("sat-0000-2400")
    assert hours.read(line) == spans


def test_no_hours_are_an_empty_line() -> None:
    assert hours.written(()) == ""
    assert hours.read("") == ()


def test_seven_whole_days_are_round_the_clock() -> None:
    assert hours.round_the_clock(on(range(7), ALL_DAY))
    assert not hours.round_the_clock(on(range(6), ALL_DAY))
    assert not hours.round_the_clock(on(range(7), NINE_TO_FIVE))


def test_days_with_the_same_hours_stand_together_and_silent_ones_last() -> None:
    spans = (*on(range(4), NINE_TO_FIVE), Span(5, 60, 120), Span(5, 180, 240))

    days = hours.by_days(spans)

    assert [each.weekdays for each in days] == [(0, 1, 2, 3), (5,), (4, 6)]
    assert [len(each.spans) for each in days] == [1, 2, 0]


def test_a_whole_day_says_so() -> None:
    whole, silent = hours.by_days([Span(2, *ALL_DAY)])

    assert whole.all_day
    assert not silent.all_day


def test_a_week_without_hours_has_no_days() -> None:
    assert hours.by_days(()) == ()
