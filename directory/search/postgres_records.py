"""What PostgreSQL keeps of a site for the node that searches, in few octets that numpy reads."""

import hashlib
from collections.abc import Iterable
from functools import cached_property

import numpy as np

from directory.search import gathering, lines, postgres_words
from directory.search.bits import Numbers
from directory.search.gathering import NO_WAIT
from directory.search.headings import Headings
from directory.search.postgres_words import SiteWords
from directory.search.sites import NAME_BYTES, ProgramFacts, SiteFacts
from directory.storage.gazetteer.sayings import Sayings
from directory.storage.search_rows import SiteRow

FORMAT = 1  # raise it with any change to what is written here or in the rows
SITE = np.dtype(
    [
        ("id", "<i8"),
        ("latitude", "<f8"),
        ("longitude", "<f8"),
        ("confirmed", "<i4"),
        ("leaves", "<i4"),
        ("programs", "<u2"),
        ("name", f"S{NAME_BYTES}"),
        ("lengths", "<u2", 5),
        ("length_bytes", "u1", 5),
    ]
)
SPAN = np.dtype("<i2")
TRACK = np.dtype("<u2")
# Numbers beside those of the terms: what makes an answer possible that nobody gave.
UNNAMED = 100_000
TIMES_UNKNOWN = 99_999


class Records:
    """How sites are written with one vocabulary."""

    def __init__(self, headings: Headings) -> None:
        self.headings = headings
        self.states = sorted(Sayings.load().titles)
        self.payers = sorted(set(headings.classes.values()))
        self.half = lines.width(len(headings.selections))

    @cached_property
    def program(self) -> np.dtype[np.void]:
        return np.dtype(
            [
                ("id", "<i8"),
                ("hours", "<f4"),
                ("opening", "u1"),
                ("opening_said", "<i4"),
                ("wait", "<i4"),
                ("tracks", "<u2"),
                ("unnamed", "<u4"),
                ("serves", "<u8"),
                ("line", "<u8", 2 * self.half),
            ]
        )

    @cached_property
    def shape(self) -> str:
        """Another one where what was written cannot be read."""
        told = (FORMAT, self.headings.digest, self.states, self.payers)
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def row(self, site: SiteFacts, told: SiteWords) -> SiteRow:
        tracks = [track for program in site.programs for track in program.tracks]
        spans = [minute for track in tracks for span in track for minute in span]
        return SiteRow(
            id=site.id,
            site=self._site(site, told.lengths),
            programs=self._programs(site.programs),
            weeks=np.array(spans, SPAN).tobytes(),
            tracks=np.array([len(track) for track in tracks], TRACK).tobytes(),
            words=told.vector,
            hashes=told.hashes,
            often=told.often,
            spelled=told.spelled,
            terms=sorted({number for program in site.programs for number in found_by(program)}),
            places=list(_places(site)),
            spot=None if site.latitude is None else f"({site.longitude!r},{site.latitude!r})",
        )

    def _site(self, site: SiteFacts, lengths: tuple[int, ...]) -> bytes:
        record = np.zeros((), SITE)
        point = gathering.coordinates(site)
        coded = [postgres_words.length_byte(length) for length in lengths]
        numbers = (site.id, *point, site.confirmed, site.leaves, len(site.programs))
        record[()] = (*numbers, site.name, lengths, coded)
        return record.tobytes()

    def _programs(self, programs: Iterable[ProgramFacts]) -> bytes:
        return np.array([self._program(each) for each in programs], self.program).tobytes()

    def _program(self, program: ProgramFacts) -> tuple[object, ...]:
        return (
            program.id,
            np.nan if program.hours is None else program.hours,
            program.opening,
            program.opening_said,
            NO_WAIT if program.wait is None else program.wait,
            len(program.tracks),
            sum(1 << self.payers.index(payer) for payer in program.unnamed),
            sum(1 << self.states.index(state) for state in program.serves if state in self.states),
            lines.line(_numbers(program.yes), _numbers(program.no), len(self.headings.selections)),
        )


def found_by(program: ProgramFacts) -> Iterable[int]:
    """The terms by which a program may be found, whether it says them or only may have them."""
    yield from program.yes
    yield from (UNNAMED + payer for payer in program.unnamed)
    if not program.tracks:
        yield TIMES_UNKNOWN


def _places(site: SiteFacts) -> Iterable[str]:
    yield from filter(None, site.regions)
    yield from sorted({gathering.serving(state) for one in site.programs for state in one.serves})


def _numbers(numbers: tuple[int, ...]) -> Numbers:
    return np.array(numbers, np.int64)
