"""What a workbook holds besides its rows: its sheets' names, texts that cells share, its title."""

import re
from collections.abc import Iterator
from posixpath import join, normpath
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

from directory.exchange.archive import WORKBOOK
from directory.exchange.unreadable import UnreadableFileError

RELATIONS = "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"
PROPERTIES = "docProps/core.xml"
CHUNK = 1 << 20
MOST_BYTES = 64_000_000  # of texts that cells share, which are held in memory
MOST_STRINGS = 2_000_000
MOST_OF_OTHERS = 8_000_000  # bytes
MOST_SHEETS = 1_000
STRING = re.compile(rb"<(?:[^\s:<>/]+:)?si[\s/>]")

Attributes = dict[str, str]


def sheets(archive: ZipFile) -> list[tuple[str, str]]:
    """The sheets' names, each with the member of the archive that holds it."""
    targets = {
        relation.get("Id", ""): normpath(join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in _elements(archive, RELATIONS, "Relationship")
    }
    named = [(each.get("name", ""), _relation(each)) for each in _sheets(archive)]
    if len(named) > MOST_SHEETS:
        raise UnreadableFileError(f"{_name(archive)} has more than {MOST_SHEETS:,} sheets.")
    return [(name, targets.get(relation, "")) for name, relation in named]


def counts_days_from_1904(archive: ZipFile) -> bool:
    """As spreadsheets of old Macintosh machines do."""
    settings = _elements(archive, WORKBOOK, "workbookPr")
    return any(each.get("date1904") in ("1", "true") for each in settings)


def properties(archive: ZipFile) -> str:
    """Return the document's own title and dates as XML; empty where it has none."""
    found = _found(archive, PROPERTIES)
    if not found:
        return ""
    with _open(archive, found, MOST_OF_OTHERS) as file:
        return file.read().decode("utf-8", "replace")


def copy(archive: ZipFile, member: str, to: ZipFile) -> None:
    """Take over styles or shared texts, if there are any. Raises UnreadableFileError."""
    found = _found(archive, member)
    if found:
        with _open(archive, found, MOST_BYTES) as file, to.open(member, "w") as copied:
            for chunk in _counted(file, _name(archive)):
                copied.write(chunk)


def _counted(file: IO[bytes], name: str) -> Iterator[bytes]:
    strings = 0
    while chunk := file.read(CHUNK):
        strings += len(STRING.findall(chunk))
        if strings > MOST_STRINGS:
            raise UnreadableFileError(f"{name} has more than {MOST_STRINGS:,} different texts.")
        yield chunk


def _open(archive: ZipFile, member: str, most: int) -> IO[bytes]:
    if archive.getinfo(member).file_size > most:
        raise UnreadableFileError(
            f"{_name(archive)} has more than {most // 1_000_000} megabytes in {member}."
        )
    return archive.open(member)


def _found(archive: ZipFile, member: str) -> str:
    """The name as the archive writes it: some programs write all of it small."""
    names = (name for name in archive.namelist() if name.casefold() == member.casefold())
    return next(names, "")


def _sheets(archive: ZipFile) -> list[Attributes]:
    return _elements(archive, WORKBOOK, "sheet")


def _relation(sheet: Attributes) -> str:
    return next((said for name, said in sheet.items() if name.rpartition(":")[2] == "id"), "")


def _elements(archive: ZipFile, member: str, name: str) -> list[Attributes]:
    """The attributes of all elements of a name, whatever their prefix."""
    found: list[Attributes] = []

    def begin(tag: str, attributes: Attributes) -> None:
        if tag.rpartition(":")[2] == name:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    try:
        with _open(archive, member, MOST_OF_OTHERS) as file:
            parser.ParseFile(file)
    except (expat.ExpatError, KeyError) as error:
        raise UnreadableFileError(f"{_name(archive)} cannot be read as a workbook.") from error
    return found


def _name(archive: ZipFile) -> str:
    return (archive.filename or "").rpartition("/")[2]
