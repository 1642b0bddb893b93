"""Writes segments: Whoosh's writer, fed with whole arrays."""

from collections.abc import Callable
from contextlib import suppress
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import whoosh3
from whoosh.codec.base import Segment as Stored
from whoosh.index import FileIndex
from whoosh.util.numeric import length_to_byte
from whoosh.writing import SegmentWriter

from directory.search.text import documents, files, schema, segments, words
from directory.search.text.codec import PackedCodec
from directory.search.text.documents import Document
from directory.search.text.inversion import Entries, Field, Numbering

_REPEATING = {"programs", "city", schema.ENTRIES, schema.PLACES}  # many sites share their texts
_TIER = 4  # as many segments of about one size become one


class PackedWriter(SegmentWriter):
    """Adds documents and whole segments. Raises whoosh's LockError after `timeout` seconds."""

    def __init__(self, index: FileIndex, timeout: float) -> None:
        super().__init__(index, codec=PackedCodec(), compound=False, timeout=timeout, delay=0.005)
        numberings = dict.fromkeys(schema.FIELDS, Numbering(words.stem))
        numberings |= dict.fromkeys((schema.STARTS, schema.PLACES), Numbering(words.fold))
        numberings[schema.ENTRIES] = Entries()
        self._fields = {
            name: Field(numbering, repeats=name in _REPEATING)
            for name, numbering in numberings.items()
        }
        self._pks: list[NDArray[np.int64]] = []

    def add(self, document: Document) -> None:
        for name, texts in documents.strings(document):
            self._fields[name].add(texts)
        self._fields[schema.STARTS].add(document.name)
        self._fields[schema.PLACES].add(document.city)
        self._pks.append(np.array([document.pk]))
        self._advance(1)

    def absorb(self, segment: segments.Segment, deleted: NDArray[np.int64]) -> None:
        """Take over what is left of another segment."""
        kept = np.ones(segment.count, np.bool_)
        kept[deleted] = False
        for name, field in self._fields.items():
            field.absorb(segment.lengths(name)[kept], segment.left(name, kept))
        self._pks.append(segment.pks[kept])
        self._advance(int(kept.sum()))

    def abandon(self) -> None:
        """Give up what was added and let the index go, whatever state an error left it in."""
        with suppress(Exception):
            self._close_segment()
        for name in self.newsegment.list_files(self.storage):
            with suppress(OSError):
                self.storage.delete_file(name)
        with suppress(OSError):
            self._tempstorage.destroy()
        self.is_closed = True
        self.writelock.release()

    def _advance(self, count: int) -> None:
        self.docnum += count
        if count:
            self._added = True

    def _flush_segment(self) -> None:
        columns = self.perdocwriter
        columns.write("pk", np.concatenate(self._pks).astype(">u4").tobytes())
        totals: dict[str, int] = {}
        for name in sorted(self._fields):  # Whoosh numbers fields as they come and wants an order
            totals[name] = self._write_field(name)
        self.newsegment._fieldlengths = totals
        columns.close()
        self.fieldwriter.close()
        names = self.newsegment.list_files(self.storage)
        self.newsegment.stamps = files.stamps(Path(self.storage.folder), names)

    def _write_field(self, name: str) -> int:
        lengths = self._fields[name].lengths()
        packed = _as_bytes(lengths)
        self.perdocwriter.write(whoosh3._lenfield(name), packed.tobytes())
        self.fieldwriter.start_field(name, self.schema[name])
        for block in self._fields[name].blocks():
            self.fieldwriter.add_block(block, packed)
        self.fieldwriter.finish_field()
        return int(lengths.sum())


def merge_tiers(
    writer: PackedWriter, standing: list[Stored], opened: Callable[[Stored], segments.Segment]
) -> list[Stored]:
    """Whoosh's merge policy: small segments join their like, a large one is left alone.

    Each document is rewritten as often as its segment grows fourfold, and no commit waits for long.
    """
    left = []
    for _, group in groupby(sorted(standing, key=_size), key=_tier):
        same = list(group)
        if len(same) < _TIER:
            left += same
            continue
        for segment in same:
            writer.absorb(opened(segment), segments.deleted(segment))
    return left


def _size(segment: Stored) -> int:
    return int(segment.doc_count_all() - segment.deleted_count())


def _tier(segment: Stored) -> int:
    return (_size(segment).bit_length() - 1) // 2


def _as_bytes(lengths: NDArray[np.int64]) -> NDArray[np.uint8]:
    distinct, where = np.unique(lengths, return_inverse=True)
    coded = np.array([length_to_byte(int(length)) for length in distinct], np.uint8)
    return coded[where] if len(coded) else np.zeros(0, np.uint8)
