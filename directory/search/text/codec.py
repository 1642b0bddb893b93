"""How a segment lies on disk: Whoosh's third format, with each word's postings as plain arrays.

Whoosh's matchers read them as they read its own blocks; we map the file into memory and use the
arrays where they lie, so that processes share them and nothing is decoded. One block a word:

    magic, length, statistics | docs u32[n] | frequencies u16[n] | positions u16[sum] | size u32

little-endian, `docs` on a multiple of four, `size` that of the part after the statistics.
"""

from array import array
from pickle import dumps

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import whoosh3
from whoosh.codec.base import Segment as Stored
from whoosh.filedb.filestore import Storage
from whoosh.filedb.structfile import StructFile
from whoosh.formats import Format
from whoosh.scoring import BaseScorer
from whoosh.system import pack_ushort
from whoosh.util.numeric import byte_to_length

from directory.search.text.inversion import Postings

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
    """Writes words in order, each with all its postings."""

    def add_term(self, text: bytes, postings: Postings, lengths: NDArray[np.uint8]) -> None:
        """`lengths`: of the field in every document of the segment, as Whoosh's length bytes."""
        weights = postings.frequencies * self._format.field_boost
        own = lengths[postings.docs]
        shortest, longest, heaviest = int(own.min()), int(own.max()), float(weights.max())
        statistics = dumps(
            (len(postings.docs), int(postings.docs[-1]), heaviest, 0, shortest, longest), 2
        )
        term = whoosh3.W3TermInfo()
        term._weight, term._df, term._maxweight = float(weights.sum()), len(weights), heaviest
        term._minlength, term._maxlength = byte_to_length(shortest), byte_to_length(longest)
        term._minid, term._maxid = int(postings.docs[0]), int(postings.docs[-1])
        term.set_extent(*self._write(statistics, postings))
        self._tindex.add(pack_ushort(self._fieldid) + text, term.to_bytes())

    def _write(self, statistics: bytes, postings: Postings) -> tuple[int, int]:
        file = self._postfile
        file.write(bytes(-(file.tell() + _PREAMBLE + len(statistics)) % _ALIGNED))
        start = file.tell()
        data = b"".join(part.tobytes() for part in postings)
        file.write(whoosh3.WHOOSH3_HEADER_MAGIC)
        file.write_int(-(len(statistics) + len(data) + 4))  # negative: the last block
        file.write(statistics)
        file.write(data)
        file.write(len(data).to_bytes(4, "little"))
        return start, file.tell() - start


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
    """Return a word's arrays, where they lie in the postings file. Raises ValueError when torn."""
    offset, length = extent
    block = file[offset : offset + length]
    if block[:4].tobytes() != whoosh3.WHOOSH3_HEADER_MAGIC:
        raise ValueError("No postings begin there.")
    size = int.from_bytes(block[-4:].tobytes(), "little")
    if len(block) != length or not 6 * count <= size <= length - _PREAMBLE:
        raise ValueError("The postings are cut off.")
    return unpacked(block[length - 4 - size :], count)
