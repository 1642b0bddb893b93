"""One Whoosh segment as arrays, mapped from its files."""

import mmap
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from struct import Struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import whoosh3
from whoosh.codec.base import Segment as Stored
from whoosh.fields import Schema
from whoosh.filedb.filestore import Storage
from whoosh.util.numeric import byte_to_length

from directory.search.text import codec
from directory.search.text.inversion import Postings

LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.int64)

_WIDTHS = {"pk": 4}  # bytes of one value, where not 1
_TERM = Struct("!BfIBBfIIqi")  # whoosh3.W3TermInfo and where its postings lie


class Entry(NamedTuple):
    """A word in the dictionary of a field."""

    documents: int  # deleted ones too
    offset: int
    length: int


class Segment:
    """What never changes about a segment. Which of its documents are deleted is not part of it.

    Raises OSError or ValueError when files are missing or torn.
    """

    def __init__(self, storage: Storage, schema: Schema, segment: Stored) -> None:
        self.id: str = segment.segment_id()
        self.count: int = segment.doc_count_all()
        self._names = [name for name in schema.names() if schema[name].indexed]
        self._folder = Path(storage.folder)
        self._postings = _mapped(self._folder / f"{self.id}{whoosh3.W3Codec.POSTS_EXT}")
        self.pks = keys(storage, segment)
        self.totals: dict[str, int] = dict(segment._fieldlengths)
        self.dictionary = self._dictionary(storage, segment)

    def postings(self, field: str, text: bytes) -> Postings:
        entry = self.dictionary[field].get(text)
        if entry is None:
            return _NOTHING
        return codec.postings_at(self._postings, (entry.offset, entry.length), entry.documents)

    def lengths(self, field: str) -> NDArray[np.int64]:
        return LENGTHS[self.length_bytes[field]]

    @cached_property
    def length_bytes(self) -> dict[str, NDArray[np.uint8]]:
        return {
            name: _column(self._folder, (self.id, self.count), whoosh3._lenfield(name))
            for name in self._names
        }

    @cached_property
    def first_places(self) -> dict[str, NDArray[np.int64]]:
        """The first place of each document in each field, and the number of places at the end.

        One place stays free after each document, so that no phrase reaches into the next.
        """
        return {
            name: np.concatenate([[0], np.cumsum(self.lengths(name) + 1)]) for name in self._names
        }

    def left(self, field: str, kept: NDArray[np.bool_]) -> Iterator[tuple[bytes, Postings]]:
        """Every word with its postings in the documents that are kept, these numbered anew."""
        numbers = (np.cumsum(kept) - 1).astype(np.uint32)
        for text in self.dictionary[field]:
            docs, frequencies, positions = self.postings(field, text)
            mine = kept[docs]
            if mine.any():
                yield (
                    text,
                    Postings(
                        numbers[docs[mine]],
                        frequencies[mine],
                        positions[np.repeat(mine, frequencies)],
                    ),
                )

    def _dictionary(self, storage: Storage, segment: Stored) -> dict[str, dict[bytes, Entry]]:
        fields: dict[str, dict[bytes, Entry]] = {name: {} for name in self._names}
        reader = segment.codec().terms_reader(storage, segment)
        end = 0
        for key, value in reader._tindex.items():
            name, text = reader._keydecoder(bytes(key))
            _, _, count, *_, offset, length = _TERM.unpack(value)
            fields[name][text] = Entry(count, offset, length)
            end = max(end, offset + length)
        reader.close()
        if end > len(self._postings):
            raise ValueError(f"The postings of {self.id} are cut off.")
        return fields


def deleted(segment: Stored) -> NDArray[np.int64]:
    return np.fromiter(segment.deleted_docs(), np.int64)


def keys(storage: Storage, segment: Stored) -> NDArray[np.int64]:
    """The id of the site that each document is about."""
    owner = (segment.segment_id(), segment.doc_count_all())
    return _column(Path(storage.folder), owner, "pk").view(">u4").astype(np.int64)


def _column(folder: Path, owner: tuple[str, int], name: str) -> NDArray[np.uint8]:
    """The bytes of a column, as many for each document of the segment."""
    segment, count = owner
    values = _mapped(folder / f"{segment}.{name}{whoosh3.W3Codec.COLUMN_EXT}")
    if len(values) != count * _WIDTHS.get(name, 1):
        raise ValueError(f"The column {name} of {segment} is cut off.")
    return values


def _mapped(path: Path) -> NDArray[np.uint8]:
    with path.open("rb") as file:
        if not file.seek(0, 2):
            return np.zeros(0, np.uint8)
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), np.uint8)


_NOTHING = Postings(np.zeros(0, np.uint32), np.zeros(0, np.uint16), np.zeros(0, np.uint16))
