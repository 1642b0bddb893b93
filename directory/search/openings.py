"""What a program says of openings, as numbers, and since when it says so."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from directory.domain.listings import Openings

# In the order that "soonest opening" ranks them.
OPENINGS = {"yes": 1, "waitlist": 2, "": 3, "no": 4}
UNSAID = OPENINGS[""]


@dataclass(frozen=True, slots=True)
class Opening:
    """`day`: number of the day of the answer, 0 where nobody dates it. A wait alone is none."""

    rank: int = UNSAID
    day: int = 0
    wait: int | None = None

    @classmethod
    def of(cls, told: Openings) -> Self:
        rank = OPENINGS.get(told.answer, UNSAID)
        if rank == UNSAID:
            return cls()
        return cls(rank, day_number(told.reported_on), told.wait_days)


def day_number(day: date | None) -> int:
    """0 for a day that nobody knows."""
    return day.toordinal() if day else 0
