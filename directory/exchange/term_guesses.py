"""Which terms the cells of an unknown list may name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from directory.domain import names
from directory.domain.vocabulary import Facet, Vocabulary
from directory.exchange.column_guesses import Sample
from directory.exchange.labels import Terms
from directory.exchange.mapping_terms import ANY

SEPARATORS = (";", "|", ",", "/")
ENOUGH = 0.3  # of the different values, for a column to be one of terms
# Words in the name of a column that tells of services, by whatever words.
TELLING = frozenset(
    {"services", "service", "levels", "level", "settings", "setting", "treatment", "therapies"}
)
ONE_FACET = 0.8  # of the terms found
VALUES_LISTED = 60
LONGEST = 80  # letters of a value; what is longer is a sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class TermGuess:
    """`target` as [terms] has it, and the values that no term is called."""

    target: str
    unknown: tuple[str, ...]


class TermGuesser:
    def __init__(self, vocabulary: Vocabulary, samples: Iterable[Sample]) -> None:
        self._terms = Terms(vocabulary)
        self._named = {
            tuple(names.words(name)): term
            for term in vocabulary
            for name in (term.label, term.short, *term.synonyms)
        }
        held = list(samples)
        self.separator = max(SEPARATORS, key=lambda mark: self._known(held, mark))

    def guess(self, sample: Sample) -> TermGuess | None:
        """A column of yes and no about the term in its name, or one of terms by their names."""
        if sample.answers:
            return self._by_name(sample)
        values = _values(sample, self.separator)
        facets = Counter(facet for value in values for facet in self._facets(value)[:1])
        unknown = [value for value in values if not self._facets(value)]
        if not facets or (facets.total() < ENOUGH * len(values) and not _is_of_services(sample)):
            return None
        facet, count = facets.most_common(1)[0]
        target = facet.value if count >= ONE_FACET * facets.total() else ANY
        return TermGuess(target=target, unknown=tuple(unknown[:VALUES_LISTED]))

    def _by_name(self, sample: Sample) -> TermGuess | None:
        words = sample.words.split()
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                if term := self._named.get(tuple(words[start : start + length])):
                    return TermGuess(target=f"{term.facet}/{term.slug}", unknown=())
        return None

    def _known(self, samples: list[Sample], separator: str) -> int:
        """How many values this separator makes known."""
        return sum(
            bool(self._facets(value)) for sample in samples for value in _values(sample, separator)
        )

    def _facets(self, value: str) -> list[Facet]:
        return [claim.selection.facet for claim in self._terms.named(value, Facet)]


def _is_of_services(sample: Sample) -> bool:
    return not TELLING.isdisjoint(sample.words.split())


def _values(sample: Sample, separator: str) -> list[str]:
    """The different values of its cells, sentences left out."""
    parts = (part.strip() for cell in sample.cells for part in cell.split(separator))
    return [part for part in dict.fromkeys(parts) if part and len(part) <= LONGEST]
