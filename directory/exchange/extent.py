"""How far rows of a worksheet reach, found before a reader lays them out in memory."""

import re
from dataclasses import dataclass
from functools import lru_cache

MOST_CELLS = 30_000_000  # rows times columns; the country's places with a column a code take ten
MOST_COLUMNS = 16_384  # of a workbook; Excel itself has no more
FAR = 10**9
# Of a cell, and of a row, which may be far below the one before.
REFERENCE = re.compile(rb"""r\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")


class Tag:
    """Finds where an element of this name begins, whatever its prefix."""

    def __init__(self, name: bytes) -> None:
        self._with_colon = b":" + name
        self._plain = re.compile(rb"<%b(?=[\s/>])" % name)
        self._prefixed = re.compile(rb"<(?:[^\s:<>/]+:)?%b(?=[\s/>])" % name)

    def within(self, xml: bytes) -> re.Pattern[bytes]:
        """The pattern for these bytes: hardly any have prefixes, which take ten times as long."""
        return self._prefixed if self._with_colon in xml else self._plain


CELL = Tag(b"c")


@dataclass(frozen=True, slots=True)
class Extent:
    """From one line to another, as a spreadsheet program numbers them, and so many columns."""

    first: int
    last: int
    columns: int

    @classmethod
    def of_row(cls, xml: bytes, line: int, cells: int) -> "Extent":
        """Cells say where they stand, or stand behind the one before; either may be wrong.

        `line` is the row's own, `cells` how many of it there are up to the end of this part.
        """
        references = REFERENCE.findall(xml)
        lines = {_line(row) for row in {row for _, row in references}} | {line}
        columns = map(_column, {letters for letters, _ in references})
        return cls(min(lines), max(lines), max(cells, max(columns, default=0)))

    def __or__(self, other: "Extent") -> "Extent":
        first, last = min(self.first, other.first), max(self.last, other.last)
        return Extent(first, last, max(self.columns, other.columns))

    @property
    def cells(self) -> int:
        return (self.last - self.first + 1) * self.columns


def _line(digits: bytes) -> int:
    return int(digits) if len(digits) < 10 else FAR


@lru_cache(MOST_COLUMNS)
def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    if len(letters) > 5:
        return FAR
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
