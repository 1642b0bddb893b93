"""How far a listing can be trusted, judged by the day someone last said it was true."""

from datetime import date, timedelta
from enum import StrEnum

FRESH_FOR = timedelta(days=90)
STALE_AFTER = timedelta(days=365)


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
