"""Completes the end of a sentence being typed: an insurer, a therapy, a medication, a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from sqlalchemy.orm import Session

from directory.services.suggest_while_typing import LIMIT, Kind, Suggester, Suggestion

IN_SENTENCES = (Kind.INSURANCE, Kind.THERAPY, Kind.MEDICATION, Kind.PROVIDER)
LONGEST_ENDING = 4  # words
SHORTEST_ENDING = 3  # letters; two fit everything


@dataclass(frozen=True, slots=True)
class Completion:
    """`text` is the whole sentence with its end completed."""

    text: str
    suggestion: Suggestion


def complete_sentence(
    session: Session, suggester: Suggester, sentence: str, *, spanish: bool = False
) -> list[Completion]:
    """Return completions of the longest ending that something begins with, each kind in turn."""
    for before, ending in _endings(sentence):
        by_kind = [
            suggester.suggest(session, kind, ending, spanish=spanish) for kind in IN_SENTENCES
        ]
        found = list(islice(chain.from_iterable(_in_turn(by_kind)), LIMIT))
        if found:
            return [Completion(f"{before}{each.label}", each) for each in found]
    return []


def _endings(sentence: str) -> Iterator[tuple[str, str]]:
    """The last few words, the longest stretch first, with what stands before them."""
    words = sentence.split(" ")
    for count in range(min(LONGEST_ENDING, len(words)), 0, -1):
        ending = " ".join(words[-count:])
        if len(ending) >= SHORTEST_ENDING and words[-count]:
            yield sentence[: len(sentence) - len(ending)], ending


def _in_turn(by_kind: list[list[Suggestion]]) -> Iterator[list[Suggestion]]:
    """The best of every kind, then the second best."""
    for place in range(LIMIT):
        yield [found[place] for found in by_kind if place < len(found)]
