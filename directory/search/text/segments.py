"""One Whoosh segment as arrays, mapped from its files."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from struct import Struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import whoosh3
from whoosh.codec.base import Segment as Stored
from whoosh.filedb.filestore import Storage
from whoosh.filedb.filetables import OrderedHashReader
from whoosh.util.numeric import byte_to_length

from directory.search.text import codec, files, schema, synonyms
from directory.search.text.postings import NOTHING, Block, Postings
from directory.search.text.spelling import Lexicon
from directory.search.text.synonyms import Synonyms

LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.int64)

_LENGTHS = Struct("!ii")  # of a key and its value, before them in the dictionary
_KEY = _LENGTHS.size + 2  # where the word begins, after the number of its field


class Entry(NamedTuple):
    """A word in the dictionary of a field."""

    documents: int  # deleted ones too
    offset: int
    length: int


class Segment:
    """What never changes about a segment. Which of its documents are deleted is not part of it.

    Raises OSError or ValueError when files are missing or torn.
    """

    def __init__(self, storage: Storage, segment: Stored) -> None:
        self.id: str = segment.segment_id()
        self.count: int = segment.doc_count_all()
        self._files = files.whole(Path(storage.folder), segment.stamps)
        self._postings = self._files[f"{self.id}{whoosh3.W3Codec.POSTS_EXT}"]
        self.pks: NDArray[np.int64] = self._column("pk").view(">u4").astype(np.int64)
        self.length_bytes = {name: self._column(whoosh3._lenfield(name)) for name in schema.INDEXED}
        self.totals: dict[str, int] = dict(segment._fieldlengths)
        self.dictionary = _dictionary(storage, segment)
        self._starts = list(self.dictionary[schema.STARTS])
        self._lexicons: dict[str, Lexicon] = {}

    def postings(self, field: str, text: bytes) -> Postings:
        entry = self.dictionary[field].get(text)
        if entry is None:
            return NOTHING
        return codec.postings_at(self._postings, (entry.offset, entry.length), entry.documents)

    def lengths(self, field: str) -> NDArray[np.int64]:
        return LENGTHS[self.length_bytes[field]]

    @cached_property
    def first_places(self) -> dict[str, NDArray[np.int64]]:
        """The first place of each document in each field, and the number of places at the end.

        One place stays free after each document, so that no phrase reaches into the next.
        """
        return {
            name: np.concatenate([[0], np.cumsum(self.lengths(name) + 1)])
            for name in schema.INDEXED
        }

    @cached_property
    def synonyms(self) -> Synonyms:
        return Synonyms(self.dictionary[schema.ENTRIES])

    def starting(self, start: bytes) -> list[bytes]:
        """The words of names that begin so."""
        known = self._starts
        return known[bisect_left(known, start) : bisect_left(known, start + b"\xff")]

    def lexicon(self, field: str) -> Lexicon:
        """The words of the field, to look for near ones; made when it is first asked for."""
        lexicon = self._lexicons.get(field)
        if lexicon is None:
            texts = (text for text in self.dictionary[field] if not synonyms.is_entry(text))
            more = self.synonyms.words if field == schema.ENTRIES else []
            lexicon = Lexicon([*(text.decode() for text in texts), *more])
            self._lexicons[field] = lexicon
        return lexicon

    def left(self, field: str, kept: NDArray[np.bool_]) -> Block:
        """The field's words in the documents that are kept, these numbered anew."""
        entries = self.dictionary[field]
        words = np.repeat(np.arange(len(entries)), [each.documents for each in entries.values()])
        parts = zip(*(self.postings(field, text) for text in entries), strict=True)
        docs, frequencies, positions = map(np.concatenate, parts) if entries else NOTHING
        mine = kept[docs]
        numbers = (np.cumsum(kept) - 1).astype(np.uint32)
        left = Postings(
            numbers[docs[mine]], frequencies[mine], positions[np.repeat(mine, frequencies)]
        )
        return Block(list(entries), np.bincount(words[mine], minlength=len(entries)), left)

    def _column(self, name: str) -> files.Octets:
        return self._files[f"{self.id}.{name}{whoosh3.W3Codec.COLUMN_EXT}"]


def deleted(segment: Stored) -> NDArray[np.int64]:
    return np.fromiter(segment.deleted_docs(), np.int64)


def _dictionary(storage: Storage, segment: Stored) -> dict[str, dict[bytes, Entry]]:
    fields: dict[str, dict[bytes, Entry]] = {name: {} for name in schema.INDEXED}
    name = segment.make_filename(whoosh3.W3Codec.TERMS_EXT)
    table = OrderedHashReader.open(storage, name)
    by_number = {number: fields[name] for name, number in table.extras["fieldmap"].items()}
    for number, text, entry in _entries(table):
        by_number[number][text] = entry
    table.close()
    return fields


def _entries(table: OrderedHashReader) -> Iterator[tuple[int, bytes, Entry]]:
    """The number of the field, the word, and what the dictionary has about it, in order."""
    data = bytes(table.dbfile.get(table.startofdata, table.endofdata - table.startofdata))
    at = 0
    while at < len(data):
        key, value = _LENGTHS.unpack_from(data, at)
        start, end = at + _KEY, at + _LENGTHS.size + key
        _, _, documents, _, _, _, _, _, offset, length = codec.TERM.unpack_from(data, end)
        yield (
            data[start - 1] + 256 * data[start - 2],
            data[start:end],
            Entry(documents, offset, length),
        )
        at = end + value
