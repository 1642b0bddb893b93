"""Looks into a workbook's archive before it is read: people send all sorts of files."""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812

from directory.exchange.unreadable import UnreadableFileError

ZIP_MAGIC = b"PK\x03\x04"
# What Excel made before 2007, and what it makes today of a workbook with a password.
COMPOUND_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

MOST_BYTES = 400_000_000  # unpacked; the national directories take 12 million
MOST_CELLS = 10_000_000  # rows times columns, which the reader lays out in memory
CHUNK = 1 << 20
CELL = re.compile(rb'\br="([A-Z]{1,8})([0-9]{1,10})"')
OVERLAP = 32  # a reference may lie across two chunks


def check(path: Path) -> None:
    """Raise UnreadableFileError unless the file is a whole workbook of a size fit to be read."""
    _check_kind(path)
    try:
        with ZipFile(path) as archive:
            _check_archive(archive, path)
    except (BadZipFile, ZlibError, EOFError, NotImplementedError) as error:
        raise UnreadableFileError(
            f"{path.name} is cut short or damaged; fetch it again."
        ) from error
    except RuntimeError as error:  # how zipfile says that a member is encrypted
        raise _locked(path) from error


def properties(path: Path) -> str:
    """Return the document's own title and dates as XML; empty where it has none."""
    with ZipFile(path) as archive:
        try:
            return archive.read("docProps/core.xml").decode("utf-8", "replace")
        except KeyError:
            return ""


def _check_kind(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(1 << 16)
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be opened: {error.strerror}.") from error
    if not head:
        raise UnreadableFileError(f"{path.name} is empty.")
    if head.startswith(COMPOUND_MAGIC):
        raise _locked(path) if ENCRYPTED in path.read_bytes() else _not_a_workbook(path)
    if not head.startswith(ZIP_MAGIC):
        raise _not_a_workbook(path)


def _check_archive(archive: ZipFile, path: Path) -> None:
    members = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        raise _not_a_workbook(path)
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise UnreadableFileError(
            f"{path.name} would unpack to more than {MOST_BYTES // 1_000_000} megabytes."
        )
    for member in members:
        _check_member(archive, member, path)


def _check_member(archive: ZipFile, member: ZipInfo, path: Path) -> None:
    """Read it through: zipfile stops at the size it states and compares the checksum."""
    is_sheet = member.filename.startswith("xl/worksheets/sheet")
    columns = rows = 0
    for chunk in _chunks(archive, member):
        if is_sheet:
            for column, row in CELL.findall(chunk):
                columns = max(columns, _number(column))
                rows = max(rows, int(row))
    if columns * rows > MOST_CELLS:
        raise UnreadableFileError(
            f"{path.name} spans {rows:,} rows and {columns:,} columns, more than can be read."
        )


def _chunks(archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    tail = b""
    with archive.open(member) as file:
        while chunk := file.read(CHUNK):
            yield tail + chunk
            tail = chunk[-OVERLAP:]


def _number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _locked(path: Path) -> UnreadableFileError:
    return UnreadableFileError(f"{path.name} is protected by a password; save it without one.")


def _not_a_workbook(path: Path) -> UnreadableFileError:
    return UnreadableFileError(f"{path.name} is not an Excel workbook (.xlsx).")
