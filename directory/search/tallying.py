"""How many sites have each term, the quickest way for how many sites there are.

Few sites are counted row by row, from the lines of their programs. Many are counted column by
column: by what their programs say together where all programs of a site count, and program by
program where many sites have only some that do.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce

import numpy as np

from directory.search import bits, lines
from directory.search.bits import Bits, Numbers
from directory.search.columns import Answers, Columns
from directory.search.space import Space

# This many sites cost row by row what a word of sixty-four costs column by column.
_ROWS_A_WORD = 3
_ROWS = 150  # and so many cost less than setting out to count column by column

Counts = tuple[Numbers, Numbers]


Asked = tuple[Bits, slice]  # programs, and the terms to count among them


def counts(columns: Columns, space: Space, asked: Sequence[Asked]) -> list[Counts]:
    """For each of the terms: sites with a program of these that says yes, that does not say no."""
    together = space.united(reduce(np.bitwise_or, (programs for programs, _ in asked)))
    if columns.are_passing or _are_few(together, space):
        return list(_by_row(columns, space, together, asked))
    return [_counts(columns, space, programs, numbers) for programs, numbers in asked]


def _are_few(sites: Bits, space: Space) -> bool:
    return bits.size(sites) < max(_ROWS, _ROWS_A_WORD * len(space.words))


def _counts(columns: Columns, space: Space, programs: Bits, numbers: slice) -> Counts:
    sites, asked = space.united(programs), [(programs, numbers)]
    if _are_few(sites, space):
        return next(_by_row(columns, space, sites, asked))
    partial = space.united(columns.exists[space.program_words] & ~programs) & sites
    if not _are_few(partial, space):
        return _by_program(columns, space, programs, numbers)
    found, candid = _by_site(columns, space, sites & ~partial, numbers)
    more, others = next(_by_row(columns, space, partial, asked))
    return found + more, candid + others


def _by_row(
    columns: Columns, space: Space, sites: Bits, asked: Sequence[Asked]
) -> Iterator[Counts]:
    """Of these sites, which are read once for all that is asked."""
    slots = space.slots(space.rows(sites))
    told = columns.lines.take(slots.numbers, axis=0)
    for programs, numbers in asked:
        said = told * slots.among(programs)[:, :, None]
        yield lines.column_sums(np.bitwise_or.reduce(said, axis=0), numbers)


def _by_site(columns: Columns, space: Space, sites: Bits, numbers: slice) -> Counts:
    """Of sites all of whose programs count."""

    def summed(answers: Answers, places: slice) -> Numbers:
        return bits.sums(_rows(answers.sites, space.words, places), sites)

    return _by_column(columns, numbers, bits.size(sites), summed)


def _by_program(columns: Columns, space: Space, programs: Bits, numbers: slice) -> Counts:
    sites = space.united(programs)

    def summed(answers: Answers, places: slice) -> Numbers:
        counts = bits.sums(_rows(answers.sites, space.words, places), sites)
        varied = slice(*np.searchsorted(answers.varied, (places.start, places.stop)))
        matrix = _rows(answers.programs, space.program_words, varied)
        counts[answers.varied[varied] - places.start] = _united_sums(space, matrix, programs)
        return counts

    return _by_column(columns, numbers, bits.size(sites), summed)


def _united_sums(space: Space, matrix: Bits, programs: Bits) -> Numbers:
    """For each column, the sites of which any of the programs is set in it."""
    counts = np.zeros(matrix.shape[1], np.int64)
    layers = list(zip(space.starts.tolist(), space.sizes.tolist(), strict=True))
    for first in range(0, len(space.words), bits.PIECE):
        pieces = [
            slice(start + first, start + min(first + bits.PIECE, size)) for start, size in layers
        ]
        having = matrix[pieces[0]] & programs[pieces[0], None]
        for deeper in pieces[1:]:
            said = matrix[deeper] & programs[deeper, None]
            having[: len(said)] |= said
        counts += np.bitwise_count(having).sum(axis=0, dtype=np.uint16)
    return counts


def _by_column(
    columns: Columns, numbers: slice, sites: int, summed: Callable[[Answers, slice], Numbers]
) -> Counts:
    """Terms that nobody denies have no column for who does not: that is all of the sites."""
    undenied = columns.undenied
    deniable = slice(*np.searchsorted(undenied.terms, (numbers.start, numbers.stop)))
    candid = np.full(numbers.stop - numbers.start, sites)
    candid[undenied.terms[deniable] - numbers.start] = summed(undenied, deniable)
    return summed(columns.yes, numbers), candid


def _rows(words: Bits, rows: Numbers, places: slice) -> Bits:
    """These rows of a matrix, which is not copied where that is all of them."""
    return words[:, places] if len(rows) == len(words) else words[rows, places]
