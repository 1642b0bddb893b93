import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from directory.search.text import rowsets
from directory.search.text.rowsets import Few, Many, RowSet

SIZE = 200


@st.composite
def row_sets(draw: st.DrawFn) -> tuple[set[int], RowSet]:
    """Rows, and a set of them in either shape."""
    rows = draw(st.sets(st.integers(0, SIZE - 1)))
    few = Few(np.array(sorted(rows), np.int64))
    return rows, few if draw(st.booleans()) else Many(rowsets.as_bits(few, SIZE))


def as_set(these: RowSet) -> set[int]:
    return set(rowsets.as_rows(these).tolist())


@given(st.lists(row_sets(), min_size=1, max_size=4))
def test_an_intersection_holds_what_all_hold(given: list[tuple[set[int], RowSet]]) -> None:
    both = rowsets.intersection([these for _, these in given])

    assert as_set(both) == set.intersection(*(rows for rows, _ in given))


@given(st.lists(row_sets(), max_size=4))
def test_a_union_holds_what_any_holds(given: list[tuple[set[int], RowSet]]) -> None:
    either = rowsets.union([these for _, these in given], SIZE)

    assert as_set(either) == set().union(*(rows for rows, _ in given))


@given(row_sets(), row_sets())
def test_a_difference_leaves_out_the_others(
    these: tuple[set[int], RowSet], others: tuple[set[int], RowSet]
) -> None:
    left = rowsets.difference(these[1], others[1], SIZE)

    assert as_set(left) == these[0] - others[0]


@given(row_sets(), st.sets(st.integers(0, SIZE - 1)))
def test_rows_are_found_in_either_shape(these: tuple[set[int], RowSet], asked: set[int]) -> None:
    rows = np.array(sorted(asked), np.int64)

    assert rowsets.contains(these[1], rows).tolist() == [row in these[0] for row in sorted(asked)]
