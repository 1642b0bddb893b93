"""Rows of a text file as csv reads them, within bounds."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from directory.exchange.unreadable import UnreadableFileError

LONGEST_ROW = 1_000_000  # letters; a row goes over several lines where its cells do


def check_size(path: Path, most: int) -> None:
    """Raise UnreadableFileError on a file that is too large to begin with, or cannot be opened."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be opened: {error.strerror}.") from error
    if size > most:
        raise UnreadableFileError(
            f"{path.name} has more than {most // 1_000_000} megabytes; split it."
        )


class TextRows:
    """Row after row, none of them too long, whatever quotation marks hold together."""

    def __init__(
        self, path: Path, file: TextIO, *, delimiter: str = ",", strict: bool = False
    ) -> None:
        self._path = path
        self._file = file
        self._letters = 0  # of the row that is being read
        self._reader = csv.reader(self._lines(), delimiter=delimiter, strict=strict)

    def __iter__(self) -> Iterator[list[str]]:
        for cells in self._reader:
            self._letters = 0
            yield cells

    @property
    def line(self) -> int:
        """The last line that was read."""
        return self._reader.line_num

    def _lines(self) -> Iterator[str]:
        while line := self._file.readline(LONGEST_ROW):
            self._letters += len(line)
            if self._letters >= LONGEST_ROW:
                raise UnreadableFileError(
                    f"{self._path.name} has a row of more than {LONGEST_ROW:,} characters."
                )
            yield line
