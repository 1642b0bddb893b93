"""The formats that can be read, by the names that `directory import --format` knows."""

from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZipFile

from directory.exchange import (
    archive,
    findtreatment_api,
    findtreatment_export,
    ladders,
    mapped,
    own_csv,
    own_csv_writing,
    samhsa_directory,
    tables,
)
from directory.exchange.delimited import TextSheet
from directory.exchange.records import Given, PublishedList
from directory.exchange.spreadsheet import Workbook
from directory.exchange.text import folded_name
from directory.exchange.unreadable import UnreadableFileError

AUTO = "auto"
CSV = "csv"
OWN_PACKAGE = "sites.csv"
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
JSON_BEGINS = (b"{", b"[")
Reader = Callable[[Path, Given], PublishedList]


def _csv(path: Path, given: Given) -> PublishedList:
    """Any table by a mapping; without one, only what `directory export csv` writes."""
    own = given.mapping is None and _is_own(path)
    return own_csv.read(path, given) if own else mapped.read(path, given)


READERS: Mapping[str, Reader] = {
    "samhsa-directory": samhsa_directory.read,
    "findtreatment-export": findtreatment_export.read,
    "findtreatment-api": findtreatment_api.read,
    "ladders": ladders.read,
    CSV: _csv,
}


def read(path: Path, named: str, given: Given) -> PublishedList:
    """Read it in the format named, or in the one it is in. Raises UnreadableFileError.

    A list of nothing would say that every site it ever named is gone.
    """
    published = READERS[named](path, given) if named != AUTO else _recognized(path, given)
    if not published.records:
        raise UnreadableFileError(f"{path.name} has no row that describes a facility.")
    return published


def _recognized(path: Path, given: Given) -> PublishedList:
    if given.mapping:
        return mapped.read(path, given)
    if archive.is_archive(path):
        return own_csv.read(path, given) if _is_package(path) else _of_book(Workbook(path), given)
    if path.suffix.lower() in WORKBOOKS:
        return _of_book(Workbook(path), given)  # which says that it is none
    return _of_text(path, given)


def _of_text(path: Path, given: Given) -> PublishedList:
    if _begins(path).startswith(JSON_BEGINS):
        return findtreatment_api.read(path, given)
    columns = _columns(path)
    if own_csv_writing.TABLE in columns:
        return own_csv.read(path, given)
    reader = ladders.read if columns >= ladders.COLUMNS else mapped.read
    return reader(path, given)


def _of_book(book: Workbook, given: Given) -> PublishedList:
    if book.has(samhsa_directory.FACILITY_COLUMNS[-1:]):
        return samhsa_directory.read_book(book, given)
    if book.has(findtreatment_export.NEEDED):
        return findtreatment_export.read_book(book, given)
    if book.has(findtreatment_export.NEEDED[:2]):
        return samhsa_directory.read_book(book, given)  # which says what is missing
    return mapped.read_book(tables.of_workbook(book), given)


def _is_own(path: Path) -> bool:
    if archive.is_archive(path):
        return _is_package(path)
    return own_csv_writing.TABLE in _columns(path)


def _is_package(path: Path) -> bool:
    try:
        with ZipFile(path) as zipped:
            return OWN_PACKAGE in zipped.namelist()
    except (*archive.TORN, ValueError):
        return False


def _columns(path: Path) -> set[str]:
    """The names in a text file's first line. Raises UnreadableFileError where it is no text."""
    return {
        folded_name(cell)
        for _, cells in TextSheet.open(path, own_csv.MOST_BYTES).first(1)
        for cell in cells
    }


def _begins(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError:
        return b""
