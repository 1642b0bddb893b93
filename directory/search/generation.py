"""One whole index in its folder: words and columns, and the changes to both since it was built."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from directory.search import journal, layout, patching, shelf
from directory.search.finding import Moment
from directory.search.gathering import Gathered
from directory.search.headings import Headings
from directory.search.journal import Change
from directory.search.sites import SiteFacts
from directory.search.text.documents import Document
from directory.search.text.index import TextIndex
from directory.search.text.snapshot import Snapshot
from directory.search.text.spelling import Speller

Told = tuple[SiteFacts, Document]

_TEXT, _COLUMNS = "text", "columns"
BORNE, SHARE = 1 << 20, 16  # bytes of changes that stay, or such a part of what they change


def build(folder: Path, headings: Headings, told: Iterable[Told]) -> int:
    """Fill an empty folder. Return the number of sites."""
    gathered = Gathered()
    count = TextIndex.create(folder / _TEXT).build(_gathering(gathered, told))
    columns = layout.columns(gathered, len(headings.selections))
    (folder / _COLUMNS).mkdir()
    shelf.save(columns, folder / _COLUMNS, headings.digest)
    return count


def _gathering(gathered: Gathered, told: Iterable[Told]) -> Iterator[Document]:
    for site, document in told:
        gathered.add(site)
        yield document


@dataclass(frozen=True)
class Generation:
    folder: Path
    text: TextIndex
    moment: Moment
    words: Snapshot  # those of the moment
    read: int  # bytes of the journal that the moment holds

    @classmethod
    def open(
        cls, folder: Path, headings: Headings, speller: Speller, earlier: "Generation | None"
    ) -> Self:
        """Map it into memory, warm. Raises IndexDamagedError where it cannot be used."""
        columns = shelf.load(folder / _COLUMNS, headings.digest)
        shelf.warm(columns)
        changes, read = journal.read(folder, 0)
        if changes:
            columns = patching.patched(columns, journal.merged(changes))
        text = earlier.text.moved(folder / _TEXT) if earlier else TextIndex(folder / _TEXT)
        asked = earlier.words if earlier else None
        words = text.snapshot(columns.rows, len(columns.ids), asked)
        words.warm(asked)
        return cls(folder, text, Moment(columns, headings, speller, words), words, read)

    def changed(self, told: Sequence[Told], gone: Sequence[int]) -> Self:
        """Take in a change and leave it for other processes: words first, then the journal.

        Killed between the two, the change is read from the outbox again.
        """
        self.text.update([document for _, document in told], gone)
        change = Change(tuple(site for site, _ in told), tuple(gone))
        journal.append(self.folder, change)
        return self.later() or self

    def later(self) -> Self | None:
        """As it is now; None where nothing has happened since."""
        changes, read = journal.read(self.folder, self.read)
        if not changes and self.text.mark() == self.words.mark:
            return None
        columns = self.moment.columns
        if changes:
            columns = patching.patched(columns, journal.merged(changes))
        words = self.text.snapshot(columns.rows, len(columns.ids), self.words)
        moment = replace(self.moment, columns=columns, text=words)
        return replace(self, moment=moment, words=words, read=read)

    @property
    def is_worn(self) -> bool:
        """Whether so much changed that whoever opens it would notice, and each holds much of it."""
        return self.read > max(BORNE, shelf.size(self.folder / _COLUMNS) // SHARE)

    def renew(self, folder: Path) -> None:
        """Write it into an empty folder as it is now, without the changes that led to it."""
        columns = self.moment.columns
        weeks, schedules = columns.weeks.each_once(columns.schedules)
        columns = replace(columns, weeks=weeks, schedules=schedules)
        (folder / _COLUMNS).mkdir()
        shelf.save(columns, folder / _COLUMNS, self.moment.headings.digest)
        self.text.share(folder / _TEXT)
