"""Queries against a snapshot: first which sites match, then scores where somebody asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Protocol

import numpy as np

from directory.search.text import rowsets, schema
from directory.search.text.queries import (
    AllOf,
    AnyOf,
    Except,
    Near,
    Phrase,
    Query,
    Start,
    Word,
)
from directory.search.text.rowsets import Bits, Rows, RowSet, Scores
from directory.search.text.scored import Scored

if TYPE_CHECKING:
    from directory.search.text.snapshot import Snapshot


class Node(Protocol):
    """An evaluated part of a query. `at` gives nought for rows that do not match it."""

    @property
    def found(self) -> RowSet: ...

    def at(self, rows: Rows) -> Scores: ...


class Matches:
    """The sites that match, and on demand what they are worth."""

    def __init__(self, node: Node, size: int) -> None:
        self.found = node.found  # Few or Many, whichever is at hand
        self._node = node
        self._size = size

    @cached_property
    def rows(self) -> Rows:
        """Sorted site rows."""
        return rowsets.as_rows(self.found)

    @cached_property
    def bits(self) -> Bits:
        """One bit for each site row."""
        return rowsets.as_bits(self.found, self._size)

    def scores(self, rows: Rows) -> Scores:
        """Scores of sorted site rows; nought for one that does not match."""
        return self._node.at(rows)


@dataclass(frozen=True, slots=True)
class _All:
    parts: Sequence[Node]
    found: RowSet

    def at(self, rows: Rows) -> Scores:
        return _sum(self.parts, rows) * rowsets.contains(self.found, rows)


@dataclass(frozen=True, slots=True)
class _Any:
    parts: Sequence[Node]
    found: RowSet

    def at(self, rows: Rows) -> Scores:
        return _sum(self.parts, rows)


def matches(query: Query, snapshot: "Snapshot") -> Matches:
    return Matches(_node(query, snapshot), snapshot.size)


def _node(query: Query, snapshot: "Snapshot") -> Node:
    match query:
        case AllOf(parts):
            nodes = [_node(part, snapshot) for part in parts]
            return _All(nodes, rowsets.intersection([node.found for node in nodes]))
        case AnyOf(parts):
            return _any([_node(part, snapshot) for part in parts], snapshot.size)
        case Except(wanted, unwanted):
            node, other = _node(wanted, snapshot), _node(unwanted, snapshot)
            return _All([node], rowsets.difference(node.found, other.found, snapshot.size))
    return _leaf(query, snapshot)


def _leaf(query: Word | Phrase | Start | Near, snapshot: "Snapshot") -> Node:
    match query:
        case Word():
            return snapshot.word(query)
        case Phrase():
            return snapshot.phrase(query)
        case Start(text):
            known = snapshot.words_from(schema.STARTS, text)
            return _words([text.decode() for text in known], (schema.STARTS,), snapshot)
        case Near(text, edits, fields):
            return _words(snapshot.words_near(text, edits, fields), fields, snapshot)


def _words(texts: Sequence[str], fields: tuple[str, ...], snapshot: "Snapshot") -> Node:
    return _any([snapshot.word(Word(text, fields)) for text in texts], snapshot.size)


def _any(nodes: Sequence[Node], size: int) -> Node:
    if len(nodes) == 1:
        return nodes[0]
    return _Any(nodes, rowsets.union([node.found for node in nodes], size))


def _sum(nodes: Sequence[Node], rows: Rows) -> Scores:
    return reduce(np.add, (node.at(rows) for node in nodes), np.zeros(len(rows)))


_: type[Node] = Scored
