"""One whole index in its folder: words and columns, and the changes to both since it was built."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Self

from directory.domain.cards import Card
from directory.domain.vocabulary import Selection
from directory.search import card_file, card_records, journal, layout, patching, shelf
from directory.search.card_file import Adding, CardFile, Place
from directory.search.finding import Moment
from directory.search.gathering import Gathered
from directory.search.headings import Headings
from directory.search.journal import Change
from directory.search.sites import SiteFacts
from directory.search.text.documents import Document
from directory.search.text.errors import damage_named
from directory.search.text.index import TextIndex
from directory.search.text.snapshot import Snapshot
from directory.search.text.spelling import Speller


class Told(NamedTuple):
    """What of a listing goes into each part of an index."""

    site: SiteFacts
    document: Document
    card: bytes


_TEXT, _COLUMNS = "text", "columns"
BORNE, SHARE = 1 << 20, 16  # bytes of changes that stay, or such a part of what they change


def build(folder: Path, headings: Headings, told: Iterable[Told]) -> int:
    """Fill an empty folder. Return the number of sites."""
    gathered = Gathered()
    with card_file.adding(folder) as cards:
        placed = _placing(told, cards)
        count = TextIndex.create(folder / _TEXT).build(_gathering(gathered, placed))
    columns = layout.columns(gathered, len(headings.selections))
    (folder / _COLUMNS).mkdir()
    shelf.save(columns, folder / _COLUMNS, headings.digest)
    return count


def _gathering(gathered: Gathered, told: Iterable[Told]) -> Iterator[Document]:
    for each in told:
        gathered.add(each.site)
        yield each.document


def _placing(told: Iterable[Told], cards: Adding) -> Iterator[Told]:
    for each in told:
        yield each._replace(site=replace(each.site, card=cards.add(each.card)))


@dataclass(frozen=True)
class Generation:
    folder: Path
    text: TextIndex
    moment: Moment
    words: Snapshot  # those of the moment
    cards: CardFile
    read: int  # bytes of the journal that the moment holds

    @classmethod
    def open(
        cls, folder: Path, headings: Headings, speller: Speller, earlier: "Generation | None"
    ) -> Self:
        """Map it into memory, warm. Raises IndexDamagedError where it cannot be used."""
        columns = shelf.load(folder / _COLUMNS, headings.digest)
        with damage_named(f"{folder} lacks its cards"):
            cards = CardFile(folder)
        shelf.warm(columns)
        changes, read = journal.read(folder, 0)
        if changes:
            columns = patching.patched(columns, journal.merged(changes))
        text = earlier.text.moved(folder / _TEXT) if earlier else TextIndex(folder / _TEXT)
        asked = earlier.words if earlier else None
        words = text.snapshot(columns.rows, len(columns.ids), asked)
        words.warm(asked)
        return cls(folder, text, Moment(columns, headings, speller, words), words, cards, read)

    def changed(self, told: Sequence[Told], gone: Sequence[int]) -> Self:
        """Take in a change and leave it for other processes: the journal last.

        Killed before, the change is read from the outbox again.
        """
        with card_file.adding(self.folder) as cards:
            placed = list(_placing(told, cards))
        self.text.update([each.document for each in placed], gone)
        change = Change(tuple(each.site for each in placed), tuple(gone))
        journal.append(self.folder, change)
        later = self.later() or self
        self.cards.blank(self._places([*(each.site.id for each in placed), *gone]))
        return later

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

    def shown(self, provider_ids: Iterable[int], asked: Iterable[Selection]) -> dict[int, Card]:
        """The cards of those that it holds, with what is said of what is asked."""
        columns, headings = self.moment.columns, self.moment.headings
        numbers = {headings.numbers[about] for about in asked if about in headings.numbers}
        found: dict[int, Card] = {}
        known = [id_ for id_ in provider_ids if columns.row(id_) is not None]
        for id_, place in zip(known, self._places(known), strict=True):
            card = card_records.read(self.cards.read(place), numbers, headings, id_)
            if card is not None:
                found[id_] = card
        return found

    def _places(self, provider_ids: Iterable[int]) -> Iterator[Place]:
        """Where the cards of those stand that it holds."""
        columns = self.moment.columns
        for id_ in provider_ids:
            row = columns.row(id_)
            if row is not None:
                start, length = columns.cards[row].tolist()
                yield start, length

    @property
    def is_worn(self) -> bool:
        """Whether so much changed that whoever opens it would notice, and each holds much of it."""
        return self.read > max(BORNE, shelf.size(self.folder / _COLUMNS) // SHARE)

    def renew(self, folder: Path) -> None:
        """Write it into an empty folder as it is now, without the changes that led to it."""
        columns = self.moment.columns
        weeks, schedules = columns.weeks.each_once(columns.schedules)
        cards = self.cards.renewed(folder, columns.cards, columns.alphabet)
        columns = replace(columns, weeks=weeks, schedules=schedules, cards=cards)
        (folder / _COLUMNS).mkdir()
        shelf.save(columns, folder / _COLUMNS, self.moment.headings.digest)
        self.text.share(folder / _TEXT)
