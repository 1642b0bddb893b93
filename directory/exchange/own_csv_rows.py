"""What single rows of the directory's own tables make."""

import re

from directory.domain import hours
from directory.domain.criteria import WEEKDAYS
from directory.domain.facts import Source, SourceKind
from directory.domain.listings import Address, Listing, Openings, Program
from directory.domain.places import Precision
from directory.domain.schedule import MIDNIGHT, Session, Span
from directory.exchange.own_csv_cells import FaultError, Row

SLUG = re.compile(r"[a-z0-9-]{1,150}")


def source(row: Row, slug: str) -> Source:
    return Source(
        slug=slug,
        name=row.needed("name"),
        kind=row.chosen("kind", SourceKind),
        publisher=row.text("publisher"),
        url=row.text("url"),
        published_on=row.day("published_on"),
    )


def site(row: Row, slug: str) -> Listing:
    return Listing(
        slug=slug,
        name=row.needed("name"),
        name2=row.text("name2"),
        description=row.text("description"),
        website=row.text("website"),
        address=_address(row),
        benefits_phone=row.text("benefits_phone"),
        office_hours=_office_hours(row.text("office_hours")),
        confirmed_on=row.day("confirmed_on"),
        gone_since=row.day("gone_since"),
        demonstration=bool(row.claim("demonstration")),
    )


def program(row: Row, care: str | None) -> Program:
    return Program(
        care=care,
        name=row.text("name"),
        description=row.text("description"),
        time_zone=row.text("time_zone"),
        states_served=tuple(sorted(set(row.text("states_served").split()))),
        hours_a_week=row.number("hours_a_week"),
        days_a_week=row.number("days_a_week"),
        weeks=row.number("weeks"),
        entry=row.text("entry"),
        cost=row.text("cost"),
        copay=row.text("copay"),
        openings=Openings(
            answer=row.text("openings"),
            wait_days=row.whole("wait_days"),
            reported_on=row.day("openings_on"),
        ),
    )


def session(row: Row) -> Session:
    weekday = row.text("weekday")
    if weekday not in WEEKDAYS:
        raise FaultError(f"its weekday is {weekday!r}, not one of {', '.join(WEEKDAYS)}")
    return Session(
        track=row.text("track"),
        weekday=WEEKDAYS.index(weekday),
        starts_at=row.clock("starts_at"),
        ends_at=row.clock("ends_at"),
        format=row.text("format"),
    )


def slug(row: Row, column: str) -> str:
    written = row.text(column)
    if not SLUG.fullmatch(written):
        raise FaultError(f"its {column} is {written[:40]!r}, not like harbor-house-peoria-il")
    return written


def number(row: Row) -> int:
    return row.whole("program") or _no_number()


def _no_number() -> int:
    raise FaultError("it does not say which program of the site")


def _address(row: Row) -> Address:
    """Of a confidential one nothing but the city and the state, whatever the file says."""
    point = row.point()
    return Address(
        street=row.text("street"),
        street2=row.text("street2"),
        city=row.text("city"),
        state=row.text("state"),
        zip=row.text("zip"),
        county=row.text("county"),
        confidential=bool(row.claim("confidential")),
        point=point,
        precision=row.chosen("precision", Precision) if point else Precision.UNKNOWN,
    ).public


def _office_hours(written: str) -> tuple[Span, ...]:
    try:
        spans = hours.read(written)
    except (ValueError, IndexError):
        spans = (Span(0, 0, 0),) if written else ()
    if not all(0 <= span.start < span.end <= MIDNIGHT for span in spans):
        raise FaultError(f"its office_hours are {written!r}, not like mon-0900-1700 tue-0900-1700")
    return spans
