"""Listings side by side: one row a question, one cell a listing, and where the answers differ."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from directory.domain.listings import Listing, Openings, Program
from directory.domain.places import Place, Precision, miles_between
from directory.domain.vocabulary import Facet, Vocabulary
from directory.web import ages, compare_terms, week


class Mark(StrEnum):
    SAME = ""
    DIFFERS = "differs"
    SILENT = "silent"  # what is reported is the same, but some report nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """`name` is a facet's or one of this module's; the template shows each in its own way."""

    name: str
    cells: tuple[object, ...]
    mark: Mark = Mark.SAME


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A program as a cell shows it: beside others its name is needed."""

    program: Program
    is_alone: bool
    meetings: tuple[week.Meeting, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Distance:
    """None: not known, or kept private."""

    miles: float | None
    precision: Precision


def rows(listings: Sequence[Listing], vocabulary: Vocabulary, near: Place | None) -> list[Row]:
    def of_terms(facet: Facet) -> Row:
        cells = compare_terms.cells(listings, vocabulary, facet)
        return Row(name=facet, cells=tuple(cells), mark=_mark_of_terms(cells))

    return [
        _row("programs", listings, _levels),
        *([_distances(listings, near)] if near and near.point else []),
        of_terms(Facet.THERAPY),
        of_terms(Facet.MEDICATION),
        of_terms(Facet.INSURANCE),
        _plans(listings),
        _row("hours", listings, _hours),
        of_terms(Facet.FORMAT),
        of_terms(Facet.FOR),
        of_terms(Facet.LANGUAGE),
        _row("openings", listings, _openings),
        _row("cost", listings, _costs),
        Row(name="confirmed", cells=tuple(each.confirmed_on for each in listings)),
    ]


def _row(
    name: str, listings: Sequence[Listing], essence: Callable[[Listing], Iterable[Hashable]]
) -> Row:
    """A row over what the programs offer; listings are alike where the essence of it is."""
    said = [frozenset(essence(each)) for each in listings]
    cells = (offers(listing) if told else () for listing, told in zip(listings, said, strict=True))
    return Row(name=name, cells=tuple(cells), mark=_mark(said))


def _plans(listings: Sequence[Listing]) -> Row:
    said: list[frozenset[Hashable]] = [
        frozenset((each.insurer, each.kind, each.in_network) for each in listing.plans)
        for listing in listings
    ]
    return Row(name="plans", cells=tuple(each.plans for each in listings), mark=_mark(said))


def offers(listing: Listing) -> tuple[Offer, ...]:
    alone = len(listing.programs) == 1
    return tuple(
        Offer(program=each, is_alone=alone, meetings=week.meetings(each.sessions))
        for each in listing.programs
    )


def _mark(said: Sequence[frozenset[Hashable]]) -> Mark:
    if len({each for each in said if each}) > 1:
        return Mark.DIFFERS
    return Mark.SILENT if any(said) and not all(said) else Mark.SAME


def _mark_of_terms(cells: Iterable[compare_terms.Cell]) -> Mark:
    if any(cell.differs for cell in cells):
        return Mark.DIFFERS
    return Mark.SILENT if any(cell.not_reported for cell in cells) else Mark.SAME


def _levels(listing: Listing) -> Iterable[Hashable]:
    return (each.care for each in listing.programs if each.care)


def _hours(listing: Listing) -> Iterable[Hashable]:
    return (
        (each.care, each.hours_a_week, each.sessions)
        for each in listing.programs
        if each.hours_a_week or each.sessions
    )


def _openings(listing: Listing) -> Iterable[Hashable]:
    return (
        (each.care, _told(each.openings), each.entry)
        for each in listing.programs
        if each.openings.answer or each.entry
    )


def _told(openings: Openings) -> Hashable:
    return openings.answer, openings.wait_days, ages.hold(openings)


def _costs(listing: Listing) -> Iterable[Hashable]:
    return (
        (each.care, each.cost, each.copay) for each in listing.programs if each.cost or each.copay
    )


def _distances(listings: Iterable[Listing], near: Place) -> Row:
    return Row(name="distance", cells=tuple(_distance(each, near) for each in listings))


def _distance(listing: Listing, near: Place) -> Distance:
    address = listing.address.public
    if address.point is None or near.point is None:
        return Distance(miles=None, precision=address.precision)
    return Distance(miles=miles_between(near.point, address.point), precision=address.precision)
