import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import islice

from directory.domain.listings import Listing
from directory.domain.places import Place
from directory.domain.vocabulary import Vocabulary
from directory.exchange import demonstration
from tests.exchange.demonstration.conftest import SEED, TODAY


def test_a_listing_does_not_depend_on_how_many_are_asked_for(
    listings: list[Listing], vocabulary: Vocabulary, places: Sequence[Place]
) -> None:
    few = demonstration.generate(20, SEED, vocabulary, places, TODAY)

    assert list(few) == listings[:20]


def test_another_seed_makes_other_listings(
    listings: list[Listing], vocabulary: Vocabulary, places: Sequence[Place]
) -> None:
    others = demonstration.generate(20, SEED + 1, vocabulary, places, TODAY)

    assert not {one.description for one in others if one.description} & {
        one.description for one in listings
    }


def test_listings_come_one_by_one(vocabulary: Vocabulary, places: Sequence[Place]) -> None:
    endless = demonstration.generate(10**12, SEED, vocabulary, places, TODAY)

    assert len(list(islice(endless, 3))) == 3


def test_every_listing_shows_that_it_is_fictional(listings: list[Listing]) -> None:
    assert all("Example" in listing.name for listing in listings)
    assert all("Example" in listing.address.street for listing in listings)
    assert all(listing.demonstration for listing in listings)
    assert all(
        re.match(r"https://www\.example\.(org|com)/.", listing.website)
        for listing in listings
        if listing.website
    )


def test_slugs_are_never_used_twice(listings: list[Listing]) -> None:
    slugs = {listing.slug for listing in listings}

    assert len(slugs) == len(listings)
    assert all(re.fullmatch(r"[a-z0-9-]+", slug) for slug in slugs)


def test_confirmation_lies_between_today_and_a_year_ago(listings: list[Listing]) -> None:
    ages = [TODAY - listing.confirmed_on for listing in listings if listing.confirmed_on]

    assert len(ages) == len(listings)
    assert min(ages) < timedelta(days=7)
    assert timedelta(days=300) < max(ages) <= timedelta(days=365)
