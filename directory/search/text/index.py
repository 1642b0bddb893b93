"""A text index in a folder: filled, changed, opened."""

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import Segment as Stored
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, LockError

from directory.search.text import errors, files, schema, segments, writer
from directory.search.text.collection import Part
from directory.search.text.documents import Document
from directory.search.text.errors import IndexBusyError
from directory.search.text.generations import PATIENCE
from directory.search.text.phrases import PlaceBook
from directory.search.text.segments import Segment
from directory.search.text.snapshot import Snapshot
from directory.search.text.writer import PackedWriter

NAME = f"TEXT{schema.FORMAT}"  # begins each file's name: another format's index is not found
_ATTEMPTS = 10
T = TypeVar("T")
PLACES = 128 << 20  # bytes of the places of words in phrases that are kept

Living = tuple[Segment, NDArray[np.int64]]  # a segment, and which of its documents are deleted


class TextIndex:
    """Processes may share the folder; one at a time writes."""

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        """Nothing is read yet. A write waits `patience` seconds for another process's."""
        self._folder = folder
        self._storage = FileStorage(str(folder))
        self._patience = patience
        self._segments: dict[str, Segment] = {}

    @classmethod
    def create(cls, folder: Path, patience: float = PATIENCE) -> Self:
        folder.mkdir(parents=True, exist_ok=True)
        index = cls(folder, patience)
        FileIndex.create(index._storage, schema.schema(), NAME)
        return index

    def build(self, documents: Iterable[Document]) -> int:
        """Add documents, all of them new, as one segment. Return how many."""
        with self._writing() as writing, _collector_off():
            count = sum(1 for _ in map(writing.add, documents))
            writing.commit(merge=False)
        return count

    def update(self, documents: Iterable[Document], gone: Iterable[int] = ()) -> None:
        """Put these in place of what had their ids, and take out the ids in `gone`."""
        changed = {document.pk: document for document in documents}
        with self._writing() as writing, errors.damage_named(f"{self._folder} is torn"):
            self._delete(writing, [*changed, *gone])
            for document in changed.values():
                writing.add(document)
            writing.commit(mergetype=partial(writer.merge_tiers, opened=self._segment))

    def mark(self) -> int:
        """A number that grows with each commit; -1 where there is no index."""
        return int(TOC._latest_generation(self._storage, NAME))

    def snapshot(
        self, pk_to_row: NDArray[np.int32], rows: int, earlier: Snapshot | None = None
    ) -> Snapshot:
        """Open what stands now. `pk_to_row`: by id, below `rows`, or -1."""
        with errors.damage_named(f"{self._folder} cannot be read"):
            mark, living = _in_time(lambda: self._opened(TOC.read(self._storage, NAME)))
        places = earlier.places if earlier else PlaceBook(PLACES)
        places.keep_only(segment for segment, _ in living)
        parts = [Part.placed(segment, deleted, pk_to_row) for segment, deleted in living]
        return Snapshot(mark, parts, rows, places)

    def share(self, folder: Path) -> None:
        """Name its files once more in another folder; nobody writes it meanwhile."""
        folder.mkdir()
        for path in self._folder.iterdir():
            if path.is_file() and path.name != f"{NAME}_WRITELOCK":
                files.name_again(path, folder / path.name)

    def moved(self, folder: Path) -> Self:
        """The index in another folder; segments that it shares with this one stay open."""
        other = type(self)(folder, self._patience)
        other._segments = self._segments
        return other

    def _opened(self, toc: TOC) -> tuple[int, list[Living]]:
        living = [(self._segment(each), segments.deleted(each)) for each in toc.segments]
        self._segments = {segment.id: segment for segment, _ in living}
        return toc.generation, living

    def _segment(self, stored: Stored) -> Segment:
        """Open a segment, unless it is open: segments do not change."""
        name = stored.segment_id()
        known = self._segments.get(name)
        if known is None:
            known = self._segments[name] = Segment(self._storage, stored)
        return known

    def _delete(self, writing: PackedWriter, pks: list[int]) -> None:
        for segment in writing.segments:
            for number in np.flatnonzero(np.isin(self._segment(segment).pks, pks)).tolist():
                segment.delete_document(number)

    @contextmanager
    def _writing(self) -> Iterator[PackedWriter]:
        with errors.damage_named(f"{self._folder} cannot be written"):
            writing = self._writer()
        try:
            self._sweep()
            yield writing
        except BaseException:
            writing.abandon()
            raise

    def _writer(self) -> PackedWriter:
        try:
            index = _in_time(lambda: FileIndex(self._storage, indexname=NAME))
            return PackedWriter(index, self._patience)
        except LockError as error:
            raise IndexBusyError(
                f"Another process has been writing {self._folder} for too long."
            ) from error

    def _sweep(self) -> None:
        """Remove lists of segments that a killed writer was about to put in place."""
        for path in self._folder.glob(f"_{NAME}_*.toc.*"):
            path.unlink()


def _in_time(read: Callable[[], T]) -> T:
    """Read again while a commit replaces files between the reading of a list and their opening."""
    for _ in range(_ATTEMPTS):
        with suppress(FileNotFoundError):
            return read()
        time.sleep(0.01)
    return read()


@contextmanager
def _collector_off() -> Iterator[None]:
    """Python's collector would walk millions of living objects again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
