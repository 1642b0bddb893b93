"""Insurance plans as people write them: "Aetna PPO", "BCBS HMO (out of network)"."""

import re
from dataclasses import dataclass

from directory.domain import names
from directory.domain.vocabulary import Facet, Selection, Vocabulary

KINDS = {
    "hmo": "HMO", "ppo": "PPO", "epo": "EPO", "pos": "POS", "medicaid": "Medicaid",
    "medicare advantage": "Medicare Advantage", "medicare": "Medicare",
    "marketplace": "Marketplace",
}  # fmt: skip
OUTSIDE = re.compile(r"\b(?:out of|not in)[ -]+network\b|\boon\b", re.IGNORECASE)
INSIDE = re.compile(r"\bin[ -]+network\b", re.IGNORECASE)
LONGEST = 300  # letters


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """`selection` is an insurer with a plan of that kind, or a payer class without one."""

    selection: Selection
    is_insurer: bool
    kind: str
    in_network: bool | None


class Insurers:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._payers = _payers(vocabulary)
        self._named = {
            tuple(names.words(name)): term.selection
            for term in vocabulary.of_facet(Facet.INSURANCE)
            for name in term.names
        }
        self._longest = max(map(len, self._named), default=0)

    def read(self, text: str) -> Accepted | None:
        """The insurer in the text, else the way to pay; None where neither is named."""
        written = text[:LONGEST].replace("-", " ")
        outside = OUTSIDE.search(written)
        inside = None if outside else INSIDE.search(written)
        words = names.words(INSIDE.sub(" ", OUTSIDE.sub(" ", written)))
        found = self._all(words)
        insurer = next((one for one in found if one not in self._payers), None)
        if insurer is None and not found:
            return None
        return Accepted(
            selection=insurer or found[0],
            is_insurer=insurer is not None,
            kind=_kind(" ".join(words)),
            in_network=False if outside else (True if inside else None),
        )

    def _all(self, words: list[str]) -> list[Selection]:
        """Everyone named, the longest names first."""
        lengths = range(min(self._longest, len(words)), 0, -1)
        parts = (
            tuple(words[start : start + length])
            for length in lengths
            for start in range(len(words) - length + 1)
        )
        return [self._named[part] for part in parts if part in self._named]


def _kind(rest: str) -> str:
    return next((kind for word, kind in KINDS.items() if re.search(rf"\b{word}\b", rest)), "")


def _payers(vocabulary: Vocabulary) -> frozenset[Selection]:
    """Ways to pay that are nobody's name: those with a code of SAMHSA's, or implied by a name."""
    terms = vocabulary.of_facet(Facet.INSURANCE)
    implied = {term.implies for term in terms if term.implies}
    return frozenset(term.selection for term in terms if term.codes or term.slug in implied)
