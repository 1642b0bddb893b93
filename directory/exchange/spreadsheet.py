"""Workbooks as tables whose columns are known by name."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from directory.exchange import archive, workbook_parts
from directory.exchange.frame import Frame
from directory.exchange.sheet import Sheet
from directory.exchange.text import Cell, cell_text, folded_name
from directory.exchange.unreadable import UnreadableFileError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; a cell is asked for by its column's folded name."""

    line: int  # as the spreadsheet program numbers it
    columns: dict[str, int]
    cells: Sequence[Cell]

    def __getitem__(self, column: str) -> str:
        """Return the cell's tidy text, empty where the table has no such column."""
        place = self.columns.get(column, len(self.cells))
        return cell_text(self.cells[place]) if place < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """The lines below a header that hold anything."""

    sheet: Sheet
    header_line: int
    columns: dict[str, int]  # by folded name, where in a line
    repeated: frozenset[str]  # names that stand twice

    def __iter__(self) -> Iterator[Row]:
        for line, cells in self.sheet.rows():
            if line > self.header_line and any(cell_text(cell) for cell in cells):
                yield Row(line, self.columns, cells)


class Workbook:
    def __init__(self, path: Path) -> None:
        """Open it. Raises UnreadableFileError with one sentence on whatever is wrong."""
        layouts = archive.check(path)
        self.path = path
        with ZipFile(path) as zipped:
            frame = Frame.of(zipped)
            named = workbook_parts.sheets(zipped)
            self.properties = workbook_parts.properties(zipped)
        self.sheets = [
            Sheet(name, path, member, layouts[member], frame)
            for name, member in named
            if member in layouts  # charts stand elsewhere
        ]
        self._tables = [table for sheet in self.sheets for table in _tables(sheet)]

    def has(self, columns: Sequence[str]) -> bool:
        """Whether a sheet has all of these columns."""
        return any(set(columns) <= table.columns.keys() for table in self._tables)

    def table(self, required: Sequence[str], what: str) -> Table:
        """Return the table with these columns, on whatever sheet. `what` names it in errors."""
        best = max(self._tables, key=lambda table: len(_shared(table, required)), default=None)
        if best is None or len(_shared(best, required)) * 2 < len(required):
            raise UnreadableFileError(
                f"{self.path.name} has no sheet with {what} (columns {_listed(required)})."
            )
        missing = [name for name in required if name not in best.columns]
        if missing:
            raise UnreadableFileError(
                f"The sheet {best.sheet.name} of {self.path.name} has no column {_listed(missing)}."
            )
        if twice := sorted(best.repeated.intersection(required)):
            raise UnreadableFileError(
                f"The sheet {best.sheet.name} of {self.path.name} has two columns {_listed(twice)}."
            )
        return best


def _tables(sheet: Sheet) -> Iterator[Table]:
    """Each of the sheet's first lines, taken for a header."""
    for line, cells in sheet.head():
        names = [folded_name(cell_text(cell)) for cell in cells]
        columns = {name: place for place, name in reversed(list(enumerate(names))) if name}
        counted = Counter(filter(None, names))
        repeated = frozenset(name for name, count in counted.items() if count > 1)
        yield Table(sheet, line, columns, repeated)


def _shared(table: Table, required: Sequence[str]) -> list[str]:
    return [name for name in required if name in table.columns]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
