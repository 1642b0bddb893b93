"""From labels to codes: FindTreatment.gov's answers name services in words that change by year."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from directory.domain import names
from directory.domain.editing import DataError
from directory.domain.vocabulary import Claim, Facet, Vocabulary

FILE = Path(__file__).parents[2] / "data" / "code_labels.toml"
LONGEST_KEPT = 200  # letters
ASIDE = re.compile(r"\([^()]*\)")
Codes = Mapping[str, tuple[str, ...]]


def folded(label: str) -> str:
    """As labels compare: without case and signs."""
    return " ".join(names.words(label))


def bare(label: str) -> str:
    """The same without what stands in brackets, which changes most."""
    return folded(ASIDE.sub(" ", label))


@dataclass(frozen=True)
class Labels:
    """The codes that each label means, by its full words and by its bare ones."""

    full: Codes
    short: Codes

    @classmethod
    def load(cls, path: Path = FILE) -> Self:
        """Read CATEGORY tables of CODE = [labels]. Raises DataError."""
        try:
            content = tomllib.loads(path.read_text("utf-8"))
            said = list(_said(content))
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise DataError(f"{path.name} cannot be read: {error}") from error
        return cls(
            full=_gathered((folded(label), code) for label, code in said),
            short=_gathered((bare(label), code) for label, code in said),
        )

    def code(self, category: str, label: str) -> str | None:
        """The code of that label: in its own category, else the only one anywhere."""
        for known, words in ((self.full, folded(label)), (self.short, bare(label))):
            codes = known.get(words, ())
            own = [code for code in codes if code.startswith(f"{category}:")]
            if len(own or codes) == 1:
                return (own or codes)[0]
        return None


def _said(content: Mapping[str, Mapping[str, Iterable[str]]]) -> Iterator[tuple[str, str]]:
    for category, codes in content.items():
        for code, labels in codes.items():
            for label in labels:
                yield label, f"{category}:{code}"


def _gathered(pairs: Iterable[tuple[str, str]]) -> Codes:
    found: dict[str, tuple[str, ...]] = {}
    for words, code in pairs:
        found[words] = tuple(dict.fromkeys((*found.get(words, ()), code)))
    return found


class Terms:
    """Finds terms of the vocabulary by any of their names."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._named = {
            (term.facet, folded(name)): Claim(term.selection, denies=False)
            for term in vocabulary
            for name in (*term.names, term.slug)
        }
        self._facets: dict[str, set[Facet]] = {}
        for code, claims in vocabulary.claims.items():
            facets = self._facets.setdefault(code.partition(":")[0], set())
            facets.update(claim.selection.facet for claim in claims)

    def named(self, name: str, facets: Iterable[Facet]) -> list[Claim]:
        """What the name means in each of the facets."""
        words = folded(name)
        return [self._named[facet, words] for facet in facets if (facet, words) in self._named]

    def of_category(self, category: str, label: str) -> list[Claim]:
        """What the label means in the facets that SAMHSA's category speaks about."""
        return self.named(label, sorted(self._facets.get(category, ())))


def kept(category: str, label: str) -> str:
    """What no term claims, as records keep it: without blanks, which part one from the next."""
    return f"{category}:{'_'.join(label.split())}"[:LONGEST_KEPT]
