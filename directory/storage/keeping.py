"""Writes whole listings, many at a time: plain rows, because a listing has a hundred facts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import DeclarativeBase, Session

from directory.domain import hours
from directory.domain.facts import Source, Statement
from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Facet, Selection
from directory.storage import numbers, outbox, sources, terms
from directory.storage.models import (
    PhoneRow,
    PlanRow,
    ProgramFactRow,
    ProgramRow,
    ProgramStateRow,
    ProviderFactRow,
    ProviderRow,
    SessionRow,
)

PROGRAM_COLUMNS = (
    "care",
    "name",
    "description",
    "time_zone",
    "hours_a_week",
    "days_a_week",
    "weeks",
    "entry",
    "cost",
    "copay",
)
Rows = dict[type[DeclarativeBase], list[dict[str, Any]]]
KeepSource = Callable[[Session, Source], int]


def add(
    session: Session, listings: Iterable[Listing], keep_source: KeepSource = sources.keep
) -> list[int]:
    """Insert new listings, whose slugs must be free, and tell the index. Returns their ids."""
    added = list(listings)
    keeper = Keeper(session, keep_source)
    rows: Rows = {}
    ids = list(numbers.take(session, ProviderRow, len(added)))
    programs = iter(number_programs(session, added))
    for id_, listing in zip(ids, added, strict=True):
        keeper.gather(listing, id_, [next(programs) for _ in listing.programs], rows)
    insert_all(session, rows)
    outbox.note(session, ids)
    return ids


def number_programs(session: Session, listings: Collection[Listing]) -> range:
    """A new number for each of their programs."""
    count = sum(len(listing.programs) for listing in listings)
    return numbers.take(session, ProgramRow, count)


def insert_all(session: Session, rows: Rows) -> None:
    for table in TABLES:
        if rows.get(table):
            session.execute(insert(cast(Table, table.__table__)), rows[table])


# Parents before children, for the foreign keys.
TABLES: tuple[type[DeclarativeBase], ...] = (
    ProviderRow,
    PhoneRow,
    ProviderFactRow,
    PlanRow,
    ProgramRow,
    ProgramFactRow,
    SessionRow,
    ProgramStateRow,
)


class Keeper:
    """Turns listings into rows; good for one transaction."""

    def __init__(self, session: Session, keep_source: KeepSource = sources.keep) -> None:
        self._session = session
        self._keep_source = keep_source
        self._terms = terms.by_selection(session)
        self._sources: dict[Source, int] = {}

    def gather(self, listing: Listing, id_: int, program_ids: Sequence[int], rows: Rows) -> None:
        """Append the rows of a new listing."""
        _extend(rows, ProviderRow, [provider_row(listing, id_)])
        _extend(rows, PhoneRow, phone_rows(listing, id_))
        self.gather_site(listing, id_, rows)
        for position, (number, program) in enumerate(
            zip(program_ids, listing.programs, strict=True)
        ):
            place = {"id": number, "provider_id": id_, "position": position}
            _extend(rows, ProgramRow, [program_row(program) | place])
            self.gather_program(program, number, rows)

    def gather_site(self, listing: Listing, id_: int, rows: Rows) -> None:
        """Append the rows of what is said of a whole site: its facts and plans."""
        _extend(rows, ProviderFactRow, self.facts(listing.statements, provider_id=id_))
        _extend(rows, PlanRow, self.plans(listing, id_))

    def gather_program(self, program: Program, id_: int, rows: Rows) -> None:
        """Append the rows of what is said of a program."""
        _extend(rows, ProgramFactRow, self.facts(program.statements, program_id=id_))
        _extend(rows, SessionRow, session_rows(program, id_))
        states = ({"program_id": id_, "state": state} for state in program.states_served)
        _extend(rows, ProgramStateRow, states)

    def facts(self, statements: Iterable[Statement], **owner: int) -> Iterator[dict[str, Any]]:
        for said in statements:
            yield owner | {
                "term_id": self._terms[said.about],
                "source_id": self.source(said.source),
                "answer": said.answer.value,
                "reported_on": said.reported_on,
            }

    def source(self, source: Source) -> int:
        if source not in self._sources:
            self._sources[source] = self._keep_source(self._session, source)
        return self._sources[source]

    def plans(self, listing: Listing, id_: int) -> Iterator[dict[str, Any]]:
        for plan in listing.plans:
            yield {
                "provider_id": id_,
                "term_id": self._terms[Selection(Facet.INSURANCE, plan.insurer)],
                "kind": plan.kind,
                "in_network": plan.in_network,
                "source_id": self.source(plan.source),
                "confirmed_on": plan.confirmed_on,
            }


def provider_row(listing: Listing, id_: int) -> dict[str, Any]:
    address, point = listing.address, listing.address.point
    return {
        "id": id_,
        "slug": listing.slug,
        "name": listing.name,
        "name2": listing.name2,
        "description": listing.description,
        "website": listing.website,
        "street": address.street,
        "street2": address.street2,
        "city": address.city,
        "state": address.state,
        "zip": address.zip,
        "county": address.county,
        "confidential": address.confidential,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "precision": address.precision.value,
        "benefits_phone": listing.benefits_phone,
        "office_hours": hours.written(listing.office_hours),
        "confirmed_on": listing.confirmed_on,
        "gone_since": listing.gone_since,
        "demonstration": listing.demonstration,
    }


def phone_rows(listing: Listing, id_: int) -> Iterator[dict[str, Any]]:
    for position, phone in enumerate(listing.phones):
        yield {
            "provider_id": id_,
            "position": position,
            "kind": phone.kind,
            "number": phone.number,
        }


def program_row(program: Program) -> dict[str, Any]:
    return {name: getattr(program, name) for name in PROGRAM_COLUMNS} | {
        "openings": program.openings.answer,
        "wait_days": program.openings.wait_days,
        "openings_on": program.openings.reported_on,
    }


def session_rows(program: Program, id_: int) -> Iterator[dict[str, Any]]:
    for held in program.sessions:
        yield {
            "program_id": id_,
            "track": held.track,
            "weekday": held.weekday,
            "starts_at": held.starts_at,
            "ends_at": held.ends_at,
            "format": held.format,
        }


def _extend(rows: Rows, table: type[DeclarativeBase], more: Iterable[dict[str, Any]]) -> None:
    rows.setdefault(table, []).extend(more)
