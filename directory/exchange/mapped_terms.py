"""From the cells of somebody's own list to claims about terms."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from directory.domain.vocabulary import Claim, Vocabulary
from directory.exchange.labels import Terms, folded, kept
from directory.exchange.mapped_cells import CellError, Cells
from directory.exchange.mapping import ListMapping
from directory.exchange.mapping_terms import Claims, Meaning
from directory.exchange.records import MOST_UNCLAIMED

KEEP = 65_536  # a list repeats few values in many rows


@dataclass(frozen=True, slots=True)
class Heard:
    """What cells say: terms, and what means none."""

    claims: list[Claim] = field(default_factory=list)
    unclaimed: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class Interpreter:
    """Reads the columns of [terms]."""

    def __init__(self, mapping: ListMapping, vocabulary: Vocabulary) -> None:
        self._mapping = mapping
        self._terms = Terms(vocabulary)
        self._read = lru_cache(KEEP)(self._read_values)

    def read(self, cells: Cells) -> Heard:
        heard = Heard()
        for meaning in self._mapping.meanings:
            if meaning.claim:
                self._answer(meaning, meaning.claim, cells, heard)
            elif parts := cells.parts(meaning.column):
                # Such a cell comes once, and would be kept for nothing.
                read = self._read if len(parts) <= MOST_UNCLAIMED else self._read_values
                claims, unclaimed = read(meaning, tuple(parts))
                heard.claims.extend(claims)
                heard.unclaimed.extend(unclaimed)
        return heard

    def _answer(self, meaning: Meaning, claim: Claim, cells: Cells, heard: Heard) -> None:
        try:
            answer = cells.answer(meaning.column)
        except CellError as error:
            heard.remarks.append(f"{meaning.label}: {error}")
            heard.unclaimed.append(kept(meaning.label, cells.text(meaning.column)))
            return
        if answer is not None:
            heard.claims.append(Claim(claim.selection, denies=claim.denies is answer))

    def _read_values(self, meaning: Meaning, parts: tuple[str, ...]) -> tuple[Claims, list[str]]:
        claims: list[Claim] = []
        unclaimed: list[str] = []
        told, left = _taken_together(meaning, parts)
        for part in (part for part in parts if folded(part) not in meaning.ignored):
            said = meaning.values.get(folded(part)) if folded(part) not in told else ()
            if said is None:
                said = tuple(self._terms.named(part, meaning.facets))
            claims += said
            if not said and len(unclaimed) <= MOST_UNCLAIMED:
                unclaimed.append(kept(meaning.label, part))
        return (*claims, *left), unclaimed


def _taken_together(meaning: Meaning, parts: tuple[str, ...]) -> tuple[set[str], list[Claim]]:
    """The values that mean something else beside each other, and what that is."""
    here = set(map(folded, parts))
    found = [(these, claims) for these, claims in meaning.together if these <= here]
    return {value for these, _ in found for value in these}, list(
        _all(claims for _, claims in found)
    )


def _all(several: Iterator[Claims]) -> Iterator[Claim]:
    for claims in several:
        yield from claims
