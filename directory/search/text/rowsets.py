"""Sets of site rows: a sorted array while they are few, one bit for each row when they are many."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]  # sorted, each once
Bits = NDArray[np.uint64]  # bit i of the little-endian words is row i
Scores = NDArray[np.float64]

FEW = 64  # a set is few while fewer than one in so many rows belong to it


@dataclass(frozen=True, slots=True)
class Few:
    rows: Rows


@dataclass(frozen=True, slots=True)
class Many:
    bits: Bits


RowSet = Few | Many
NONE = Few(np.zeros(0, np.int64))


def packed(mask: NDArray[np.bool_]) -> Bits:
    """Pack one boolean for each row; the last word is filled with zeros."""
    octets = np.packbits(mask, bitorder="little")
    bits = np.zeros((len(mask) + 63) // 64, np.uint64)
    bits.view(np.uint8)[: len(octets)] = octets
    return bits


def unpacked(bits: Bits) -> Rows:
    return np.flatnonzero(np.unpackbits(bits.view(np.uint8), bitorder="little"))


def as_rows(these: RowSet) -> Rows:
    return these.rows if isinstance(these, Few) else unpacked(these.bits)


def as_bits(these: RowSet, size: int) -> Bits:
    if isinstance(these, Many):
        return these.bits
    mask = np.zeros(size, np.bool_)
    mask[these.rows] = True
    return packed(mask)


def has(bits: Bits, rows: Rows) -> NDArray[np.bool_]:
    """Which of the rows have their bit set."""
    octets = bits.view(np.uint8).take(rows >> 3) >> (rows & 7).astype(np.uint8)
    return (octets & np.uint8(1)).view(np.bool_)


def among(these: Rows, rows: Rows) -> NDArray[np.bool_]:
    """Which of `rows` belong to the sorted array `these`."""
    if not len(these):
        return np.zeros(len(rows), np.bool_)
    places = np.searchsorted(these, rows)
    places[places == len(these)] = 0
    found: NDArray[np.bool_] = these[places] == rows
    return found


def heads(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a value differs from the one before it."""
    differs = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs


def contains(these: RowSet, rows: Rows) -> NDArray[np.bool_]:
    return has(these.bits, rows) if isinstance(these, Many) else among(these.rows, rows)


def intersection(sets: Sequence[RowSet]) -> RowSet:
    few = sorted((these.rows for these in sets if isinstance(these, Few)), key=len)
    many = [these.bits for these in sets if isinstance(these, Many)]
    if not few:
        return Many(reduce(np.bitwise_and, many))
    rows = few[0]
    for others in few[1:]:
        rows = rows[among(others, rows)]
    for bits in many:
        rows = rows[has(bits, rows)]
    return Few(rows)


def union(sets: Sequence[RowSet], size: int) -> RowSet:
    few = [these.rows for these in sets if isinstance(these, Few)]
    many = [these.bits for these in sets if isinstance(these, Many)]
    if not many and sum(map(len, few)) < size // FEW:
        return Few(np.unique(np.concatenate([NONE.rows, *few])))
    mask = np.zeros(size, np.bool_)
    for rows in few:
        mask[rows] = True
    return Many(reduce(np.bitwise_or, many, packed(mask)))


def difference(these: RowSet, others: RowSet, size: int) -> RowSet:
    if isinstance(these, Few):
        return Few(these.rows[~contains(others, these.rows)])
    return Many(these.bits & ~as_bits(others, size))
