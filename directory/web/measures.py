"""How often each kind of page was asked for and how long it took, in memory that workers share.

It knows names of endpoints and no address, so nothing in it says what anybody looked for.
"""

import mmap
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory.context.taking_turns import Turns

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds
CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
KEPT = ("made", "kept", "unchanged")
PROOFS = tuple(
    (way, outcome)
    for way in ("code", "passkey", "app", "recovery")
    for outcome in ("right", "wrong", "too many")
)
OTHER = "none"  # no endpoint, because the address is nobody's
FILES = "static"
MINUTE = 60_000_000  # the longest that is added to a sum, in millionths of a second
_SUM = len(BOUNDS) + 1
_CLASSES = _SUM + 1
_EACH = _CLASSES + len(CLASSES)


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one endpoint. `within`: how many took no longer than each bound, and one for the rest."""

    endpoint: str
    within: tuple[int, ...]
    seconds: float
    classes: tuple[int, ...]

    @property
    def count(self) -> int:
        return sum(self.within)


class Measures:
    """Made before the server's processes part, so that all of them count in the same place."""

    def __init__(self, endpoints: Sequence[str]) -> None:
        self._names = (OTHER, FILES, *endpoints)
        self._at = {name: place * _EACH for place, name in enumerate(self._names)}
        self._kept = len(self._names) * _EACH
        self._workers = self._kept + len(KEPT)
        self._proofs = self._workers + 2
        size = (self._proofs + len(PROOFS)) * 8
        self._cells = memoryview(mmap.mmap(-1, size)).cast("q")
        self._turns = Turns()

    def took(self, endpoint: str, status: int, seconds: float, kept: str | None = None) -> None:
        at = self._at.get(endpoint, 0)
        cells = self._cells
        with self._turns.alone():
            cells[at + bisect_left(BOUNDS, seconds)] += 1
            cells[at + _SUM] += min(int(seconds * 1e6), MINUTE)
            cells[at + _CLASSES + status // 100 - 1] += 1
            if kept:
                cells[self._kept + KEPT.index(kept)] += 1

    def proof(self, way: str, outcome: str) -> None:
        """Somebody tried to prove who they are."""
        with self._turns.alone():
            self._cells[self._proofs + PROOFS.index((way, outcome))] += 1

    def worker_began(self) -> None:
        with self._turns.alone():
            self._cells[self._workers] += 1

    def worker_ended(self) -> None:
        with self._turns.alone():
            self._cells[self._workers + 1] += 1

    def every(self) -> Iterator[Measured]:
        """Endpoints that were asked for."""
        for name, at in self._at.items():
            cells = self._cells[at : at + _EACH].tolist()
            if any(cells):
                yield Measured(
                    name, tuple(cells[:_SUM]), cells[_SUM] / 1e6, tuple(cells[_CLASSES:])
                )

    def kept(self) -> dict[str, int]:
        return dict(zip(KEPT, self._cells[self._kept : self._workers].tolist(), strict=True))

    def workers(self) -> tuple[int, int]:
        """How many began, and how many of them ended."""
        began, ended = self._cells[self._workers : self._proofs].tolist()
        return began, ended

    def proofs(self) -> dict[tuple[str, str], int]:
        """How often each kind of proof was right, wrong or tried too often."""
        return dict(zip(PROOFS, self._cells[self._proofs :].tolist(), strict=True))
