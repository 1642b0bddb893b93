"""The cards of an index in one file, one after another. It grows; what is of the past is blank."""

import logging
import os
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np

from directory.search.bits import Numbers
from directory.search.text import files

log = logging.getLogger(__name__)

NAME = "cards"
Place = tuple[int, int]  # of a card: the octet where it begins, and how many it has
NOWHERE: Place = (0, 0)


class Adding:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._end = file.seek(0, os.SEEK_END)

    def add(self, octets: bytes) -> Place:
        place = (self._end, len(octets))
        self._file.write(octets)
        self._end += len(octets)
        return place


@contextmanager
def adding(folder: Path) -> Iterator[Adding]:
    """Add cards at the end. Of two at once one may lie about its places; stamps tell."""
    with (folder / NAME).open("ab") as file:
        yield Adding(file)


class CardFile:
    """Threads and forked processes may share one, and others may add to the file meanwhile."""

    def __init__(self, folder: Path) -> None:
        """Raises FileNotFoundError where there is none."""
        self._path = folder / NAME
        self._descriptor = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._descriptor)

    def read(self, place: Place) -> bytes:
        """What stands there; fewer octets where the file ends before, or cannot be read."""
        start, length = place
        try:
            return os.pread(self._descriptor, length, start)
        except OSError as error:
            log.warning("A card in %s cannot be read: %s", self._path, error)
            return b""

    def blank(self, places: Iterable[Place]) -> None:
        """Leave nothing of cards that are of the past: a street may be private now.

        Whoever still looks there finds no card, and asks the database.
        """
        try:
            with self._path.open("rb+") as file:
                for start, length in places:
                    file.seek(start)
                    file.write(bytes(length))
        except OSError as error:
            log.warning("Cards of the past stay in %s: %s", self._path, error)

    def renewed(self, folder: Path, places: Numbers, rows: Numbers) -> Numbers:
        """Give the file to another folder too; without cards of no row where those are most of it.

        Returns the places there. `places`: one a row.
        """
        size = os.fstat(self._descriptor).st_size
        if size <= 2 * int(places[rows, 1].sum()):
            files.name_again(self._path, folder / NAME)
            return places
        moved = np.zeros_like(places)
        with adding(folder) as added:
            for row in rows[np.argsort(places[rows, 0])].tolist():
                start, length = places[row].tolist()
                moved[row] = added.add(os.pread(self._descriptor, length, start))
        return moved
