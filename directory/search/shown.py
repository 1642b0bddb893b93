"""The hits of one page: which programs of each site have what was asked, and what they report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import compress
from math import isnan
from typing import NamedTuple, TypeAlias

import numpy as np

from directory.domain.criteria import Criteria
from directory.domain.vocabulary import Selection
from directory.search import bits
from directory.search.bits import Bits, Numbers, Rows
from directory.search.conditions import Terms
from directory.search.hits import Fit, Hit
from directory.search.matching import Matching


class Word(NamedTuple):
    """What one program says to what was asked."""

    program_id: int
    confirmed: tuple[Selection, ...]
    unknown: tuple[Selection, ...]


Said: TypeAlias = tuple[tuple[Selection, ...], tuple[Selection, ...]]  # confirmed, unknown


@dataclass(frozen=True, slots=True)
class Shown:
    """`rows`: the page's sites in order, with the points and the distance of each."""

    matching: Matching
    criteria: Criteria
    rows: Rows
    points: Numbers
    miles: Numbers | None

    def hits(self) -> tuple[Hit, ...]:
        words = self._words()
        fits = self._fits() if self.criteria.free else {}
        ids = self.matching.terms.columns.ids[self.rows].tolist()
        return tuple(
            self._hit(place, provider_id, words[place], fits.get(place, {}))
            for place, provider_id in enumerate(ids)
        )

    def _hit(self, place: int, provider_id: int, words: list[Word], fits: Mapping[int, Fit]) -> Hit:
        """Programs that report all that was asked come first, then as the listing has them."""
        words.sort(key=lambda word: bool(word.unknown))
        miles = float(self.miles[place]) if self.miles is not None else np.nan
        return Hit(
            provider_id=provider_id,
            program_ids=tuple(word.program_id for word in words if word.program_id),
            miles=None if isnan(miles) else miles,
            score=float(self.points[place]),
            fits=fits,
            confirmed=words[0].confirmed,
            unknown=words[0].unknown,
        )

    def _words(self) -> dict[int, list[Word]]:
        """What the programs that match say, by the place of their site on the page."""
        which, slots = self._programs(self.matching.programs)
        ids = self.matching.terms.columns.programs[slots].tolist()
        words: dict[int, list[Word]] = {}
        for place, program_id, said in zip(which, ids, self._said(slots), strict=True):
            words.setdefault(place, []).append(Word(program_id, *said))
        return words

    def _programs(self, programs: Bits) -> tuple[list[int], Numbers]:
        """The slots of the page's sites that are in the set, and whose they are, site by site."""
        slots = self.matching.space.slots(self.rows)
        which, layer = np.nonzero(slots.among(programs).T)
        return which.tolist(), slots.numbers[layer, which]

    def _said(self, slots: Numbers) -> Iterator[Said]:
        """What was asked and is confirmed, and what is unknown, for each slot."""
        asked = sorted(self.criteria.include)
        flags = np.hstack([self._confirmed(asked, slots), self._open(asked, slots)])
        told: dict[bytes, Said] = {}  # many programs say the same
        for key in map(bytes, flags):
            if key not in told:
                told[key] = _told(asked, key)
            yield told[key]

    def _confirmed(self, asked: list[Selection], slots: Numbers) -> Numbers:
        """Slots x asked: 1 where it says yes."""
        terms = self.matching.terms
        numbers = np.array([terms.headings.numbers.get(one, 0) for one in asked], np.int64)
        words = terms.columns.lines[slots][:, numbers >> 6]
        said = (words >> (numbers & 63).astype(np.uint64)) & np.uint64(1)
        return np.asarray(said.astype(np.uint8))

    def _open(self, asked: list[Selection], slots: Numbers) -> Numbers:
        """Slots x asked: 1 where it may have it and does not say."""
        terms = Terms(self.matching.terms.columns, self.matching.terms.headings, slots >> 6)
        flags = np.zeros((len(slots), len(asked)), np.uint8)
        for place, one in enumerate(asked):
            maybe = terms.possible(one)
            if maybe is not None:
                flags[:, place] = bits.tested(maybe, slots)
        return flags

    def _fits(self) -> dict[int, dict[int, Fit]]:
        """How the hours fit, for programs that have all else that was asked."""
        columns = self.matching.terms.columns
        which, slots = self._programs(self.matching.without("free"))
        schedules = columns.schedules[slots].tolist()
        by_schedule = columns.weeks.fits(set(schedules), self.criteria.free)
        fits: dict[int, dict[int, Fit]] = {}
        for place, program_id, schedule in zip(
            which, columns.programs[slots].tolist(), schedules, strict=True
        ):
            if schedule in by_schedule:
                fits.setdefault(place, {})[program_id] = by_schedule[schedule]
        return fits


def _told(asked: list[Selection], flags: bytes) -> Said:
    """Of alternatives in one facet, none is unknown where another is confirmed."""
    confirmed = tuple(compress(asked, flags))
    settled = {one.facet for one in confirmed}
    unknown = compress(asked, flags[len(asked) :])
    return confirmed, tuple(one for one in unknown if one.facet not in settled)
