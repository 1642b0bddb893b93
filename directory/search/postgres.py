"""The engine for nodes that keep nothing: PostgreSQL finds the sites, and the node looks closely.

What is asked of programs, the order, the counts and the ways out are worked out by the same code
as in the embedded engine, over the sites that can have to do with the answer.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from directory.domain.cards import Card
from directory.domain.criteria import Criteria
from directory.domain.listings import Listing
from directory.domain.places import Box
from directory.domain.vocabulary import Selection, Vocabulary
from directory.search import answering, postgres_words, sites, spreading
from directory.search.finding import Moment
from directory.search.headings import Headings
from directory.search.hits import Hits, Listed, Spread
from directory.search.postgres_asked import AskedWords
from directory.search.postgres_changes import Changes
from directory.search.postgres_columns import Handed
from directory.search.postgres_records import Records
from directory.search.postgres_text import HandedText
from directory.search.postgres_vocables import Vocables
from directory.search.postgres_wanted import Wants
from directory.search.text import highlight, parsing
from directory.search.text.documents import Wording
from directory.search.text.spelling import Speller
from directory.search.text.synonyms import Synonyms
from directory.storage import cards, search_sites, search_state
from directory.storage.database import Database
from directory.storage.search_rows import SiteRow, Wanted
from directory.storage.search_state import State


class PostgresEngine:
    """Keeps nothing but what the vocabulary says; any number of nodes may hold one."""

    def __init__(self, database: Database, vocabulary: Vocabulary) -> None:
        self._database = database
        self._headings = Headings.of(vocabulary)
        self._records = Records(self._headings)
        self._wording = Wording(vocabulary)
        self._synonyms = Synonyms(entry.encode() for entry in self._wording.entries())
        self._speller = Speller(self._wording.words())
        self._changes = Changes(database, self._records.shape)
        self._known: State | None = None

    @property
    def edition(self) -> str:
        """As it was at the last look, which the running site takes several times a second."""
        if self._known is None:
            self.refresh()
        known = self._known
        return f"{known.number}-{known.version}" if known else "none"

    @property
    def needs_rebuild(self) -> bool:
        return self._latest() is None

    @property
    def read_up_to(self) -> int:
        state = self._latest()
        return state.read_up_to if state else 0

    def search(self, criteria: Criteria, *, today: date, per_page: int = 20) -> Hits:
        moment = self._moment(criteria, beside=True)
        return answering.hits(moment, criteria, today, per_page)

    def spread(
        self, criteria: Criteria, *, today: date, per_page: int = 20, box: Box | None = None
    ) -> Spread:
        moment = self._moment(criteria, beside=False)
        return spreading.spread(moment, criteria, today, (per_page, box))

    def highlights(self, text: str, passages: Sequence[str]) -> list[str]:
        return highlight.marked(text, passages)

    @property
    def is_trusted(self) -> bool:
        return True

    def cards(self, _ids: Iterable[int], _asked: Iterable[Selection], /) -> dict[int, Card]:
        return {}

    def listed(self) -> Listed:
        with self._database.reading() as session:
            return Listed(
                has_any=cards.any_published(session), has_made_up=cards.any_demonstration(session)
            )

    def rebuild(self, listings: Iterable[Listing], read_up_to: int = 0) -> int:
        count = self._changes.rebuild(self._rows(listings), read_up_to)
        self.refresh()
        return count

    def update(
        self, changed: Iterable[Listing], gone: Iterable[int], read_up_to: int | None = None
    ) -> None:
        rows = {row.id: row for row in self._rows(changed)}
        self._changes.update(list(rows.values()), list(gone), read_up_to)
        self.refresh()

    def refresh(self) -> bool:
        before, self._known = self._known, self._latest()
        return self._known != before

    def trust(self, *, kept_up: bool) -> None:
        """Nothing that results show is read from it."""

    def lacking(self, provider_ids: Iterable[int]) -> list[int]:
        with self._database.reading() as session:
            state = search_state.current(session, self._records.shape)
            held = search_state.ids(session, state.number) if state else set()
        return [id_ for id_ in provider_ids if id_ not in held]

    def _latest(self) -> State | None:
        return search_state.latest(self._database, self._records.shape, self._known)

    def _moment(self, criteria: Criteria, *, beside: bool) -> Moment:
        asked = AskedWords(parsing.parse(criteria.text), self._synonyms)
        wants = Wants(criteria, self._headings, asked, self._records.shape)

        def unbounded() -> Moment:
            return self._handed(wants.unbounded(), criteria, asked)

        return self._handed(wants.near(beside=beside), criteria, asked, unbounded)

    def _handed(
        self,
        wanted: Wanted,
        criteria: Criteria,
        asked: AskedWords,
        unbounded: Callable[[], Moment] | None = None,
    ) -> Moment:
        with self._database.reading() as session:
            seen = search_sites.seen(session, wanted)
        handed = Handed(seen, self._records, criteria.place)
        columns = handed.columns()
        known = _most(seen.holders)
        source = (self._database, self._records.shape, self._synonyms)
        vocables = Vocables(*source, criteria.text, known)
        text = HandedText(handed, columns, asked, vocables)
        return Moment(columns, self._headings, self._speller, text, unbounded)

    def _rows(self, listings: Iterable[Listing]) -> Iterator[SiteRow]:
        common: Counter[int] = Counter()
        for listing in listings:
            words = postgres_words.of(self._wording.document(listing), common)
            common.update(words.hashes)
            yield self._records.row(sites.of(listing, self._headings), words)


def _most(holders: Mapping[tuple[int, int], int]) -> dict[int, int]:
    """How many sites hold each word in the field that most of them hold it in."""
    most: dict[int, int] = {}
    for (hashed, _), count in holders.items():
        most[hashed] = max(count, most.get(hashed, 0))
    return most
