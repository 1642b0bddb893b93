"""Sets of rows as bits: sixty-four to a word, the lowest bit first."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

WORD = 64

Bits: TypeAlias = NDArray[np.uint64]
Flags: TypeAlias = NDArray[np.bool_]
Rows: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[Any]

EVERY = np.uint64(2**64 - 1)
PIECE = 256  # words, whose bits cannot overflow sixteen
_ONE = np.uint64(1)
_LOW = np.uint64(WORD - 1)


def packed(flags: Flags) -> Bits:
    """Turn one flag a row into bits; the length must be a multiple of 64."""
    return np.packbits(flags, bitorder="little").view(np.uint64)


def unpacked(bits: Bits) -> Flags:
    return np.unpackbits(bits.view(np.uint8), bitorder="little").view(np.bool_)


def of_rows(rows: Numbers, words: int) -> Bits:
    flags = np.zeros(words * WORD, np.bool_)
    flags[rows] = True
    return packed(flags)


def size(bits: Bits) -> int:
    return int(np.bitwise_count(bits).sum())


def tested(words: Bits, rows: Numbers) -> Flags:
    """Whether each row's bit is set in the word beside it."""
    return ((words >> (rows.astype(np.uint64, copy=False) & _LOW)) & _ONE).astype(np.bool_)


def sums(words: Bits, mask: Bits) -> NDArray[np.int64]:
    """For each column of a matrix, how many rows of the mask are set in it.

    Taken in pieces that stay in the processor's nearest memory.
    """
    counts = np.zeros(words.shape[1], np.int64)
    for start in range(0, len(mask), PIECE):
        piece = words[start : start + PIECE] & mask[start : start + PIECE, None]
        counts += np.bitwise_count(piece).sum(axis=0, dtype=np.uint16)
    return counts
