"""The engine that runs in this process, on an index in a folder of its own."""

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Self

from directory.domain.cards import Card
from directory.domain.criteria import Criteria
from directory.domain.listings import Listing
from directory.domain.places import Box
from directory.domain.vocabulary import Selection, Vocabulary
from directory.search import answering, card_records, generation, position, sites, spreading
from directory.search.generation import Generation
from directory.search.headings import Headings
from directory.search.hits import Hits, Listed, Spread
from directory.search.text import generations, highlight
from directory.search.text.documents import Wording
from directory.search.text.errors import IndexBusyError, IndexDamagedError
from directory.search.text.spelling import Speller

log = logging.getLogger(__name__)

PLACEHOLDER = "placeholder"  # a file in an index that is empty because the one before was lost
KEPT_UP = "kept-up"  # a file beside the indexes; on a full disk it can still be taken away


class EmbeddedEngine:
    """Searches never wait: each works on the generation that stood when it began."""

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        self._folder = folder
        self._headings = Headings.of(vocabulary)
        self._wording = Wording(vocabulary)
        self._speller = Speller(self._wording.words())
        self._changing = threading.Lock()
        self._generation: Generation
        self._is_kept_up = False

    @classmethod
    def open(cls, folder: Path, vocabulary: Vocabulary) -> Self:
        """Take up the index in the folder, warm; an empty one where none can be used."""
        engine = cls(folder, vocabulary)
        engine._take_up_or_mark()
        engine.refresh()
        return engine

    @property
    def edition(self) -> str:
        now = self._generation
        return f"{now.folder.name}-{now.words.mark}-{now.read}"

    @property
    def needs_rebuild(self) -> bool:
        """Read from the disk: whoever rebuilds it may be another process."""
        return (self._generation.folder / PLACEHOLDER).exists()

    @property
    def read_up_to(self) -> int:
        return position.read(self._folder)

    def search(self, criteria: Criteria, *, today: date, per_page: int = 20) -> Hits:
        return answering.hits(self._generation.moment, criteria, today, per_page)

    def spread(
        self, criteria: Criteria, *, today: date, per_page: int = 20, box: Box | None = None
    ) -> Spread:
        return spreading.spread(self._generation.moment, criteria, today, (per_page, box))

    def highlights(self, text: str, passages: Sequence[str]) -> list[str]:
        return highlight.marked(text, passages)

    @property
    def is_trusted(self) -> bool:
        return self._is_kept_up

    def cards(self, ids: Iterable[int], asked: Iterable[Selection], /) -> dict[int, Card]:
        return self._generation.shown(ids, asked)

    def listed(self) -> Listed:
        columns = self._generation.moment.columns
        return Listed(has_any=columns.total > 0, has_made_up=columns.any_made_up)

    def rebuild(self, listings: Iterable[Listing], read_up_to: int = 0) -> int:
        with self._changing:
            with generations.building(self._folder) as folder:
                count = generation.build(folder, self._headings, self._told(listings))
                position.write(folder, read_up_to)
            self._take_up(self._generation)
        self.trust(kept_up=True)
        return count

    def update(
        self, changed: Iterable[Listing], gone: Iterable[int], read_up_to: int | None = None
    ) -> None:
        with self._changing:
            if self._take_up_another():
                return  # it may have read less than who comes with this change thinks
            self._generation = self._generation.changed(list(self._told(changed)), list(gone))
            if read_up_to is not None:
                # Where another has just been swapped in, that one has to read it itself.
                position.write(self._generation.folder, read_up_to)
            if self._generation.is_worn:
                self._renew()

    def refresh(self) -> bool:
        self._is_kept_up = (self._folder / KEPT_UP).exists()
        with self._changing:
            if self._take_up_another():
                return True
            later = self._generation.later()
            self._generation = later or self._generation
            return later is not None

    def trust(self, *, kept_up: bool) -> None:
        mark = self._folder / KEPT_UP
        with suppress(OSError):
            if not kept_up:
                mark.unlink(missing_ok=True)
            elif not mark.exists():
                mark.touch()
        self._is_kept_up = kept_up and mark.exists()

    def lacking(self, provider_ids: Iterable[int]) -> list[int]:
        columns = self._generation.moment.columns
        return [id_ for id_ in provider_ids if columns.row(id_) is None]

    def _take_up_another(self) -> bool:
        """Open what another process has built; False where nobody has."""
        if generations.current(self._folder) == self._generation.folder:
            return False
        self._take_up_or_mark(self._generation)
        return True

    def _take_up_or_mark(self, earlier: Generation | None = None) -> None:
        """Open the current index, or an empty one that says it wants to be rebuilt."""
        try:
            self._take_up(earlier)
        except IndexDamagedError as error:
            is_new = not any(self._folder.glob("generation-*"))
            log.log(logging.INFO if is_new else logging.WARNING, "%s It will be rebuilt.", error)
            with generations.building(self._folder) as folder:
                generation.build(folder, self._headings, ())
                (folder / PLACEHOLDER).touch()
            self._take_up()

    def _renew(self) -> None:
        """Begin with an empty journal. Where that fails it goes on with a long one."""
        worn = self._generation.folder
        try:
            with generations.building(self._folder, patience=0) as folder:
                if generations.current(self._folder) != worn:
                    raise IndexBusyError("Another process has built an index.")
                self._generation.renew(folder)
                position.write(folder, position.read(self._folder))
        except (IndexBusyError, OSError) as error:
            log.warning("The index could not be written anew: %s", error)
            return
        self._take_up(self._generation)

    def _take_up(self, earlier: Generation | None = None) -> None:
        current = generations.current(self._folder)
        if current is None:
            raise IndexDamagedError(f"There is no search index in {self._folder}.")
        self._generation = Generation.open(current, self._headings, self._speller, earlier)

    def _told(self, listings: Iterable[Listing]) -> Iterator[generation.Told]:
        for listing in listings:
            yield generation.Told(
                sites.of(listing, self._headings),
                self._wording.document(listing),
                card_records.written(listing, self._headings),
            )
