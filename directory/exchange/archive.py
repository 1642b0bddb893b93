"""Looks into a workbook's archive before it is read: people send all sorts of files."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from lzma import LZMAError
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812

from directory.exchange.layout import LONGEST_ROW, Layout, Piece
from directory.exchange.unreadable import UnreadableFileError

ZIP_MAGIC = b"PK\x03\x04"
# What Excel made before 2007, and what it makes today of a workbook with a password.
COMPOUND_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

WORKBOOK = "xl/workbook.xml"
SHEETS = "xl/worksheets/"
MOST_BYTES = 400_000_000  # unpacked, besides the worksheets
MOST_SHEET_BYTES = 1_000_000_000  # the country's places with a column a code take 480 million
CHUNK = 1 << 20
# What zipfile raises where an archive's own numbers lead nowhere, besides ValueError and OSError.
TORN = (BadZipFile, ZlibError, LZMAError, EOFError, NotImplementedError, struct.error)
MOST_MEMBERS = 10_000

Layouts = Mapping[str, Sequence[Piece]]  # by the worksheet's name in the archive


def is_archive(path: Path) -> bool:
    """Whether a file is rather a workbook than text, whatever its name ends with."""
    try:
        with path.open("rb") as file:
            head = file.read(len(COMPOUND_MAGIC))
    except OSError:
        return False
    return head.startswith((ZIP_MAGIC, COMPOUND_MAGIC))


def check(path: Path) -> Layouts:
    """Raise UnreadableFileError unless the file is a whole workbook of a size fit to be read."""
    _check_kind(path)
    try:
        with ZipFile(path) as archive:
            return _checked(archive, path)
    except UnreadableFileError:
        raise
    except (*TORN, OSError, ValueError) as error:
        raise UnreadableFileError(
            f"{path.name} is cut short or damaged; fetch it again."
        ) from error
    except RuntimeError as error:  # how zipfile says that a member is encrypted
        raise _locked(path) from error


def _check_kind(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(1 << 16)
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be opened: {error.strerror}.") from error
    if not head:
        raise UnreadableFileError(f"{path.name} is empty.")
    if head.startswith(COMPOUND_MAGIC):
        raise _locked(path) if _is_encrypted(path) else _not_a_workbook(path)
    if not head.startswith(ZIP_MAGIC):
        raise _not_a_workbook(path)


def _is_encrypted(path: Path) -> bool:
    """Its directory says so, which may lie anywhere in a file of any length."""
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if ENCRYPTED in tail + chunk:
                return True
            tail = chunk[-len(ENCRYPTED) :]
    return False


def _checked(archive: ZipFile, path: Path) -> Layouts:
    members = archive.infolist()
    if WORKBOOK not in archive.namelist():
        raise _not_a_workbook(path)
    sheets = [member for member in members if member.filename.startswith(SHEETS)]
    others = [member for member in members if not member.filename.startswith(SHEETS)]
    for part, most in ((others, MOST_BYTES), (sheets, MOST_SHEET_BYTES)):
        if sum(member.file_size for member in part) > most or len(part) > MOST_MEMBERS:
            raise UnreadableFileError(
                f"{path.name} would unpack to more than {most // 1_000_000} megabytes."
            )
    for member in others:
        for _ in _chunks(archive, member, path):
            pass
    return {member.filename: _pieces(archive, member, path) for member in sheets}


def _pieces(archive: ZipFile, member: ZipInfo, path: Path) -> Sequence[Piece]:
    layout = Layout()
    for chunk in _chunks(archive, member, path):
        layout.add(chunk)
    layout.finish()
    if layout.is_too_far:
        raise UnreadableFileError(
            f"{path.name} spans {layout.extent.last:,} rows and {layout.extent.columns:,} "
            "columns, more than can be read."
        )
    if layout.longest > LONGEST_ROW:
        most = LONGEST_ROW // 1_000_000
        raise UnreadableFileError(f"{path.name} has a row of more than {most} megabytes.")
    return layout.pieces


def _chunks(archive: ZipFile, member: ZipInfo, path: Path) -> Iterator[bytes]:
    """Read it through: zipfile stops at the size it states and compares the checksum.

    Of XML each chunk but the last ends where a tag begins, so that none is cut in two.
    """
    is_xml = member.filename.endswith(".xml")
    tail = b""
    with archive.open(member) as file:
        while chunk := file.read(CHUNK):
            chunk = tail + chunk
            cut = max(chunk.rfind(b"<"), 0) if is_xml else len(chunk)
            tail = chunk[cut:]
            if len(tail) > CHUNK:
                raise UnreadableFileError(f"{path.name} has a cell of more than a million letters.")
            yield chunk[:cut]
    yield tail


def _locked(path: Path) -> UnreadableFileError:
    return UnreadableFileError(f"{path.name} is protected by a password; save it without one.")


def _not_a_workbook(path: Path) -> UnreadableFileError:
    return UnreadableFileError(f"{path.name} is not an Excel workbook (.xlsx).")
