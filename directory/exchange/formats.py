"""The formats that can be read, by the names that `directory import --format` knows."""

from collections.abc import Callable, Mapping
from pathlib import Path

from directory.exchange import samhsa_directory
from directory.exchange.records import Given, PublishedList
from directory.exchange.unreadable import UnreadableFileError

AUTO = "auto"
READERS: Mapping[str, Callable[[Path, Given], PublishedList]] = {
    "samhsa-directory": samhsa_directory.read,
}


def read(path: Path, named: str, given: Given) -> PublishedList:
    """Read it in the format named, or in the first that can. Raises UnreadableFileError."""
    readers = list(READERS.values()) if named == AUTO else [READERS[named]]
    for reader in readers[:-1]:
        try:
            return reader(path, given)
        except UnreadableFileError:
            continue
    return readers[-1](path, given)
