"""Words about people that hurt, and claims that nobody can check, found in what somebody wrote.

What is marked is a person's to decide: an editor reads it, and nothing is changed by itself. So
names, titles and quotations are left alone, as far as capitals and quotation marks show them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from directory.domain import proper_names
from directory.domain.proper_names import Span


class Kind(StrEnum):
    STIGMA = "stigma"  # a word that makes an illness of a person
    PROMOTION = "promotion"  # a claim that no reader can check


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """`pattern` finds what is marked; within what `unless` finds, it is right as it is."""

    kind: Kind
    language: str  # of the words it finds
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    instead: str  # in the language of the words; empty: better left out
    why: str
    why_es: str
    source: str  # a key of the sources


@dataclass(frozen=True, kw_only=True, slots=True)
class Authority:
    """Who says so, where, and of which day it is or when it was read."""

    publisher: str
    title: str
    url: str
    dated: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """`text[start:end]` is better said otherwise."""

    start: int
    end: int
    kind: Kind
    instead: str
    why: str
    source: Authority


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    mark: Mark | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    rules: tuple[Rule, ...]
    spared: re.Pattern[str] | None  # names that are never marked
    sources: dict[str, Authority]

    def marked(self, text: str, language: str = "en") -> tuple[Mark, ...]:
        """What to look at again, in its order; no two overlap. `language`: of the reasons."""
        found = sorted(self._found(text, language), key=lambda mark: (mark.start, -mark.end))
        kept: list[Mark] = []
        for mark in found:
            if not kept or mark.start >= kept[-1].end:
                kept.append(mark)
        return tuple(kept)

    def _found(self, text: str, language: str) -> Iterator[Mark]:
        listed = _spans(self.spared, text)
        for rule in self.rules:
            hits = _spans(rule.pattern, text)
            if not hits:
                continue
            right = chain(listed, _spans(rule.unless, text), _named(rule.kind, text))
            yield from (self._mark(rule, hit, language) for hit in _outside(hits, right))

    def _mark(self, rule: Rule, hit: Span, language: str) -> Mark:
        return Mark(
            start=hit[0],
            end=hit[1],
            kind=rule.kind,
            instead=rule.instead,
            why=rule.why_es if language == "es" else rule.why,
            source=self.sources[rule.source],
        )


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The whole text in its order, parted where it is marked."""
    at = 0
    for mark in marks:
        if mark.start > at:
            yield Piece(text[at : mark.start])
        yield Piece(text[mark.start : mark.end], mark)
        at = mark.end
    if at < len(text):
        yield Piece(text[at:])


def _named(kind: Kind, text: str) -> Iterable[Span]:
    """An organization may call itself what it likes; that it is the best is no name."""
    return proper_names.names(text) if kind is Kind.STIGMA else proper_names.sure_names(text)


def _outside(hits: Iterable[Span], right: Iterable[Span]) -> list[Span]:
    spared = list(right)
    return [hit for hit in hits if not any(a <= hit[0] and hit[1] <= b for a, b in spared)]


def _spans(pattern: re.Pattern[str] | None, text: str) -> list[Span]:
    return [match.span() for match in pattern.finditer(text)] if pattern else []
