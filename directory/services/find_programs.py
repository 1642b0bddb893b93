"""Finds a page of sites and says of each why it is there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from sqlalchemy.orm import Session

from directory.domain.cards import Card, ProgramLine
from directory.domain.criteria import Criteria
from directory.domain.facts import Answer, Source, Statement, settled
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.search.engine import Engine
from directory.search.hits import Fit, Hit, Relaxation, TermCount
from directory.services.read_cards import read_cards

PER_PAGE = 20
EXCERPT = 200  # characters of a description
# Who says so, when, and how many others do.
Voice = tuple[Source | None, date | None, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation:
    """What one source said yes to on one day. No source: the listing itself shows it."""

    source: Source | None
    reported_on: date | None
    about: tuple[Selection, ...]
    more: int = 0  # other sources that say the same


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A site found. `name` and `excerpt` are safe HTML with the words that matched marked."""

    card: Card
    name: str
    excerpt: str
    miles: float | None
    programs: tuple[ProgramLine, ...]  # those that satisfy all that was asked, best first
    fits: Mapping[int, Fit]
    confirmations: tuple[Confirmation, ...]
    unknown: tuple[Selection, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultsPage:
    criteria: Criteria
    total: int
    pages: int
    matches: tuple[Match, ...]
    facets: Mapping[Facet, tuple[TermCount, ...]]
    not_reported: Mapping[str, int]  # sites left out only because they do not say
    left_out: int  # sites that nobody has confirmed for more than a year
    relaxations: tuple[Relaxation, ...]
    suggestion: str | None
    nearly: tuple[Match, ...]  # fit some of the hours asked for
    elsewhere: tuple[Match, ...]  # online programs for people who live here, run from farther off

    @property
    def is_past_the_end(self) -> bool:
        return self.total > 0 and self.criteria.page > self.pages


@dataclass(frozen=True, kw_only=True, slots=True)
class Finder:
    """Where a search looks: the index, and the database for what the index does not hold."""

    session: Session
    engine: Engine
    vocabulary: Vocabulary
    newest: bool = False  # sites as the database has them, for who has just written

    def find(self, criteria: Criteria, *, today: date, per_page: int = PER_PAGE) -> ResultsPage:
        hits = self.engine.search(criteria, today=today, per_page=per_page)
        matches = self._matches(criteria, (*hits.hits, *hits.nearly, *hits.online_elsewhere))
        return ResultsPage(
            criteria=criteria,
            total=hits.total,
            pages=max(ceil(hits.total / per_page), 1),
            matches=_among(matches, hits.hits),
            facets=hits.facets,
            not_reported=hits.not_reported,
            left_out=hits.left_out,
            relaxations=hits.relaxations,
            suggestion=hits.suggestion,
            elsewhere=_among(matches, hits.online_elsewhere),
            nearly=_among(matches, hits.nearly),
        )

    def _matches(self, criteria: Criteria, hits: Sequence[Hit]) -> dict[int, Match]:
        """The sites by id. One that left since it was found is not among them."""
        asked = {
            below for each in criteria.include for below in self.vocabulary.with_children(each)
        }
        ids = [hit.provider_id for hit in hits]
        found = read_cards(self.session, self.engine, ids, asked, newest=self.newest)
        here = [hit for hit in hits if hit.provider_id in found]
        marked = iter(self._marked(criteria.text, [found[hit.provider_id] for hit in here]))
        return {
            hit.provider_id: self._match(hit, found[hit.provider_id], next(marked), next(marked))
            for hit in here
        }

    def _marked(self, text: str, shown: Iterable[Card]) -> list[str]:
        """The name and the excerpt of each, in turn."""
        passages = [part for card in shown for part in (card.name, _excerpt(card.description))]
        return self.engine.highlights(text, passages)

    def _match(self, hit: Hit, card: Card, name: str, excerpt: str) -> Match:
        lines = {line.id: line for line in card.programs}
        return Match(
            card=card,
            name=name,
            excerpt=excerpt,
            # Distances from a few places would give a confidential address away.
            miles=None if card.address.confidential else hit.miles,
            programs=tuple(lines[id_] for id_ in hit.program_ids if id_ in lines),
            fits=hit.fits,
            confirmations=tuple(self._confirmations(hit, card)),
            unknown=hit.unknown,
        )

    def _confirmations(self, hit: Hit, card: Card) -> Iterator[Confirmation]:
        """What was asked and is so, gathered by who said it and when, in the order asked."""
        grouped: dict[Voice, list[Selection]] = {}
        said = [each for id_ in (None, *hit.program_ids) for each in card.statements.get(id_, ())]
        for about in hit.confirmed:
            voice = self._voice(about, said)
            grouped.setdefault(voice, []).append(about)
        for (source, reported_on, more), abouts in grouped.items():
            yield Confirmation(
                source=source, reported_on=reported_on, about=tuple(abouts), more=more
            )

    def _voice(self, about: Selection, said: Iterable[Statement]) -> Voice:
        below = self.vocabulary.with_children(about)
        yeses = [each for each in said if each.answer is Answer.YES and each.about in below]
        if not yeses:
            return None, None, 0
        best = settled(yeses)
        return best.source, best.reported_on, len({each.source for each in yeses}) - 1


def _among(matches: Mapping[int, Match], hits: Iterable[Hit]) -> tuple[Match, ...]:
    return tuple(matches[hit.provider_id] for hit in hits if hit.provider_id in matches)


def _excerpt(description: str) -> str:
    if len(description) <= EXCERPT:
        return description
    return description[:EXCERPT].rsplit(" ", 1)[0] + " …"
