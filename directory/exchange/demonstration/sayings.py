"""Statements by chance: which terms a site says yes or no to, and which it leaves open."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from directory.domain.facts import Answer, Source, SourceKind, Statement
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.exchange.demonstration import texts
from directory.exchange.demonstration.dice import Dice, Weighted

SOURCE = Source(
    slug="demonstration",
    name="Demonstration listings",
    kind=SourceKind.DEMONSTRATION,
    publisher="",
    url="",
    published_on=None,
)
SITE_FACETS = ("therapy", "medication", "for", "substance", "language", "service", "accreditation")
NOT_REPORTED = "not-reported"

Odds = Mapping[Selection, tuple[float, float]]  # percent of yes, percent of no


class Row(NamedTuple):
    yes_below: float
    no_below: float
    yes: Statement
    no: Statement


class Sayings:
    """Equal statements are one object, of which a day has a few hundred."""

    def __init__(self) -> None:
        self._made: dict[tuple[Selection, Answer, date], Statement] = {}

    def said(self, about: Selection, answer: Answer, on: date) -> Statement:
        key = (about, answer, on)
        if key not in self._made:
            self._made[key] = Statement(about=about, answer=answer, source=SOURCE, reported_on=on)
        return self._made[key]

    def yes(self, facet: Facet, slug: str, on: date) -> Statement:
        return self.said(Selection(facet, slug), Answer.YES, on)

    def no(self, facet: Facet, slug: str, on: date) -> Statement:
        return self.said(Selection(facet, slug), Answer.NO, on)


class Chances:
    """Odds for some terms, and the statements that they lead to on a day."""

    def __init__(self, odds: Odds, sayings: Sayings) -> None:
        self._odds = odds
        self._sayings = sayings
        self._rows: dict[date, list[Row]] = {}

    def draw(self, dice: Dice, on: date, reticence: float) -> list[Statement]:
        """The more reticent, the more is left open: 1 keeps to the odds."""
        random, scale = dice.random, 100 * reticence
        said = []
        for yes_below, no_below, yes, no in self._on(on):
            drawn = random() * scale
            if drawn < no_below:
                said.append(yes if drawn < yes_below else no)
        return said

    def _on(self, on: date) -> list[Row]:
        if on not in self._rows:
            said = self._sayings.said
            self._rows[on] = [
                Row(yes, yes + no, said(about, Answer.YES, on), said(about, Answer.NO, on))
                for about, (yes, no) in self._odds.items()
            ]
        return self._rows[on]


def site_odds(vocabulary: Vocabulary) -> Odds:
    return {about: odds for facet in SITE_FACETS for about, odds in _facet_odds(vocabulary, facet)}


def payer_odds(vocabulary: Vocabulary) -> Odds:
    """Payer classes only: insurers come with their plans."""
    insurers = texts.read("insurers")
    odds = _facet_odds(vocabulary, Facet.INSURANCE)
    return {about: chances for about, chances in odds if about.slug not in insurers}


def own_odds(vocabulary: Vocabulary, terms: Mapping[str, list[float]]) -> Odds:
    """What a level of care says for itself; terms are written as facet/slug."""
    return {
        texts.selection(vocabulary, *name.split("/")): (yes, no)
        for name, (yes, no) in terms.items()
    }


def owners(vocabulary: Vocabulary) -> Weighted[str]:
    weights = texts.read("odds")[Facet.OWNERSHIP]
    for slug in weights.keys() - {NOT_REPORTED}:
        texts.selection(vocabulary, Facet.OWNERSHIP, slug)
    return Weighted((weight, slug) for slug, weight in weights.items())


def _facet_odds(
    vocabulary: Vocabulary, facet: str
) -> Iterable[tuple[Selection, tuple[float, float]]]:
    written: dict[str, list[float]] = dict(texts.read("odds")[facet])
    default = written.pop("default")
    for slug in written:
        texts.selection(vocabulary, facet, slug)
    for term in vocabulary.of_facet(Facet(facet)):
        yes, no = written.get(term.slug, default)
        yield term.selection, (yes, no)
