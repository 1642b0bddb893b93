"""Several CSV files written side by side, then put into one zip, which takes one at a time.

Equal contents make equal bytes: no file in the zip says when it was made.
"""

import csv
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO, TextIOWrapper
from os import SEEK_END
from tempfile import TemporaryFile
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from directory.domain import cells

LEVEL = 4  # twice as quick as 6, for a tenth more
PLAIN_FILE = 0o644 << 16

Cell = str | float | None


class Sheet:
    """A CSV file under way: UTF-8, a header, nothing that a spreadsheet program would run."""

    def __init__(self, target: BinaryIO, columns: Sequence[str]) -> None:
        self._text = TextIOWrapper(target, encoding="utf-8", newline="")
        self._rows = csv.writer(self._text)
        self._rows.writerow(columns)

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Numbers stay numbers; None is an empty cell."""
        for row in rows:
            self._rows.writerow(
                [cells.harmless(cell) if type(cell) is str and cell else cell for cell in row]
            )

    def finish(self) -> None:
        """Write out what waits. The target stays open."""
        self._text.flush()
        self._text.detach()


@contextmanager
def zipped(
    target: BinaryIO, texts: Mapping[str, str], tables: Mapping[str, Sequence[str]]
) -> Iterator[dict[str, Sheet]]:
    """Open a sheet for each table, by name and columns; at the end, put all into a zip.

    Until then they lie on the disk, and memory holds a row at a time.
    """
    with ExitStack() as stack:
        files = {name: cast(BinaryIO, stack.enter_context(TemporaryFile())) for name in tables}
        sheets = {name: Sheet(files[name], columns) for name, columns in tables.items()}
        yield sheets
        with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
            for name, text in texts.items():
                _pack(archive, name, BytesIO(text.encode()))
            for name, sheet in sheets.items():
                sheet.finish()
                _pack(archive, name, files[name])


def _pack(archive: ZipFile, name: str, file: BinaryIO) -> None:
    entry = ZipInfo(name)  # its date is 1980, the first that a zip knows
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = PLAIN_FILE
    entry.file_size = file.seek(0, SEEK_END)  # tells zipfile whether the long form is needed
    file.seek(0)
    with archive.open(entry, "w") as member:
        shutil.copyfileobj(file, member, 1 << 20)
