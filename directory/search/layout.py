"""Sites arranged in rows and programs in slots, as columns.py describes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from directory.search import bits, geography, lines
from directory.search.arrangement import Arrangement
from directory.search.bits import WORD, Bits, Numbers
from directory.search.columns import Answers, Columns
from directory.search.gathering import NO_WAIT, Gathered, Pairs
from directory.search.openings import UNSAID
from directory.search.sites import NAME_BYTES
from directory.search.space import Space
from directory.search.weeks import Weeks

RANK_GAP = 1 << 24
SPARE_WORDS = 16


def columns(told: Gathered, terms: int, spare: int = SPARE_WORDS) -> Columns:
    """Lay out every site; `spare` words of rows are kept for sites that come later."""
    return _Layout(told, terms, spare).columns()


@dataclass(frozen=True)
class _Layout:
    told: Gathered
    terms: int
    spare: int

    def columns(self) -> Columns:
        arranged = self.arranged
        ids = arranged.by_row(np.array(self.told.ids, np.int64), 0)
        points = arranged.by_row(np.array(self.told.points, np.float64).reshape(-1, 2), np.nan)
        names = arranged.by_row(np.array(self.told.names, f"S{NAME_BYTES}"), b"")
        directions = geography.vectors(points)
        taken = np.flatnonzero(ids)
        alphabet = taken[np.lexsort((ids[taken], names[taken]))]
        ranks = np.zeros(len(ids), np.int64)
        ranks[alphabet] = np.arange(1, len(alphabet) + 1) * RANK_GAP
        traits = self.matrix(self.told.traits, len(self.told.trait_names))
        return Columns(
            layers=arranged.layers,
            spare=self.spare,
            ids=ids,
            names=names,
            ranks=ranks,
            vectors=directions,
            points=points,
            confirmed=arranged.by_row(np.array(self.told.confirmed, np.int32), 0),
            leaves=arranged.by_row(np.array(self.told.leaves, np.int32), 0),
            regions=arranged.by_row(np.array(self.told.regions, np.int32).reshape(-1, 4), 0),
            made_up=arranged.by_row(np.array(self.told.made_up, np.uint8), 0),
            cards=arranged.by_row(np.array(self.told.cards, np.int64).reshape(-1, 2), 0),
            caps=geography.caps(directions),
            programs=arranged.by_slot(np.array(self.told.program_ids, np.int64), 0),
            hours=arranged.by_slot(np.array(self.told.hours, np.float32), np.nan),
            openings=arranged.by_slot(np.array(self.told.openings, np.uint8), UNSAID),
            openings_said=arranged.by_slot(np.array(self.told.openings_said, np.int32), 0),
            waits=arranged.by_slot(np.array(self.told.waits, np.int32), NO_WAIT),
            schedules=arranged.by_slot(np.array(self.told.schedules, np.int32), 0),
            lines=self.lines(),
            occupied=arranged.occupied,
            exists=arranged.exists,
            yes=self.answers(np.arange(self.terms), self.matrix(self.told.yes, self.terms)),
            undenied=self.undenied(),
            traits=np.ascontiguousarray(traits.T),
            trait_names=tuple(self.told.trait_names),
            unused=tuple(range(self.spare * WORD)),
            alphabet=alphabet.astype(np.int32),
            rows=by_id(ids),
            region_names=self.told.region_names,
            weeks=Weeks.of(self.told.weeks),
        )

    @cached_property
    def arranged(self) -> Arrangement:
        """Most programs first, then near ones beside each other."""
        counts = np.array(self.told.program_counts, np.int64)
        points = np.array(self.told.points, np.float64).reshape(-1, 2)
        return Arrangement(counts, np.lexsort((_winding(points), -counts)), self.spare)

    def matrix(self, pairs: Pairs, width: int) -> Bits:
        programs, numbers = pairs.arrays()
        slots = self.arranged.slots[programs]
        words = np.zeros((self.arranged.starts[-1], width), np.uint64)
        bit = np.uint64(1) << (slots & 63).astype(np.uint64)
        np.bitwise_or.at(words.reshape(-1), (slots >> 6) * width + numbers, bit)
        return words

    def lines(self) -> Bits:
        """The lines of all programs; empty where there is none."""
        half = lines.width(self.terms)
        said = np.zeros((self.arranged.starts[-1] * WORD, 2 * half), np.uint64)
        said[self.arranged.slots, half:] = bits.EVERY
        for pairs, first in ((self.told.yes, 0), (self.told.no, half)):
            programs, numbers = pairs.arrays()
            bit = np.uint64(1) << (numbers & 63).astype(np.uint64)
            places = self.arranged.slots[programs] * 2 * half + first + (numbers >> 6)
            np.bitwise_xor.at(said.reshape(-1), places, bit)
        return said

    def undenied(self) -> Answers:
        denied = self.matrix(self.told.no, self.terms)
        terms = np.flatnonzero(denied.any(axis=0))
        return self.answers(terms, self.arranged.exists[:, None] & ~denied[:, terms])

    def answers(self, terms: Numbers, programs: Bits) -> Answers:
        space = Space.whole(self.arranged.layers)
        sites = space.united(programs)
        silent = self.arranged.exists[:, None] & ~programs
        varied = np.flatnonzero((silent & sites[space.site_of]).any(axis=0))
        return Answers(terms, sites, varied, np.ascontiguousarray(programs[:, varied]))


def by_id(ids: Numbers) -> Numbers:
    """The row of each id, -1 for ids that no row has."""
    rows = np.full(int(ids.max(initial=0)) + 1, -1, np.int32)
    taken = np.flatnonzero(ids)
    rows[ids[taken]] = taken
    return rows


def _winding(points: Numbers) -> Numbers:
    """Where each point comes on a line that winds through the country and keeps near ones near."""
    north, east = np.nan_to_num(points, nan=90.0).T
    down = _spread(((north + 90) / 180 * 65535).astype(np.uint64))
    across = _spread(((east + 180) / 360 * 65535).astype(np.uint64))
    return down << np.uint64(1) | across


def _spread(numbers: Bits) -> Bits:
    """Put a zero between every two bits of sixteen."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        numbers = (numbers | numbers << np.uint64(shift)) & np.uint64(mask)
    return numbers
