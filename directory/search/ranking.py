"""The order of results; for "best", as the page about ranking says it too.

1. Only sites with one program that has everything asked are listed. Nobody can pay for a place.
2. Sites that report all of it come before those to ask: about an insurer, or times of day.
3. Up to 50 points for the words: all of them for the site they fit best, else in proportion.
4. Up to 30 points for being near: 30 at the centre, 15 at ten miles, 10 at twenty.
5. Up to 20 points for being confirmed lately: 20 today, one less every 18 days, none after a year.
6. Equal points: by name. Who owns a site, and how it came into the directory, never counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from directory.domain.criteria import Sort
from directory.search import ageing, bits
from directory.search.bits import Flags, Numbers, Rows
from directory.search.columns import Columns
from directory.search.gathering import NO_WAIT
from directory.search.matching import Matching
from directory.search.openings import UNSAID

WORDS, NEARNESS, FRESHNESS = 50.0, 30.0, 20.0
HALF_WAY = 10.0  # miles at which half the points for nearness are left
YEAR = 365.0  # days after which none are left for freshness
ASK_FIRST = 1000.0  # taken off where something asked is not reported; more than all points


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sites that were found, one entry a row in every array."""

    columns: Columns
    rows: Rows
    today: date
    words: Numbers | None  # score for the words
    miles: Numbers | None  # not a number where the site's place is unknown
    reported: Flags | None  # True where nothing asked is unknown; None when nothing can be
    openings: Callable[[], Numbers]  # soonest first; computed when asked only

    def points(self) -> Numbers:
        points: Numbers = _freshness(self.columns, self.today)[self.rows]
        if self.words is not None:
            points += self.words * (WORDS / max(float(self.words.max(initial=0.0)), 1e-9))
        if self.miles is not None:
            points += np.fmax(NEARNESS * HALF_WAY / (HALF_WAY + self.miles), 0.0)  # nan is 0
        if self.reported is not None:
            points -= ASK_FIRST * ~self.reported
        return points

    def order(self, sort: Sort, wanted: int) -> tuple[Numbers, Numbers]:
        """The first places in the order asked for, and the points of each."""
        points = self.points()
        keys = self._keys(sort, points)
        places = _smallest(keys, wanted)
        ranks = self.columns.ranked(self.rows[places])
        first = places[np.lexsort((ranks, keys[places]))][:wanted]
        return first, points[first]

    def _keys(self, sort: Sort, points: Numbers) -> Numbers:
        """What is sorted by, smallest first. Distance means nothing without a centre."""
        if sort is Sort.DISTANCE and self.miles is not None:
            return np.nan_to_num(self.miles, nan=np.inf)
        if sort is Sort.OPENING:
            return self.openings()
        if sort is Sort.CONFIRMED:
            return -self.columns.confirmed[self.rows]
        return -points


@lru_cache(maxsize=2)
def _freshness(columns: Columns, today: date) -> Numbers:
    """The points of every row for how lately it was confirmed, the same all day."""
    age = np.maximum(today.toordinal() - columns.confirmed, 0)
    return np.asarray(FRESHNESS * np.maximum(0.0, 1.0 - age / YEAR))


def _smallest(keys: Numbers, wanted: int) -> Numbers:
    """The places of the smallest keys, and of all that equal the last of them."""
    if len(keys) <= wanted:
        return np.arange(len(keys))
    return np.flatnonzero(keys <= np.partition(keys, wanted - 1)[wanted - 1])


def openings(matching: Matching, rows: Rows, today: date) -> Numbers:
    """For each row, its soonest opening among the programs: yes, waitlist, not reported, no.

    Within each, the shorter stated wait comes first, and one not stated last. An answer that may
    be over is not reported.
    """
    columns, slots = matching.terms.columns, matching.space.slots(rows)
    openings, waits = columns.openings[slots.numbers], columns.waits[slots.numbers]
    telling = ageing.telling_openings(columns, today)[slots.numbers >> 6]
    keys = np.where(bits.tested(telling, slots.numbers), _key(openings, waits), _NOT_REPORTED)
    among = slots.among(matching.programs)
    return np.asarray(np.where(among, keys, np.iinfo(np.int64).max).min(axis=0))


def _key(openings: Numbers, waits: Numbers) -> Numbers:
    return np.asarray((openings.astype(np.int64) << 32) + waits)


_NOT_REPORTED = _key(np.array(UNSAID), np.array(NO_WAIT))
