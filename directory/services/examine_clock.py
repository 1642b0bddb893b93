"""Looks whether the machine's clock can be right. Reminders, links and ages all go by it."""

from datetime import datetime, timedelta

PROGRAM_WRITTEN = datetime(2026, 11, 1)  # noqa: DTZ001
SLACK = timedelta(minutes=5)
LONGEST_SILENCE = timedelta(days=366)  # lists and reminders write at least once a year
ADVICE = "Set the clock (`timedatectl set-ntp true`)."


def examine_clock(now: datetime, newest: datetime | None) -> str:
    """`newest`: when the database was last written in, as far as it says. Both UTC."""
    if now < PROGRAM_WRITTEN:
        return f"The clock says {_day(now)}, before this program was written. {ADVICE}"
    return _compared(now, newest) if newest else ""


def _compared(now: datetime, newest: datetime) -> str:
    if now < newest - SLACK:
        return (
            f"The clock says {_day(now)}, but something was written on {_day(newest)}. {ADVICE} "
            "If it was ahead on that day, what was confirmed on that day has a wrong date."
        )
    if now > newest + LONGEST_SILENCE:
        return (
            f"The clock says {_day(now)}, and nothing was written since {_day(newest)}. {ADVICE} "
            "If it is right, nobody keeps these listings true any more."
        )
    return ""


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
