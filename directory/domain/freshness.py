"""How far a listing can be trusted, judged by the day someone last said it was true."""

from datetime import date, timedelta
from enum import StrEnum

FRESH_FOR = timedelta(days=90)
STALE_AFTER = timedelta(days=365)
OPENINGS_HOLD_FOR = timedelta(days=14)


class Freshness(StrEnum):
    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"
    UNKNOWN = "unknown"


def freshness(confirmed_on: date | None, today: date) -> Freshness:
    if confirmed_on is None:
        return Freshness.UNKNOWN
    age = today - confirmed_on
    if age > STALE_AFTER:
        return Freshness.STALE
    return Freshness.AGEING if age > FRESH_FOR else Freshness.FRESH


def first_day_out(confirmed_on: date) -> date:
    """When a listing that has to be confirmed leaves the results of an ordinary search."""
    return confirmed_on + STALE_AFTER + timedelta(days=1)


def openings_hold(reported_on: date | None, today: date) -> bool:
    """Whether an answer about openings still counts; without a day nobody can tell."""
    return reported_on is not None and today - reported_on <= OPENINGS_HOLD_FOR
