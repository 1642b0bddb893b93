"""Whatever stands in a cell: it is read, or said, and never a fault of the program."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

import hypothesis
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from directory.exchange import clocks, coordinates, mapping, one_line, phones, weekly
from directory.exchange.clocks import HoursError
from directory.exchange.mapped_rows import Rows
from directory.exchange.records import Given, Record
from directory.exchange.spreadsheet import Row
from tests.factories import SOURCE

WORDS = st.sampled_from(
    ["mon", "Mon-Fri", "thru", "-", "9", "9am", "17:00", "24/7", "noon", "to", ";", ",", "&", "fri"]
)
HOURS = st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=8).map(" ".join))
CELLS = st.one_of(
    st.text(max_size=60),
    HOURS,
    st.integers(-(10**9), 10**9),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.sampled_from(["Aetna PPO; x", "yes", "IOP", "1 Elm St, Peoria, IL 61602", "61602", "=1+1"]),
)


@hypothesis.given(HOURS)
def test_hours_are_read_or_refused(text: str) -> None:
    with suppress(HoursError):
        for times in clocks.read(text):
            assert 0 <= times.start < 1440
            assert 0 <= times.end < 1440
    with suppress(HoursError):
        for day, times, _ in weekly.believed(weekly.read(text)):
            for span in weekly.spans(day, times):
                assert 0 <= span.weekday < 7
                assert 0 <= span.start < span.end <= 1440


@hypothesis.given(st.text(max_size=200), st.text(max_size=20))
def test_addresses_and_coordinates_are_read_or_left_out(text: str, other: str) -> None:
    one_line.read(text)
    phones.dialable(text)
    point, remark = coordinates.read(text, other)

    assert point is None or not remark or "exchanged" in remark


@pytest.fixture(scope="module")
def rows(given: Given) -> Rows:
    found = mapping.load(mapping.find("example"), given.vocabulary)
    day = date(2026, 3, 31)
    return Rows(found, replace(given, today=date(2026, 6, 1)), SOURCE, day)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@hypothesis.given(st.data())
def test_any_row_is_a_record_or_is_skipped_with_a_reason(rows: Rows, data: st.DataObject) -> None:
    columns = sorted({column for column, _ in rows.mapping.columns()})
    cells = data.draw(st.lists(CELLS, max_size=len(columns)))

    found = rows.read(Row(2, {name: at for at, name in enumerate(columns)}, cells))

    if isinstance(found, Record):
        assert found.digest
        assert found.listing.name
        assert all(remark and "\n" not in remark for remark in found.remarks)
    else:
        assert found.reason
