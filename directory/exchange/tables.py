"""Any list as a table whose columns are known by name: a workbook's sheet, or a text file."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.exchange import archive
from directory.exchange.delimited import TextSheet
from directory.exchange.extent import MOST_COLUMNS
from directory.exchange.layout import HEADER_WITHIN
from directory.exchange.spreadsheet import Row, Workbook
from directory.exchange.text import Cell, cell_text, folded_name
from directory.exchange.unreadable import UnreadableFileError

Lines = Callable[[], Iterator[tuple[int, Sequence[Cell]]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """A line that may be a header. `names` are its cells as they stand, tidy."""

    line: int
    names: tuple[str, ...]
    lines: Lines

    @property
    def columns(self) -> dict[str, int]:
        """By folded name; of equal ones the first."""
        named = reversed(list(enumerate(map(folded_name, self.names))))
        return {name: place for place, name in named if name}

    @property
    def repeated(self) -> set[str]:
        counted = Counter(filter(None, map(folded_name, self.names)))
        return {name for name, count in counted.items() if count > 1}

    def rows(self) -> Iterator[Row]:
        columns = self.columns
        for line, cells in self.lines():
            if line > self.line and any(map(cell_text, cells)):
                yield Row(line, columns, cells)


@dataclass(frozen=True, slots=True)
class Book:
    """A file, and the lines in it that may be headers."""

    path: Path
    heads: tuple[Head, ...]
    properties: str  # what a workbook says of itself

    def table(self, wanted: Sequence[str]) -> Head:
        """The table with most of the columns wanted, by folded name."""
        return max(
            self.heads, key=lambda head: (len(head.columns.keys() & set(wanted)), -head.line)
        )

    def fullest(self) -> Head:
        """The likeliest header of a file that nothing is known of: words in most cells."""
        return max(self.heads, key=lambda head: (_words(head), -head.line))


def read(path: Path) -> Book:
    """Open a workbook or a text file, whatever its name ends with. Raises UnreadableFileError."""
    if archive.is_archive(path):
        return of_workbook(Workbook(path))
    return _book(path, [TextSheet.open(path).rows], "")


def of_workbook(book: Workbook) -> Book:
    """The same, of a workbook that is open already."""
    return _book(book.path, [sheet.rows for sheet in book.sheets], book.properties)


def _book(path: Path, lists: Iterable[Lines], properties: str) -> Book:
    heads = tuple(head for lines in lists for head in _heads(lines))
    if not heads:
        raise UnreadableFileError(f"{path.name} has no line with names of columns.")
    if max(len(head.names) for head in heads) > MOST_COLUMNS:
        raise UnreadableFileError(f"{path.name} has more than {MOST_COLUMNS:,} columns.")
    return Book(path, heads, properties)


def _heads(lines: Lines) -> Iterator[Head]:
    for (line, cells), _ in zip(lines(), range(HEADER_WITHIN), strict=False):
        names = tuple(map(cell_text, cells))
        if any(names):
            yield Head(line=line, names=names, lines=lines)


def _words(head: Head) -> int:
    return sum(any(map(str.isalpha, name)) for name in set(head.names))
