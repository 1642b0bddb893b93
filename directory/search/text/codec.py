"""How a segment lies on disk: Whoosh's third format, with each word's postings as plain arrays.

Whoosh's matchers read them as they read its own blocks; we map the file into memory and use the
arrays where they lie, so that processes share them and nothing is decoded. One block a word:

    magic, length, statistics | docs u32[n] | frequencies u16[n] | positions u16[sum] | size u32

little-endian, `docs` on a multiple of four, `size` that of the part after the statistics.
"""

from array import array
from collections.abc import Iterator
from pickle import dumps
from struct import Struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import whoosh3
from whoosh.codec.base import Segment as Stored
from whoosh.fields import FieldType
from whoosh.filedb.filestore import Storage
from whoosh.filedb.structfile import StructFile
from whoosh.formats import Format
from whoosh.scoring import BaseScorer
from whoosh.system import pack_ushort

from directory.search.text.postings import Block, Postings

TERM = Struct("!BfIBBfIIqi")  # whoosh3.W3TermInfo and where its postings lie

_INT = Struct("!i")
_ALIGNED = 4
_PREAMBLE = 8  # bytes before the statistics: magic and length


class PackedCodec(whoosh3.W3Codec):
    def per_document_writer(self, storage: Storage, segment: Stored) -> "ColumnFiles":
        return ColumnFiles(storage, segment)

    def field_writer(self, storage: Storage, segment: Stored) -> "PackedFields":
        return PackedFields(self, storage, segment)

    def postings_reader(
        self,
        dbfile: StructFile,
        terminfo: whoosh3.W3TermInfo,
        format_: Format,
        term: tuple[str, bytes] | None = None,
        scorer: BaseScorer | None = None,
    ) -> "PackedMatcher":
        offset, length = terminfo.extent()
        return PackedMatcher(dbfile, offset, length, format_, term=term, scorer=scorer)


class ColumnFiles:
    """Writes each column of a segment whole. Whoosh's own takes a call for each value."""

    def __init__(self, storage: Storage, segment: Stored) -> None:
        self._storage = storage
        self._segment = segment
        self.is_closed = False

    def write(self, column: str, values: bytes) -> None:
        name = PackedCodec.column_filename(self._segment, column)
        with self._storage.create_file(name) as file:
            file.write(values)

    def close(self) -> None:
        self.is_closed = True


class PackedFields(whoosh3.W3FieldWriter):
    """Writes a field in blocks of words; their order is made good at the end of the field."""

    def start_field(self, name: str, field: FieldType) -> None:
        super().start_field(name, field)
        self._entries: dict[bytes, bytes] = {}

    def add_block(self, block: Block, lengths: NDArray[np.uint8]) -> None:
        """`lengths`: of the field in every document of the segment, as Whoosh's length bytes."""
        at = self._postfile.tell()
        written: list[bytes] = []
        for text, data, traits in _cut(block, lengths, self._format.field_boost):
            statistics = dumps((*traits[:3], 0, *traits[3:5]), 2)
            padding = bytes(-(at + _PREAMBLE + len(statistics)) % _ALIGNED)
            length = len(statistics) + len(data) + 4
            head = whoosh3.WHOOSH3_HEADER_MAGIC + _INT.pack(-length)  # negative: the last block
            written += (padding, head, statistics, data, len(data).to_bytes(4, "little"))
            at += len(padding)
            self._entries[text] = _entry(traits, at, _PREAMBLE + length)
            at += _PREAMBLE + length
        self._postfile.write(b"".join(written))

    def finish_field(self) -> None:
        for text in sorted(self._entries):
            self._tindex.add(pack_ushort(self._fieldid) + text, self._entries[text])
        super().finish_field()


class Traits(NamedTuple):
    """What Whoosh keeps of a word beside its postings."""

    documents: int
    last: int
    heaviest: float
    shortest: int  # a length byte
    longest: int
    first: int
    weight: float


def _cut(
    block: Block, lengths: NDArray[np.uint8], boost: float
) -> Iterator[tuple[bytes, bytes, Traits]]:
    """Each word of a block, its arrays as bytes, and its traits."""
    docs, frequencies, positions = block.postings
    ends = np.cumsum(block.counts)
    starts = ends - block.counts
    stops = np.cumsum(frequencies, dtype=np.int64)[ends - 1]
    weights, own = frequencies * boost, lengths[docs]
    columns = (
        block.counts,
        docs[ends - 1],
        np.maximum.reduceat(weights, starts),
        np.minimum.reduceat(own, starts),
        np.maximum.reduceat(own, starts),
        docs[starts],
        np.add.reduceat(weights, starts),
    )
    traits = map(Traits, *(column.tolist() for column in columns))
    bounds = zip(starts.tolist(), ends.tolist(), [0, *stops.tolist()], stops.tolist(), strict=False)
    for text, word, (a, b, start, stop) in zip(block.texts, traits, bounds, strict=True):
        parts = docs[a:b].tobytes(), frequencies[a:b].tobytes(), positions[start:stop].tobytes()
        yield text, b"".join(parts), word


def _entry(traits: Traits, offset: int, length: int) -> bytes:
    """A word's place in the dictionary, as whoosh3.W3TermInfo packs it."""
    documents, last, heaviest, shortest, longest, first, weight = traits
    bounds = (shortest, longest, heaviest, first, last)
    return TERM.pack(0, weight, documents, *bounds, offset, length)


class PackedMatcher(whoosh3.W3LeafMatcher):
    """Whoosh's way through the postings, for checking ours against."""

    def _read(self) -> Postings:
        raw = bytes(self._postfile.get(self._dataoffset, self._nextoffset - self._dataoffset))
        return unpacked(np.frombuffer(raw, np.uint8), self._blocklength)

    def _read_ids(self) -> None:
        self._ids = self._read().docs.tolist()

    def _read_weights(self) -> None:
        weights = self._read().frequencies * self.format.field_boost
        self._weights = array("f", weights.tolist())

    def _read_values(self) -> None:
        _, frequencies, positions = self._read()
        ends = np.cumsum(frequencies, dtype=np.int64)
        self._values = [part.tobytes() for part in np.split(positions, ends[:-1])]


def unpacked(data: NDArray[np.uint8], count: int) -> Postings:
    """Return the arrays of a block's data, without copying them."""
    docs, frequencies = 4 * count, 6 * count
    return Postings(
        data[:docs].view("<u4"),
        data[docs:frequencies].view("<u2"),
        data[frequencies:-4].view("<u2"),
    )


def postings_at(file: NDArray[np.uint8], extent: tuple[int, int], count: int) -> Postings:
    """Return a word's arrays, where they lie in the postings file."""
    end = sum(extent)
    size = int(file[end - 4 : end].view("<u4")[0])
    return unpacked(file[end - 4 - size : end], count)
