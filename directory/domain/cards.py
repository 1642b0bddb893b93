"""A listing as a page of results shows it."""

from dataclasses import dataclass, field, replace
from datetime import date

from directory.domain.facts import Statement
from directory.domain.listings import Address, Listing, Openings, Phone, Program
from directory.domain.places import Point, Precision


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgramLine:
    id: int
    care: str | None
    name: str
    hours_a_week: float | None
    openings: Openings

    @classmethod
    def of(cls, program: Program) -> "ProgramLine":
        return cls(
            id=program.id,
            care=program.care,
            name=program.name,
            hours_a_week=program.hours_a_week,
            openings=program.openings,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """`statements` holds what was asked for only: by program id, None for the whole provider."""

    id: int
    slug: str
    name: str
    description: str
    address: Address  # what may be shown of it, as words
    point: Point | None = None  # where a map shows it
    precision: Precision = Precision.UNKNOWN  # of that point
    confirmed_on: date | None
    demonstration: bool
    gone_since: date | None = None
    phones: list[Phone] = field(default_factory=list)
    programs: list[ProgramLine] = field(default_factory=list)
    statements: dict[int | None, list[Statement]] = field(default_factory=dict)

    @classmethod
    def of(cls, listing: Listing) -> "Card":
        """With nothing that anybody said."""
        return cls(
            id=listing.id,
            slug=listing.slug,
            name=listing.full_name,
            description=listing.description,
            address=replace(listing.address.public, county="", point=None),
            point=listing.address.shown_point,
            precision=listing.address.precision,
            confirmed_on=listing.confirmed_on,
            demonstration=listing.demonstration,
            gone_since=listing.gone_since,
            phones=list(listing.phones),
            programs=[ProgramLine.of(each) for each in listing.programs],
        )
