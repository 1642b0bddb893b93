"""The formats that can be read, by the names that `directory import --format` knows."""

from collections.abc import Callable, Mapping
from pathlib import Path

from directory.exchange import samhsa_directory
from directory.exchange.records import Given, PublishedList
from directory.exchange.unreadable import UnreadableFileError

AUTO = "auto"
Reader = Callable[[Path, Given], PublishedList]
READERS: Mapping[str, Reader] = {
    "samhsa-directory": samhsa_directory.read,
}


def read(path: Path, named: str, given: Given) -> PublishedList:
    """Read it in the format named, or in the first that can. Raises UnreadableFileError."""
    readers = list(READERS.values()) if named == AUTO else [READERS[named]]
    for reader in readers[:-1]:
        try:
            return _read(reader, path, given)
        except UnreadableFileError:
            continue
    return _read(readers[-1], path, given)


def _read(reader: Reader, path: Path, given: Given) -> PublishedList:
    """A list of nothing would say that every site it ever named is gone."""
    published = reader(path, given)
    if not published.records:
        raise UnreadableFileError(f"{path.name} has no row that describes a facility.")
    return published
