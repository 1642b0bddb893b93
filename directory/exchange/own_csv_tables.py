"""The directory as tables: what stands in which column, and the rows that a listing makes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from hashlib import blake2b

from directory.domain import hours
from directory.domain.criteria import WEEKDAYS
from directory.domain.facts import Answer, Source, Statement
from directory.domain.listings import Listing
from directory.domain.vocabulary import Facet
from directory.exchange.bundles import Cell

DIGEST_BYTES = 16
YES, NO = "yes", "no"
WRITTEN: Mapping[bool | None, str] = {True: YES, False: NO, None: ""}

Row = Sequence[Cell]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """`rows` gives the cells of a listing in the order of the columns."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Listing], Iterable[Row]]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


def day(on: date | None) -> str:
    return on.isoformat() if on else ""


def number(value: float | None) -> float | None:
    """Write 9.0 as 9."""
    return int(value) if value is not None and value == int(value) else value


def digest(listing: Listing) -> str:
    """The same for the same public content."""
    rows = [[tuple(row) for row in table.rows(listing)] for table in TABLES]
    return blake2b(repr(rows).encode(), digest_size=DIGEST_BYTES).hexdigest()


def cited(listing: Listing) -> Iterator[Source]:
    """Who says something of it."""
    for program in listing.programs:
        yield from (said.source for said in program.statements)
    yield from (said.source for said in listing.statements)
    yield from (plan.source for plan in listing.plans)


def source_row(source: Source) -> Row:
    return (
        source.slug,
        source.name,
        source.kind.value,
        source.publisher,
        source.url,
        day(source.published_on),
    )


def _site(listing: Listing) -> Iterator[Row]:
    address, point = listing.address.public, listing.address.public.point
    yield (
        listing.slug,
        listing.name,
        listing.name2,
        listing.description,
        listing.website,
        address.street,
        address.street2,
        address.city,
        address.state,
        address.zip,
        address.county,
        WRITTEN[address.confidential],
        point.latitude if point else None,
        point.longitude if point else None,
        address.precision.value,
        listing.benefits_phone,
        hours.written(listing.office_hours),
        day(listing.confirmed_on),
        day(listing.gone_since),
        WRITTEN[listing.demonstration],
    )


def _phones(listing: Listing) -> Iterator[Row]:
    for phone in listing.phones:
        yield listing.slug, phone.kind, phone.number


def _plans(listing: Listing) -> Iterator[Row]:
    for plan in listing.plans:
        in_network, on = WRITTEN[plan.in_network], day(plan.confirmed_on)
        yield listing.slug, plan.insurer, plan.kind, in_network, plan.source.slug, on


def _programs(listing: Listing) -> Iterator[Row]:
    for place, program in enumerate(listing.programs, start=1):
        yield (
            listing.slug,
            place,
            program.care or "",
            program.name,
            program.description,
            program.time_zone,
            " ".join(program.states_served),
            number(program.hours_a_week),
            number(program.days_a_week),
            number(program.weeks),
            program.entry,
            program.cost,
            program.copay,
            program.openings.answer,
            program.openings.wait_days,
            day(program.openings.reported_on),
        )


def _sessions(listing: Listing) -> Iterator[Row]:
    for place, program in enumerate(listing.programs, start=1):
        for held in program.sessions:
            weekday = WEEKDAYS[held.weekday]
            times = _clock(held.starts_at), _clock(held.ends_at)
            yield listing.slug, place, held.track, weekday, *times, held.format


def _clock(at: time) -> str:
    return at.isoformat("auto" if at.second or at.microsecond else "minutes")


def _facts(listing: Listing) -> Iterator[Row]:
    yield from _said(listing.slug, None, listing.statements)
    for place, program in enumerate(listing.programs, start=1):
        yield from _said(listing.slug, place, program.statements)


def _said(slug: str, place: int | None, statements: Iterable[Statement]) -> Iterator[Row]:
    """One row for all terms of a facet that a source answers alike on one day."""
    grouped: dict[tuple[Facet, Answer, str, date | None], list[str]] = {}
    for said in statements:
        facet, term = said.about
        key = (facet, said.answer, said.source.slug, said.reported_on)
        grouped.setdefault(key, []).append(term)
    rows = [
        (facet.value, answer.value, " ".join(sorted(terms)), source, day(on))
        for (facet, answer, source, on), terms in grouped.items()
    ]
    for row in sorted(rows):
        yield slug, place, *row


SITE_COLUMNS = (
    "slug", "name", "name2", "description", "website", "street", "street2", "city", "state", "zip",
    "county", "confidential", "latitude", "longitude", "precision", "benefits_phone",
    "office_hours", "confirmed_on", "gone_since", "demonstration",
)  # fmt: skip
PROGRAM_COLUMNS = (
    "site", "program", "care", "name", "description", "time_zone", "states_served",
    "hours_a_week", "days_a_week", "weeks", "entry", "cost", "copay", "openings", "wait_days",
    "openings_on",
)  # fmt: skip

SITES = Table(name="sites", columns=SITE_COLUMNS, rows=_site)
PROGRAMS = Table(name="programs", columns=PROGRAM_COLUMNS, rows=_programs)
PHONES = Table(name="phones", columns=("site", "kind", "number"), rows=_phones)
PLANS = Table(
    name="plans",
    columns=("site", "insurer", "kind", "in_network", "source", "confirmed_on"),
    rows=_plans,
)
SESSIONS = Table(
    name="sessions",
    columns=("site", "program", "track", "weekday", "starts_at", "ends_at", "format"),
    rows=_sessions,
)
FACTS = Table(
    name="facts",
    columns=("site", "program", "facet", "answer", "terms", "source", "reported_on"),
    rows=_facts,
)
# What a listing makes; sources stand by themselves.
TABLES = (SITES, PHONES, PLANS, PROGRAMS, SESSIONS, FACTS)
EDITION = "edition"
EDITION_COLUMNS = ("published_on",)  # the day of the latest change to what is in the file
SOURCES = "sources"
SOURCE_COLUMNS = ("slug", "name", "kind", "publisher", "url", "published_on")
