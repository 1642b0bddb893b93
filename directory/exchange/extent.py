"""How far a worksheet reaches, found before a reader lays it all out in memory."""

import re
from dataclasses import dataclass, field

MOST_CELLS = 6_000_000  # rows times columns, which the reader lays out in memory
MOST_COLUMNS = 16_384  # of a workbook; Excel itself has no more
TAG = re.compile(rb"<(?:\w+:)?(row|c)[\s/>]")
# Of a cell, and of a row, which may be far below the one before.
REFERENCE = re.compile(rb"""\br=["']([A-Z]{0,8})([0-9]{1,10})["']""")


@dataclass(slots=True)
class Extent:
    """Cells say where they stand, or stand behind the one before; either may be wrong."""

    rows: int = 0
    columns: int = 0
    _row_at: int = 0
    _cells: int = 0
    _letters: set[bytes] = field(default_factory=set)

    def add(self, chunk: bytes) -> None:
        references = REFERENCE.findall(chunk)
        for letters in {letters for letters, _ in references} - self._letters:
            self._letters.add(letters)
            self.columns = max(self.columns, _number(letters))
        self.rows = max(self.rows, *map(int, {row for _, row in references}), self._row_at)
        self._count(b"".join(TAG.findall(chunk)).split(b"row"))

    def _count(self, cells: list[bytes]) -> None:
        """Each part holds a `c` for every cell of one row, the first of a row begun before."""
        self._row_at += len(cells) - 1
        widest = max(map(len, cells[1:]), default=0)
        self.columns = max(self.columns, self._cells + len(cells[0]), widest)
        self._cells = len(cells[-1]) + (self._cells if len(cells) == 1 else 0)
        self.rows = max(self.rows, self._row_at)

    @property
    def is_too_far(self) -> bool:
        return self.columns > MOST_COLUMNS or self.columns * self.rows > MOST_CELLS


def _number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
