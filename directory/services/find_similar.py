"""Finds places near a listing that offer the same level of care."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from directory.domain.cards import Card, ProgramLine
from directory.domain.criteria import Criteria, Sort
from directory.domain.listings import Listing
from directory.domain.places import Place, PlaceKind, Precision
from directory.domain.vocabulary import Facet, Selection
from directory.search.engine import Engine
from directory.search.hits import Hit
from directory.services.read_cards import read_cards

RADIUS_MILES = 50.0
MOST = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Similar:
    """`miles` is None where a distance would give a confidential address away."""

    card: Card
    programs: tuple[ProgramLine, ...]  # those at a level of care that the listing has too
    miles: float | None
    precision: Precision


def find_similar(
    session: Session, engine: Engine, listing: Listing, *, today: date
) -> list[Similar]:
    """The nearest first; none where the listing tells no level of care or no place."""
    criteria = _like(listing)
    if criteria is None:
        return []
    hits = engine.search(criteria, today=today, per_page=MOST + 1).hits
    others = [hit for hit in hits if hit.provider_id != listing.id][:MOST]
    found = read_cards(session, engine, [hit.provider_id for hit in others])
    return [_similar(hit, found, listing) for hit in others if hit.provider_id in found]


def _like(listing: Listing) -> Criteria | None:
    levels = frozenset(
        Selection(Facet.CARE, program.care) for program in listing.programs if program.care
    )
    address = listing.address
    point = address.shown_point  # the order of the neighbours would give a hidden one away
    if not levels or point is None:
        return None
    place = Place(kind=PlaceKind.CITY, state=address.state, city=address.city, point=point)
    return Criteria(place=place, radius=RADIUS_MILES, include=levels, sort=Sort.DISTANCE)


def _similar(hit: Hit, found: Mapping[int, Card], listing: Listing) -> Similar:
    card = found[hit.provider_id]
    private = card.address.confidential or listing.address.confidential
    exact = {card.address.precision, listing.address.precision} == {Precision.EXACT}
    return Similar(
        card=card,
        programs=tuple(line for line in card.programs if line.id in hit.program_ids),
        miles=None if private else hit.miles,
        precision=Precision.EXACT if exact else Precision.ZIP,
    )
