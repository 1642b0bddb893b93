"""Cells that no spreadsheet program takes for a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain import cells

STARTS = "=+-@\t\r"


@pytest.mark.parametrize("start", STARTS)
def test_what_begins_like_a_formula_gets_a_quote(start: str) -> None:
    assert cells.harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("cell", ["", "Harbor House", "a=b", "'t Huis", "3 - 4"])
def test_other_text_stays_as_it_is(cell: str) -> None:
    assert cells.harmless(cell) == cell
    assert cells.as_written(cell) == cell


@given(cell=st.one_of(st.text(), st.text(alphabet=f"'{STARTS}a")))
def test_every_text_comes_back_as_it_was(cell: str) -> None:
    written = cells.harmless(cell)

    assert not written.startswith(tuple(STARTS))
    assert cells.as_written(written) == cell
