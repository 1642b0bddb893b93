"""All that a program says in one line: the terms it says yes to, then those it does not deny."""

import numpy as np

from directory.search.bits import WORD, Numbers

_GROUP = 255


def width(terms: int) -> int:
    """The words of each half of a line."""
    return -(-terms // WORD)


def line(yes: Numbers, no: Numbers, terms: int) -> Numbers:
    """The line of one program."""
    half = width(terms)
    return np.concatenate([_half(yes, half), ~_half(no, half)])


def _half(numbers: Numbers, words: int) -> Numbers:
    half = np.zeros(words, np.uint64)
    np.bitwise_or.at(half, numbers >> 6, np.uint64(1) << (numbers & 63).astype(np.uint64))
    return half


def column_sums(lines: Numbers, numbers: slice) -> tuple[Numbers, Numbers]:
    """For each of the terms, how many lines say yes to it, and how many do not deny it."""
    octets = lines.view(np.uint8).reshape(len(lines), 2, 4 * lines.shape[1])
    first, last = numbers.start // 8, -(-numbers.stop // 8)
    flags = np.unpackbits(octets[:, :, first:last], axis=2, bitorder="little")
    sums = _summed(flags.reshape(len(lines), 16 * (last - first))).reshape(2, -1)
    yes, undenied = sums[:, numbers.start - 8 * first : numbers.stop - 8 * first]
    return yes, undenied


def _summed(flags: Numbers) -> Numbers:
    """Add up rows in groups so small that their sums fit in a byte, which is four times as fast."""
    if len(flags) <= _GROUP:
        return np.asarray(flags.sum(axis=0, dtype=np.uint8).astype(np.int64))
    grouped = len(flags) // _GROUP * _GROUP
    groups = flags[:grouped].reshape(-1, _GROUP, flags.shape[1]).sum(axis=1, dtype=np.uint8)
    return np.asarray(groups.sum(axis=0, dtype=np.int64) + _summed(flags[grouped:]))
