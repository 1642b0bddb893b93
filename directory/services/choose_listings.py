"""Reads the listings that a person chose by name, to be compared or called."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.domain.listings import Listing
from directory.storage import listings

LOOKED_UP = 24  # names; nobody writes more by hand


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """The listings in the order they were named, and what has to be said about the rest."""

    listings: tuple[Listing, ...]
    repeated: int = 0
    unknown: int = 0
    left_out: int = 0  # more than can be shown

    @property
    def slugs(self) -> list[str]:
        return [each.slug for each in self.listings]

    def without(self, slug: str) -> list[str]:
        return [each for each in self.slugs if each != slug]


def choose_listings(session: Session, slugs: Sequence[str], most: int) -> Chosen:
    """Find the named listings, by a former name too, and keep the first `most` of them."""
    wanted = [slug for slug in slugs if slug.strip()]
    named = list(dict.fromkeys(wanted))
    looked_up = named[:LOOKED_UP]
    found = _found(session, [slug for slug in looked_up if slug.isprintable()])
    known = {each.slug: each for each in found.values()}
    return Chosen(
        listings=tuple(known.values())[:most],
        repeated=len(wanted) - len(named) + len(found) - len(known),
        unknown=len(looked_up) - len(found),
        left_out=max(len(known) - most, 0) + len(named) - len(looked_up),
    )


def _found(session: Session, slugs: Sequence[str]) -> dict[str, Listing]:
    """The listings by the name they were asked for with."""
    here = {each.slug: each for each in listings.by_slugs(session, slugs)}
    moved = dict(_moved(session, [slug for slug in slugs if slug not in here]))
    there = {each.slug: each for each in listings.by_slugs(session, list(moved.values()))}
    asked = {slug: here.get(slug) or there.get(moved.get(slug, "")) for slug in slugs}
    return {slug: listing for slug, listing in asked.items() if listing is not None}


def _moved(session: Session, slugs: Iterable[str]) -> Iterable[tuple[str, str]]:
    for slug in slugs:
        if current := listings.current_slug(session, slug):
            yield slug, current
