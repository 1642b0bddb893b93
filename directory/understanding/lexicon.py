"""Phrases and what they mean, found longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from directory.domain.vocabulary import Selection


class Role(StrEnum):
    """What a phrase does in a sentence; all but the first two are read from `markers.toml`."""

    TERM = "term"
    FILLER = "filler"
    NOT = "not"
    LACKING = "lacking"
    PAST = "past"
    WORK = "work"
    OR = "or"
    AND = "and"
    BUT = "but"
    NEAR = "near"
    HERE = "here"
    ACCEPTING = "accepting"
    KIN = "kin"
    CLINIC = "clinic"
    ORGANIZATION = "organization"
    GENERIC = "generic"
    SEARCHED = "searched"
    AGE_BEFORE = "age_before"
    AGE_AFTER = "age_after"
    UNIT = "unit"
    MILES = "miles"
    KILOMETERS = "kilometers"
    LATER = "later"
    EARLIER = "earlier"
    CLOCK = "clock"
    AM = "am"
    PM = "pm"
    TO = "to"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one phrase can be: a term or several, terms to avoid, and any roles.

    `denied`: what "no" before it avoids, where that is not what it includes. `crosses`: it has
    commas or brackets of its own, so those of a sentence need not end it.
    """

    roles: frozenset[Role] = frozenset()
    include: tuple[Selection, ...] = ()
    exclude: tuple[Selection, ...] = ()
    denied: tuple[Selection, ...] = ()
    value: int | None = None
    crosses: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Guard:
    """The company in which a word is a term; `reach` is how many words away it may stand."""

    words: frozenset[str]
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    only_after: frozenset[str] = frozenset()
    only_before: frozenset[str] = frozenset()
    reach: int = 1

    def allows(self, said: Sequence[str], start: int, end: int, within: range) -> bool:
        before = said[max(within.start, start - self.reach) : start]
        behind = said[end : min(within.stop, end + self.reach)]
        return not (
            self.not_after.intersection(before)
            or self.not_before.intersection(behind)
            or (self.only_after and not self.only_after.intersection(before))
            or (self.only_before and not self.only_before.intersection(behind))
        )


@dataclass(slots=True)
class _Node:
    onward: dict[str, _Node] = field(default_factory=dict)
    entry: Entry | None = None


class Lexicon:
    """A trie: its depth is that of the longest phrase, so a sentence costs its own length."""

    def __init__(self, entries: Mapping[tuple[str, ...], Entry], guards: Iterable[Guard]) -> None:
        self._root = _Node()
        for phrase, entry in entries.items():
            self._plant(phrase, entry)
        self.words = frozenset(word for phrase in entries for word in phrase)
        self._guards: dict[str, list[Guard]] = {}
        for guard in guards:
            for word in guard.words:
                self._guards.setdefault(word, []).append(guard)

    def _plant(self, phrase: Sequence[str], entry: Entry) -> None:
        node = self._root
        for word in phrase:
            node = node.onward.setdefault(word, _Node())
        node.entry = entry

    def longest(
        self, said: Sequence[str], start: int, within: range | None = None
    ) -> tuple[int, Entry] | None:
        """Return where the longest phrase that begins here ends, and what it is.

        `within`: the words between the commas around it; all, where nothing is said.
        """
        within = within or range(len(said))
        found = None
        for end, entry in self._beginning(said, start):
            if end > within.stop and not entry.crosses:
                continue
            if end > start + 1 or self._allows(said, start, within):
                found = end, entry
            else:
                found = end, Entry((entry.roles - {Role.TERM}) | {Role.FILLER})
        return found

    def _beginning(self, said: Sequence[str], start: int) -> Iterator[tuple[int, Entry]]:
        node = self._root
        for end in range(start, len(said)):
            onward = node.onward.get(said[end])
            if onward is None:
                return
            node = onward
            if node.entry is not None:
                yield end + 1, node.entry

    def _allows(self, said: Sequence[str], start: int, within: range) -> bool:
        guards = self._guards.get(said[start], ())
        return all(guard.allows(said, start, start + 1, within) for guard in guards)
