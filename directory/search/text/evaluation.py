"""Queries against a snapshot: first which sites match, then scores where somebody asks for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Protocol

import numpy as np

from directory.search.text import rowsets
from directory.search.text.queries import AllOf, AnyOf, Except, Leaf, Query
from directory.search.text.rowsets import Bits, Rows, RowSet, Scores
from directory.search.text.scored import Scored


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


def matches(query: Query, scored: Callable[[Leaf], Scored], size: int) -> Matches:
    """`scored` knows where words and phrases stand; `size`: number of site rows."""
    return Matches(_node(query, scored, size), size)


def _node(query: Query, scored: Callable[[Leaf], Scored], size: int) -> Node:
    match query:
        case AllOf(parts):
            nodes = [_node(part, scored, size) for part in parts]
            return _All(nodes, rowsets.intersection([node.found for node in nodes]))
        case AnyOf(parts):
            nodes = [_node(part, scored, size) for part in parts]
            return _Any(nodes, rowsets.union([node.found for node in nodes], size))
        case Except(wanted, unwanted):
            node, other = (_node(part, scored, size) for part in (wanted, unwanted))
            return _All([node], rowsets.difference(node.found, other.found, size))
    return scored(query)


def _sum(nodes: Sequence[Node], rows: Rows) -> Scores:
    return reduce(np.add, (node.at(rows) for node in nodes))
