"""Colorado's directory of licensed programs, read as its mapping file says."""

from dataclasses import replace
from pathlib import Path

from directory.exchange import mapped, mapping
from directory.exchange.records import Given, PublishedList
from directory.exchange.text import folded_name

MAPPING = mapping.FOLDER / "colorado-ladders.toml"
# Columns that no other list has beside each other.
COLUMNS = frozenset(map(folded_name, ("AccountID", "HideAddress", "SubstanceUseServices")))


def read(path: Path, given: Given) -> PublishedList:
    """Raises UnreadableFileError where the file is no such list."""
    return mapped.read(path, replace(given, mapping=mapping.load(MAPPING, given.vocabulary)))
