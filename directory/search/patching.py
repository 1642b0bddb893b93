"""Columns as they are after some sites changed. The old ones stay whole for who reads them."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from directory.search import copies, gathering, geography, layout, lines, room
from directory.search.bits import WORD, Flags, Numbers
from directory.search.columns import Answers, Columns
from directory.search.journal import Change
from directory.search.sites import ProgramFacts, SiteFacts
from directory.search.weeks import Weeks


def patched(columns: Columns, change: Change) -> Columns:
    draft = _Draft.of(copies.copied(room.made(columns, change.changed), change.changed))
    for site_id in change.gone:
        draft.remove(site_id)
    for site in change.changed:
        draft.put(site)
    return draft.finished()


@dataclass
class _Draft:
    """Columns of which nobody else has what is written to."""

    columns: Columns
    unused: list[int]
    touched: set[int]  # words of rows
    alphabet: Numbers
    regions: dict[str, int]
    weeks: Weeks

    @classmethod
    def of(cls, columns: Columns) -> "_Draft":
        unused = list(columns.unused)
        return cls(columns, unused, set(), columns.alphabet, columns.region_names, columns.weeks)

    def remove(self, site_id: int) -> None:
        """Vacate the site's row; what is written there stays, for who searches still."""
        columns, row = self.columns, self.columns.row(site_id)
        if row is None:
            return
        place = bisect_left(
            self.alphabet, columns.ranks[row], key=lambda other: columns.ranks[other]
        )
        self.alphabet = np.delete(self.alphabet, place)
        columns.rows[site_id] = -1
        columns.occupied[row // WORD] &= ~_bit(row)
        for slot in columns.slots(row):
            columns.exists[slot // WORD] &= ~_bit(slot)

    def put(self, site: SiteFacts) -> None:
        self.remove(site.id)
        row = self.unused.pop(0)
        self._clear(row)
        self._write_row(row, site)
        for slot, program in zip(self.columns.slots(row), site.programs, strict=False):
            self._write_slot(slot, program)
        for answers, said in self._answers(site):
            self._write_answers(answers, row, said)
        self._enter_alphabet(row)

    def finished(self) -> Columns:
        columns = self.columns
        words = np.array(sorted(self.touched), np.int64)
        rows = (words[:, None] * WORD + np.arange(WORD)).reshape(-1)
        columns.caps[words] = geography.caps(columns.vectors[rows])
        return replace(
            columns,
            unused=tuple(self.unused),
            alphabet=self.alphabet,
            region_names=self.regions,
            weeks=self.weeks,
        )

    def _clear(self, row: int) -> None:
        """Take out what a site that had the row before left there."""
        columns = self.columns
        word, others = row // WORD, ~_bit(row)
        columns.yes.sites[word] &= others
        columns.undenied.sites[word] &= others
        for slot in columns.slots(row):
            for name, nothing in room.SLOT.items():
                getattr(columns, name)[slot] = nothing
            word, others = slot // WORD, ~_bit(slot)
            columns.yes.programs[word] &= others
            columns.undenied.programs[word] &= others
            columns.traits[:, word] &= others

    def _write_row(self, row: int, site: SiteFacts) -> None:
        columns = self.columns
        self.touched.add(row // WORD)
        point = np.array([gathering.coordinates(site)])
        columns.occupied[row // WORD] |= _bit(row)
        columns.ids[row] = site.id
        columns.rows[site.id] = row
        columns.names[row] = site.name
        columns.points[row] = point[0]
        columns.vectors[row] = geography.vectors(point)[0]
        columns.confirmed[row] = site.confirmed
        columns.leaves[row] = site.leaves
        columns.made_up[row] = site.made_up
        columns.cards[row] = site.card
        if not self.regions.keys() >= set(site.regions):
            self.regions = dict(self.regions)
        columns.regions[row] = gathering.numbered(self.regions, site.regions)

    def _write_slot(self, slot: int, program: ProgramFacts) -> None:
        columns = self.columns
        columns.programs[slot] = program.id
        columns.hours[slot] = np.nan if program.hours is None else program.hours
        columns.openings[slot] = program.opening
        columns.openings_said[slot] = program.opening_said
        columns.waits[slot] = gathering.NO_WAIT if program.wait is None else program.wait
        self.weeks, columns.schedules[slot] = self.weeks.adding(program.tracks)
        terms = len(columns.yes.terms)
        columns.lines[slot] = lines.line(_numbers(program.yes), _numbers(program.no), terms)
        word, bit = slot // WORD, _bit(slot)
        columns.exists[word] |= bit
        for trait in gathering.traits(program):
            columns.traits[columns.trait_names.index(trait), word] |= bit

    def _answers(self, site: SiteFacts) -> Iterator[tuple[Answers, Flags]]:
        yes, undenied = self.columns.yes, self.columns.undenied
        yield yes, copies.saying_yes(yes, site)
        yield undenied, copies.not_denying(undenied, site)

    def _write_answers(self, answers: Answers, row: int, said: Flags) -> None:
        answers.sites[row // WORD, said.any(axis=0)] |= _bit(row)
        for slot, flags in zip(self.columns.slots(row), said, strict=False):
            answers.programs[slot // WORD, flags[answers.varied]] |= _bit(slot)

    def _enter_alphabet(self, row: int) -> None:
        ranks, names, ids = self.columns.ranks, self.columns.names, self.columns.ids
        place = bisect_left(
            self.alphabet, (names[row], ids[row]), key=lambda other: (names[other], ids[other])
        )
        before = int(ranks[self.alphabet[place - 1]]) if place else 0
        last = place == len(self.alphabet)
        after = before + 2 * layout.RANK_GAP if last else int(ranks[self.alphabet[place]])
        ranks[row] = (before + after) // 2
        self.alphabet = np.insert(self.alphabet, place, row)
        if ranks[row] == before:  # no number is left between the two
            ranks = ranks.copy()
            ranks[self.alphabet] = np.arange(1, len(self.alphabet) + 1) * layout.RANK_GAP
            self.columns = replace(self.columns, ranks=ranks)


def _numbers(numbers: tuple[int, ...]) -> Numbers:
    return np.array(numbers, np.int64)


def _bit(slot: int) -> np.uint64:
    return np.uint64(1) << np.uint64(slot % WORD)
