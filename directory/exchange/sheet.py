"""A workbook's sheet, of which only a few rows are held in memory at a time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from zipfile import ZipFile

from python_calamine import CalamineError

from directory.exchange.frame import Frame
from directory.exchange.layout import HEADER_WITHIN, Piece
from directory.exchange.text import Cell
from directory.exchange.unreadable import UnreadableFileError

MOST_ROWS = 200_000  # that hold anything; a text file may have no more either
# A cell that says nothing, where what follows does not count on it to know its own place.
EMPTY = re.compile(
    rb"""<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")? t="inlineStr"><is><t></t></is></c>(?=<c r="|</row>)"""
)

Line = tuple[int, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    path: Path
    member: str  # of the archive
    pieces: Sequence[Piece]
    frame: Frame

    def rows(self) -> Iterator[Line]:
        """Each line that there is, with its number. Raises UnreadableFileError."""
        count = 0
        for line, cells in self._lines():
            count += any(cells)
            if count > MOST_ROWS:
                raise UnreadableFileError(f"{self.path.name} has more than {MOST_ROWS:,} rows.")
            yield line, cells

    def head(self) -> Iterator[Line]:
        """The first lines, one of which may be the header."""
        return takewhile(lambda row: row[0] <= HEADER_WITHIN, self.rows())

    def _lines(self) -> Iterator[Line]:
        with ZipFile(self.path) as archive, archive.open(self.member) as file:
            for piece in self.pieces:
                file.seek(piece.start)
                yield from self._laid_out(piece, file.read(piece.end - piece.start))

    def _laid_out(self, piece: Piece, xml: bytes) -> Iterator[Line]:
        try:
            sheet = self.frame.around(EMPTY.sub(b"", piece.numbered(xml)))
        except CalamineError as error:
            raise UnreadableFileError(f"{self.path.name} cannot be read as a workbook.") from error
        top, left = sheet.start or (0, 0)
        before = [""] * left
        for line, cells in enumerate(sheet.to_python(), start=top + 1):
            yield line, [*before, *cells] if left else cells
