"""When a listing leaves the ordinary results, and whose words keep it there."""

from dataclasses import replace
from datetime import date

import pytest

from directory.domain.facts import EDITORS, OWN_WORD
from directory.domain.listings import Listing, Plan
from tests.factories import REPORTED_ON, listing, program, said

ONCE, LATER = date(2022, 3, 31), date(2024, 6, 1)
YEAR_AFTER_ONCE, YEAR_AFTER_LATER = date(2023, 4, 1), date(2025, 6, 2)
OWN = replace(said("therapy", "cbt"), source=OWN_WORD, reported_on=ONCE)
EDITED = replace(OWN, source=EDITORS)


def old(confirmed_on: date = ONCE, **fields: object) -> Listing:
    return listing("Old House", confirmed_on=confirmed_on, **fields)


def test_what_a_list_still_names_stays_however_old() -> None:
    assert old(statements=(said("therapy", "cbt"),)).leaves_on is None


@pytest.mark.parametrize(
    "kept",
    [
        old(statements=(OWN,)),
        old(statements=(EDITED,)),
        old(programs=(program("detox", OWN),)),
        old(plans=(Plan(insurer="aetna", source=OWN_WORD, confirmed_on=ONCE),)),
        old(kept_since=ONCE),
        old(gone_since=ONCE),
    ],
)
def test_what_persons_kept_or_no_list_names_leaves_after_a_year(kept: Listing) -> None:
    assert kept.leaves_on == YEAR_AFTER_ONCE


@pytest.mark.parametrize(
    "kept",
    [
        old(statements=(replace(EDITED, reported_on=LATER),)),
        old(kept_since=LATER),
        old(gone_since=LATER, confirmed_on=LATER),
    ],
)
def test_any_later_word_keeps_it_a_year_from_then(kept: Listing) -> None:
    assert kept.leaves_on == YEAR_AFTER_LATER


def test_without_a_day_of_a_last_word_the_day_counts_on_which_lists_dropped_it() -> None:
    assert listing(confirmed_on=None, gone_since=LATER).leaves_on == YEAR_AFTER_LATER
    assert (
        listing(confirmed_on=None, statements=(replace(OWN, reported_on=None),)).leaves_on is None
    )


def test_a_list_that_speaks_again_counts_as_a_word() -> None:
    assert old(statements=(OWN,), confirmed_on=REPORTED_ON).last_word == REPORTED_ON
