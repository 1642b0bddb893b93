"""Looks into a workbook's archive before it is read: people send all sorts of files."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812

from directory.exchange.extent import Extent
from directory.exchange.unreadable import UnreadableFileError

ZIP_MAGIC = b"PK\x03\x04"
# What Excel made before 2007, and what it makes today of a workbook with a password.
COMPOUND_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

MOST_BYTES = 400_000_000  # unpacked; the national directories take 12 million
CHUNK = 1 << 20
LONGEST_TAG = 1_000  # bytes; a tag may lie across two chunks
MOST_MEMBERS = 10_000


def is_archive(path: Path) -> bool:
    """Whether a file is rather a workbook than text, whatever its name ends with."""
    try:
        with path.open("rb") as file:
            head = file.read(len(COMPOUND_MAGIC))
    except OSError:
        return False
    return head.startswith((ZIP_MAGIC, COMPOUND_MAGIC))


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


def _check_archive(archive: ZipFile, path: Path) -> None:
    members = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        raise _not_a_workbook(path)
    if sum(member.file_size for member in members) > MOST_BYTES or len(members) > MOST_MEMBERS:
        raise UnreadableFileError(
            f"{path.name} would unpack to more than {MOST_BYTES // 1_000_000} megabytes."
        )
    for member in members:
        _check_member(archive, member, path)


def _check_member(archive: ZipFile, member: ZipInfo, path: Path) -> None:
    """Read it through: zipfile stops at the size it states and compares the checksum."""
    is_sheet = member.filename.startswith("xl/worksheets/")
    extent = Extent()
    for chunk in _chunks(archive, member):
        if is_sheet:
            extent.add(chunk)
        if member.filename.endswith(".xml") and len(chunk) >= CHUNK and b"<" not in chunk:
            raise UnreadableFileError(f"{path.name} has a cell of more than a million letters.")
    if extent.is_too_far:
        raise UnreadableFileError(
            f"{path.name} spans {extent.rows:,} rows and {extent.columns:,} columns, "
            "more than can be read."
        )


def _chunks(archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    """Pieces that end with a whole tag, where they can."""
    tail = b""
    with archive.open(member) as file:
        while chunk := file.read(CHUNK):
            piece = tail + chunk
            cut = piece.rfind(b"<")
            tail = piece[cut:] if 0 < len(piece) - cut < LONGEST_TAG else b""
            yield piece[: len(piece) - len(tail)]
    yield tail


def _locked(path: Path) -> UnreadableFileError:
    return UnreadableFileError(f"{path.name} is protected by a password; save it without one.")


def _not_a_workbook(path: Path) -> UnreadableFileError:
    return UnreadableFileError(f"{path.name} is not an Excel workbook (.xlsx).")
