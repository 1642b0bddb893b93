"""Listings that leave the ordinary results overnight, and openings that cease to count."""

from datetime import date, timedelta

import pytest

from directory.domain.criteria import Criteria, Sort
from directory.domain.listings import Listing, Openings
from directory.domain.places import Place, PlaceKind
from directory.domain.vocabulary import Facet
from directory.search.engine import IndexedEngine
from directory.search.hits import Hits
from tests.search.conftest import Indexed
from tests.search.listings import TODAY, in_town, listing, program, said

YEAR_AGO = TODAY - timedelta(days=365)
TOMORROW = TODAY + timedelta(days=1)


def asked(engine: IndexedEngine, today: date = TODAY, **criteria: object) -> Hits:
    return engine.search(Criteria(**criteria), today=today)  # type: ignore[arg-type]


def ids(hits: Hits) -> list[int]:
    return [hit.provider_id for hit in hits.hits]


def kept(number: int = 1, **fields: object) -> Listing:
    """A listing that somebody keeps, and confirmed a year ago to the day."""
    one = program(number, said(Facet.INSURANCE, "medicaid"))
    return listing(number, one, **{"kept_since": YEAR_AGO, "confirmed_on": YEAR_AGO} | fields)


def test_a_listing_leaves_overnight_without_being_written_again(indexed: Indexed) -> None:
    engine = indexed(kept(1), listing(2, confirmed_on=YEAR_AGO))

    today, tomorrow = asked(engine), asked(engine, TOMORROW)

    assert (sorted(ids(today)), today.left_out) == ([1, 2], 0)
    assert (ids(tomorrow), tomorrow.total, tomorrow.left_out) == ([2], 1, 1)


def test_who_asks_for_older_listings_finds_them(indexed: Indexed) -> None:
    engine = indexed(kept(1))

    hits = asked(engine, TOMORROW, older=True)

    assert (ids(hits), hits.left_out) == ([1], 0)


def test_counts_leave_out_what_the_results_leave_out(indexed: Indexed) -> None:
    engine = indexed(kept(1))

    medicaid = [
        next(count for count in hits.facets[Facet.INSURANCE] if count.slug == "medicaid").count
        for hits in (asked(engine, TOMORROW), asked(engine, TOMORROW, older=True))
    ]

    assert medicaid == [0, 1]


def test_the_map_leaves_out_what_the_results_leave_out(indexed: Indexed) -> None:
    engine = indexed(kept(1, address=in_town(0)), listing(2, address=in_town(0)))

    spread = engine.spread(Criteria(), today=TOMORROW)

    assert (spread.total, spread.provider_ids) == (1, (2,))


def test_online_programs_of_listings_that_left_are_not_offered(indexed: Indexed) -> None:
    online = program(1, said(Facet.FORMAT, "online"), states_served=("IL",))
    engine = indexed(listing(1, online, kept_since=YEAR_AGO, confirmed_on=YEAR_AGO))
    near = Criteria(place=Place(kind=PlaceKind.STATE, state="IL"))

    assert len(engine.search(near, today=TODAY).online_elsewhere) == 1
    assert not engine.search(near, today=TOMORROW).online_elsewhere


@pytest.mark.parametrize(
    "text", ["Harbor House", "harbor house, west wing", '"Harbor House"', "HARBOR HOUSE WEST WING"]
)
def test_who_asks_for_a_listing_by_its_name_finds_it_though_it_left(
    indexed: Indexed, text: str
) -> None:
    engine = indexed(kept(1, name2="West Wing"))

    hits = asked(engine, TOMORROW, text=text)

    assert (ids(hits), hits.left_out) == ([1], 0)


@pytest.mark.parametrize("text", ["harbor", "house", "harbor wing"])
def test_words_of_a_name_are_not_the_name(indexed: Indexed, text: str) -> None:
    engine = indexed(kept(1, name2="West Wing"))

    hits = asked(engine, TOMORROW, text=text)

    assert (ids(hits), hits.left_out) == ([], 1)


def test_a_long_name_is_known_by_what_is_kept_of_it(indexed: Indexed) -> None:
    name = "The Sisters of the Good Harbor Community Recovery and Wellness Center"
    engine = indexed(kept(1, name=name))

    assert ids(asked(engine, TOMORROW, text=name)) == [1]


def test_a_listing_that_is_confirmed_comes_back(indexed: Indexed) -> None:
    engine = indexed(kept(1))

    engine.update([kept(1, confirmed_on=TODAY)], [])

    assert ids(asked(engine, TOMORROW)) == [1]


def test_a_listing_whose_list_ceases_to_name_it_leaves(indexed: Indexed) -> None:
    engine = indexed(listing(1, confirmed_on=YEAR_AGO))

    engine.update([listing(1, confirmed_on=YEAR_AGO, gone_since=TODAY)], [])

    assert ids(asked(engine)) == [1]
    assert ids(asked(engine, TOMORROW)) == []


def test_an_answer_about_openings_counts_for_two_weeks(indexed: Indexed) -> None:
    open_ = program(1, openings=Openings(answer="yes", reported_on=TODAY - timedelta(days=14)))
    engine = indexed(listing(1, open_))

    today, tomorrow = (asked(engine, day, accepting=True) for day in (TODAY, TOMORROW))

    assert (ids(today), today.not_reported["accepting"]) == ([1], 0)
    assert (ids(tomorrow), tomorrow.not_reported["accepting"]) == ([], 1)


def test_an_answer_about_openings_of_no_day_does_not_count(indexed: Indexed) -> None:
    engine = indexed(listing(1, program(1, openings=Openings(answer="yes"))))

    assert ids(asked(engine, accepting=True)) == []


def test_openings_that_may_be_over_come_after_a_waiting_list(indexed: Indexed) -> None:
    old, new = (TODAY - timedelta(days=days) for days in (15, 1))
    engine = indexed(
        listing(1, program(1, openings=Openings(answer="yes", wait_days=0, reported_on=old))),
        listing(2, program(2, openings=Openings(answer="no", reported_on=new))),
        listing(3, program(3, openings=Openings(answer="waitlist", reported_on=new))),
        listing(4, program(4)),
    )

    assert ids(asked(engine, sort=Sort.OPENING)) == [3, 1, 4, 2]


def test_openings_that_are_told_anew_count_at_once(indexed: Indexed) -> None:
    engine = indexed(listing(1, program(1)))

    engine.update([listing(1, program(1, openings=Openings(answer="yes", reported_on=TODAY)))], [])

    assert ids(asked(engine, accepting=True)) == [1]
