from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import select

from directory import context
from directory.services.choose_listings import LOOKED_UP, Chosen, choose_listings
from directory.storage.models import OldSlugRow, ProviderRow
from tests.factories import Make, listing


@pytest.fixture
def slugs(app: Flask) -> list[str]:
    make = Make(context.held(app), indexed=False)
    return [each.slug for each in make.listings(listing(f"House {number}") for number in range(5))]


def choose(slugs: Sequence[str], most: int = 4) -> Chosen:
    return choose_listings(context.session(), slugs, most)


def test_listings_come_in_the_order_they_were_named(slugs: list[str]) -> None:
    chosen = choose([slugs[2], slugs[0]])

    assert chosen.slugs == [slugs[2], slugs[0]]
    assert (chosen.repeated, chosen.unknown, chosen.left_out) == (0, 0, 0)


def test_one_that_is_named_twice_comes_once(slugs: list[str]) -> None:
    chosen = choose([slugs[0], slugs[0], slugs[1]])

    assert chosen.slugs == slugs[:2]
    assert chosen.repeated == 1


def test_unknown_and_unreadable_names_are_counted(slugs: list[str]) -> None:
    chosen = choose(["nowhere", slugs[0], "\x00", ""])

    assert chosen.slugs == slugs[:1]
    assert chosen.unknown == 2


def test_more_than_fit_are_left_out(slugs: list[str]) -> None:
    chosen = choose(slugs)

    assert chosen.slugs == slugs[:4]
    assert chosen.left_out == 1


def test_a_flood_of_names_is_not_looked_up(slugs: list[str]) -> None:
    flood = [f"house-{number}" for number in range(5000)]

    chosen = choose([slugs[0], *flood])

    assert chosen.slugs == slugs[:1]
    assert chosen.unknown == LOOKED_UP - 1
    assert chosen.left_out == 5001 - LOOKED_UP


def test_a_former_name_finds_the_listing_once(slugs: list[str]) -> None:
    with context.writing() as session:
        row = session.scalars(select(ProviderRow).where(ProviderRow.slug == slugs[0])).one()
        session.add(OldSlugRow(slug="old-house", provider_id=row.id))
        session.commit()

    chosen = choose(["old-house", slugs[0]])

    assert chosen.slugs == slugs[:1]
    assert chosen.repeated == 1
    assert chosen.without(slugs[0]) == []
