"""The sites that PostgreSQL handed over for one search, as the columns that a search reads."""

from dataclasses import dataclass

import numpy as np

from directory.domain.places import Place
from directory.search import bits, geography, ground, layout
from directory.search.arrangement import Arrangement
from directory.search.bits import Bits, Numbers
from directory.search.columns import Answers, Columns
from directory.search.gathering import ACCEPTING, NO_WAIT, TIMES_UNKNOWN, serving, unnamed
from directory.search.openings import OPENINGS, UNSAID
from directory.search.postgres_records import SITE, SPAN, TRACK, Records
from directory.search.weeks import Weeks
from directory.storage.search_rows import Seen

_ALWAYS = (0.0, 0.0, 0.0, -1.0, 0.0)  # a cap that every circle comes near
_NOTHING = Answers(*(np.zeros(0, np.int64), np.zeros((0, 0), np.uint64)) * 2)
_SPARE = 1  # word of rows, so that nothing is without any


@dataclass(frozen=True, eq=False)
class PassingColumns(Columns):
    """All that is said is read from the lines: to turn them into bits by term pays only later."""

    @property
    def are_passing(self) -> bool:
        return True

    def ranked(self, rows: Numbers) -> Numbers:
        ranks = np.empty(len(rows), np.int64)
        ranks[np.lexsort((self.ids[rows], self.names[rows]))] = np.arange(len(rows))
        return ranks

    def saying_yes(self, number: int, words: Numbers) -> Bits:
        return self._said(number, 0)[words]

    def not_denying(self, number: int, words: Numbers) -> Bits:
        return self._said(number, self.lines.shape[1] // 2)[words]

    def _said(self, number: int, first: int) -> Bits:
        flags = (self.lines[:, first + (number >> 6)] >> np.uint64(number & 63)) & np.uint64(1)
        return bits.packed(flags.astype(np.bool_))


@dataclass(frozen=True)
class Handed:
    """The octets, read. Nothing here is copied before it is laid out."""

    seen: Seen
    records: Records
    place: Place | None

    def columns(self) -> PassingColumns:
        sites = np.frombuffer(self.seen.octets.sites, SITE)
        programs = np.frombuffer(self.seen.octets.programs, self.records.program)
        counts = sites["programs"].astype(np.int64)
        arranged = Arrangement(counts, np.argsort(-counts, kind="stable"), _SPARE)
        by_row, by_slot = arranged.by_row, arranged.by_slot
        ids = by_row(sites["id"], 0)
        points = by_row(np.stack([sites["latitude"], sites["longitude"]], axis=1), np.nan)
        weeks, schedules = self._weeks(programs)
        traits = self._traits(programs)
        return PassingColumns(
            layers=arranged.layers,
            spare=_SPARE,
            ids=ids,
            names=by_row(sites["name"], b""),
            ranks=np.zeros(0, np.int64),
            vectors=geography.vectors(points),
            points=points,
            confirmed=by_row(sites["confirmed"], 0),
            leaves=by_row(sites["leaves"], 0),
            regions=by_row(self._regions(), 0),
            made_up=np.zeros(0, np.uint8),
            cards=np.zeros((0, 2), np.int64),
            caps=np.tile(_ALWAYS, (arranged.layers[0], 1)),
            programs=by_slot(programs["id"], 0),
            hours=by_slot(programs["hours"], np.nan),
            openings=by_slot(programs["opening"], UNSAID),
            openings_said=by_slot(programs["opening_said"], 0),
            waits=by_slot(programs["wait"], NO_WAIT),
            schedules=by_slot(schedules, 0),
            lines=by_slot(programs["line"], 0),
            occupied=arranged.occupied,
            exists=arranged.exists,
            yes=_NOTHING,
            undenied=_NOTHING,
            traits=np.stack(
                [bits.packed(by_slot(flags, nothing=False)) for flags in traits.values()]
            ),
            trait_names=tuple(traits),
            unused=(),
            alphabet=np.zeros(len(sites), np.int32),
            rows=layout.by_id(ids),
            region_names={ground.key(self.place): 1} if self.place else {},
            weeks=weeks,
        )

    def _traits(self, programs: Numbers) -> dict[str, Numbers]:
        traits = {
            ACCEPTING: programs["opening"] == OPENINGS["yes"],
            TIMES_UNKNOWN: programs["tracks"] == 0,
        }
        for place, payer in enumerate(self.records.payers):
            traits[unnamed(payer)] = _bit(programs["unnamed"], place)
        if self.place and self.place.state in self.records.states:
            place = self.records.states.index(self.place.state)
            traits[serving(self.place.state)] = _bit(programs["serves"], place)
        return traits

    def _regions(self) -> Numbers:
        """1 in each place's column where the site lies in the place that is asked."""
        return np.repeat(self.marks[:, :1] & 1, 4, axis=1).astype(np.int32)

    @property
    def marks(self) -> Numbers:
        sites = len(self.seen.octets.sites) // SITE.itemsize
        marks = np.frombuffer(self.seen.octets.marks, np.uint8)
        return marks.reshape(sites, len(marks) // sites if sites else 1)

    def _weeks(self, programs: Numbers) -> tuple[Weeks, Numbers]:
        """Each program that says when it meets has a schedule of its own."""
        tracks = programs["tracks"].astype(np.int64)
        if not self.seen.octets.tracks:
            tracks = np.zeros_like(tracks)
        spans = np.frombuffer(self.seen.octets.weeks, SPAN).astype(np.int32).reshape(-1, 2)
        sizes = np.frombuffer(self.seen.octets.tracks, TRACK).astype(np.int64)
        telling = tracks > 0
        weeks = Weeks(
            spans=np.concatenate([[(-1, -1)], spans]),
            track_spans=np.arange(len(spans) + 1),
            track_starts=np.concatenate([[0, 1], 1 + np.cumsum(sizes)]),
            schedule_starts=np.concatenate([[0, 1], 1 + np.cumsum(tracks[telling])]),
        )
        return weeks, np.where(telling, np.cumsum(telling), 0)


def _bit(numbers: Numbers, place: int) -> Numbers:
    flags: Numbers = (numbers >> numbers.dtype.type(place)) & numbers.dtype.type(1)
    return flags.astype(np.bool_)
