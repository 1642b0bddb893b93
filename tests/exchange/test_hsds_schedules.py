from datetime import date, time

from directory.domain.schedule import Session, Span
from directory.exchange import hsds_schedules as schedules
from tests.factories import program

SUMMER, WINTER = date(2026, 7, 1), date(2026, 12, 1)
EVENING = (time(17, 30), time(20))


def test_days_with_the_same_hours_are_one_rule() -> None:
    held = program(sessions=[Session("", day, *EVENING) for day in (4, 0, 2)])

    (rule,) = schedules.of_program(held, "service", SUMMER)

    assert (rule["freq"], rule["byday"]) == ("WEEKLY", "MO,WE,FR")
    assert (rule["opens_at"], rule["closes_at"]) == ("17:30", "20:00")


def test_groups_and_ways_to_attend_are_told_apart() -> None:
    morning = (time(9), time(12))
    held = program(
        sessions=[Session("Day", 0, *morning), Session("Evening", 0, *EVENING, "online")]
    )

    rules = schedules.of_program(held, "service", SUMMER)

    assert [(rule["notes"], rule["attending_type"]) for rule in rules] == [
        ("Group: Day", "In person"),
        ("Group: Evening", "Online"),
    ]


def test_times_carry_the_distance_from_utc_of_the_day() -> None:
    held = program(sessions=[Session("", 0, *EVENING)], time_zone="America/Chicago")

    (summer,) = schedules.of_program(held, "service", SUMMER)
    (winter,) = schedules.of_program(held, "service", WINTER)

    assert (summer["opens_at"], summer["timezone"]) == ("17:30-05:00", -5)
    assert (winter["opens_at"], winter["timezone"]) == ("17:30-06:00", -6)
    assert summer["id"] == winter["id"]


def test_a_zone_that_nobody_knows_is_left_out() -> None:
    held = program(sessions=[Session("", 0, *EVENING)], time_zone="../Chicago time")

    (rule,) = schedules.of_program(held, "service", SUMMER)

    assert rule["opens_at"] == "17:30"
    assert "timezone" not in rule


def test_round_the_clock_ends_a_minute_before_midnight() -> None:
    open_always = [Span(day, 0, 1440) for day in range(7)]

    (rule,) = schedules.of_office(open_always, "location", schedules.clock("", SUMMER))

    assert rule["byday"] == "MO,TU,WE,TH,FR,SA,SU"
    assert (rule["opens_at"], rule["closes_at"]) == ("00:00", "23:59")


def test_a_session_until_midnight_closes_then() -> None:
    held = program(sessions=[Session("", 5, time(20), time(0))])

    (rule,) = schedules.of_program(held, "service", SUMMER)

    assert (rule["opens_at"], rule["closes_at"]) == ("20:00", "00:00")
