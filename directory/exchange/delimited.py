"""Tables in text files: values parted by commas, semicolons, tabs or bars."""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from directory.exchange import text_rows
from directory.exchange.extent import MOST_COLUMNS
from directory.exchange.text_rows import LONGEST_ROW, TextRows
from directory.exchange.unreadable import UnreadableFileError

DELIMITERS = (",", ";", "\t", "|")
MOST_BYTES = 200_000_000
MOST_ROWS = 200_000
CHUNK = 1 << 20
HEADER_WITHIN = 10  # lines; titles may stand above the header
MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
GUESSED = ("utf-8", "cp1252")  # what spreadsheet programs write besides


@dataclass(frozen=True, slots=True)
class TextSheet:
    """A text file as the lines of a table, each read anew."""

    path: Path
    encoding: str
    delimiter: str

    @classmethod
    def open(cls, path: Path, most_bytes: int = MOST_BYTES) -> "TextSheet":
        """Find out how the file is written. Raises UnreadableFileError."""
        text_rows.check_size(path, most_bytes)
        encoding = _encoding(path)
        with path.open(encoding=encoding, newline="") as file:
            lines = file.read(LONGEST_ROW).splitlines()[:HEADER_WITHIN]
        most = max(
            DELIMITERS, key=lambda mark: max((line.count(mark) for line in lines), default=0)
        )
        return cls(path, encoding, most)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each line that holds anything, with the number of the line on which it begins."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            yield from self._rows(TextRows(self.path, file, delimiter=self.delimiter, strict=True))

    def first(self, count: int) -> list[tuple[int, list[str]]]:
        return list(islice(self.rows(), count))

    def _rows(self, rows: TextRows) -> Iterator[tuple[int, list[str]]]:
        before = count = 0
        try:
            for cells in rows:
                if any(cells):
                    count += 1
                    self._check(count, len(cells))
                    yield before + 1, cells
                before = rows.line
        except csv.Error as error:
            raise UnreadableFileError(
                f"{self.path.name} {_explained(error, before + 1)}"
            ) from error

    def _check(self, rows: int, columns: int) -> None:
        for what, count, most in (("rows", rows, MOST_ROWS), ("columns", columns, MOST_COLUMNS)):
            if count > most:
                raise UnreadableFileError(f"{self.path.name} has more than {most:,} {what}.")


def _explained(error: csv.Error, line: int) -> str:
    if "field limit" in str(error):
        return f"has a cell of more than {csv.field_size_limit():,} characters on line {line}."
    if "end of data" in str(error):
        return f"is cut short, or a quotation mark that opens on line {line} is never closed."
    return f"cannot be read from line {line} on: a quotation mark inside a cell is not doubled."


def _encoding(path: Path) -> str:
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be opened: {error.strerror}.") from error
    if not head:
        raise UnreadableFileError(f"{path.name} is empty.")
    marked = [name for mark, name in MARKS.items() if head.startswith(mark)]
    fits = (name for name in marked or GUESSED if _is_written_in(path, name))
    found = next(fits, "")
    if not found:
        raise UnreadableFileError(
            f"{path.name} is not text in UTF-8, UTF-16 or Windows-1252; save it as CSV in UTF-8."
        )
    return found


def _is_written_in(path: Path, encoding: str) -> bool:
    """Raises UnreadableFileError where the bytes are no text at all."""
    decoder = getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                if "\0" in decoder.decode(chunk):
                    raise UnreadableFileError(
                        f"{path.name} holds NUL bytes: it is no text, or UTF-16 without its mark."
                    )
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return True
