"""Where a worksheet can be cut between rows, so that only a piece of it is laid out at once."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from directory.exchange.extent import CELL, MOST_CELLS, MOST_COLUMNS, Extent, Tag

HEADER_WITHIN = 10  # rows, which are a piece by themselves; titles may stand above the header
CELLS_AT_ONCE = 1_000_000  # rows times columns: the reader lays out empty ones too
BYTES_AT_ONCE = 8_000_000
LONGEST_ROW = 32_000_000  # bytes
MOST_PIECES = 1_000  # rows in no order may each lie far from the one before
ROW = Tag(b"row")
SAID = re.compile(rb"""[^>]*?\br\s*=\s*["']([0-9]{1,9})["']""")
END = re.compile(rb"</(?:[^\s:<>/]+:)?sheetData\s*>")
NOTHING = Extent(first=1, last=0, columns=0)


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole rows: where they stand in the unpacked worksheet, and how far they reach."""

    line: int  # of the first row, as the spreadsheet program numbers it
    start: int  # bytes
    end: int
    extent: Extent

    def numbered(self, xml: bytes) -> bytes:
        """Write the first row's number into it, where only the rows before told it."""
        row = ROW.within(xml).match(xml)
        if not row or _said(xml):
            return xml
        return b'%b r="%d"%b' % (row[0], self.line, xml[row.end() :])

    def and_then(self, row: "Piece") -> "Piece":
        return replace(self, end=row.end, extent=self.extent | row.extent)

    @property
    def is_too_large(self) -> bool:
        return self.extent.cells > CELLS_AT_ONCE or self.end - self.start > BYTES_AT_ONCE


@dataclass(slots=True)
class Layout:
    """Takes a worksheet as it is unpacked; no tag may lie across two chunks."""

    extent: Extent = NOTHING
    pieces: list[Piece] = field(default_factory=list)
    _at: int = 0
    _rows: int = 0
    _line: int = 0  # of the row that is being read, as are the next three
    _start: int = 0
    _cells: int = 0
    _reach: Extent | None = None
    _open: Piece | None = None
    _has_ended: bool = False

    def add(self, chunk: bytes) -> None:
        if self._has_ended:
            return
        end = END.search(chunk) if b"sheetData" in chunk else None
        rows = chunk[: end.start()] if end else chunk
        cuts = [*(row.start() for row in ROW.within(rows).finditer(rows)), len(rows)]
        self._go_on(rows[: cuts[0]])
        for start, stop in pairwise(cuts):
            self._begin(rows[start:stop])
        if end:
            self.finish()

    def finish(self) -> None:
        """What comes after the rows, if anything, is not read."""
        if not self._has_ended:
            self._keep_row()
            self._close(None)
        self._has_ended = True

    @property
    def is_too_far(self) -> bool:
        reach = self.extent
        return (
            reach.columns > MOST_COLUMNS
            or reach.cells > MOST_CELLS
            or len(self.pieces) > MOST_PIECES
            or any(piece.extent.cells > CELLS_AT_ONCE for piece in self.pieces)
        )

    @property
    def longest(self) -> int:
        """Bytes of the longest piece, which is a single row where it is very long."""
        return max((piece.end - piece.start for piece in self.pieces), default=0)

    def _begin(self, xml: bytes) -> None:
        self._keep_row()
        self._line = _said(xml) or self._line + 1
        self._start, self._cells, self._reach = self._at, 0, None
        self._go_on(xml)

    def _go_on(self, xml: bytes) -> None:
        self._at += len(xml)
        if self._line:
            self._cells += len(CELL.within(xml).findall(xml))
            reach = Extent.of_row(xml, self._line, self._cells)
            self._reach = self._reach | reach if self._reach else reach

    def _keep_row(self) -> None:
        if self._reach is None:
            return
        row = Piece(self._line, self._start, self._at, self._reach)
        self.extent |= row.extent
        joined = self._open.and_then(row) if self._open else row
        if self._open and (joined.is_too_large or self._rows == HEADER_WITHIN):
            self._close(row)
        else:
            self._open = joined
        self._rows += 1

    def _close(self, then: Piece | None) -> None:
        if self._open and len(self.pieces) <= MOST_PIECES:
            self.pieces.append(self._open)
        self._open = then


def _said(xml: bytes) -> int:
    """The number that a row gives itself; 0 where it gives none."""
    found = SAID.match(xml)
    return int(found[1]) if found else 0
