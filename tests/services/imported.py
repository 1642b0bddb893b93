"""Looks at what an import left in the database."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import Select, insert, text, update
from sqlalchemy.orm import Session

from directory.domain.changes import Change
from directory.domain.facts import Source, SourceKind, Statement
from directory.domain.listings import Listing
from directory.exchange.records import PublishedList, Record
from directory.services.import_report import Report
from directory.storage import history, keeping, listings, sources
from directory.storage.database import Database
from directory.storage.models import ProviderFactRow, ProviderRow
from tests.factories import REPORTED_ON, SOURCE

SAID_ON = date(2026, 10, 1)
PROVIDER = replace(SOURCE, slug="provider", name="The provider", kind=SourceKind.PROVIDER)

Import = Callable[..., Report]


def every(database: Database) -> list[Listing]:
    with database.reading() as session:
        return [one for batch in listings.all_in_batches(session) for one in batch]


def only(database: Database) -> Listing:
    (listing,) = every(database)
    return listing


def said(listing: Listing) -> set[tuple[str, str, str]]:
    return {(s.about.slug, s.answer.value, s.source.slug) for s in listing.statements}


def care(listing: Listing) -> list[str | None]:
    return [program.care for program in listing.programs]


def value(database: Database, query: Select[int]) -> int | None:
    with database.reading() as session:
        return session.scalar(query)


def county_list(told: Iterable[Listing], year: int) -> PublishedList:
    """What a reader makes of a county's file. Its edition says whatever the listings say."""
    day = date(year, 3, 31)
    source = replace(SOURCE, slug=f"county-list-{year}", published_on=day)
    listings = [_said_by(source, listing, day) for listing in told]
    records = [
        Record(line=line, key=listing.slug, listing=listing)
        for line, listing in enumerate(listings, start=2)
    ]
    return PublishedList(
        series="county-list", source=source, reported_on=day, records=tuple(records), skipped=()
    )


def _said_by(source: Source, listing: Listing, day: date) -> Listing:
    """A statement that has a day of its own keeps it."""

    def restated(statements: Iterable[Statement]) -> tuple[Statement, ...]:
        days: dict[date | None, date] = {REPORTED_ON: day}
        return tuple(
            replace(said, source=source, reported_on=days.get(said.reported_on, said.reported_on))
            for said in statements
        )

    programs = (replace(p, statements=restated(p.statements)) for p in listing.programs)
    statements = restated(listing.statements)
    return replace(listing, statements=statements, programs=tuple(programs), confirmed_on=day)


def provider_says(database: Database, provider_id: int, *statements: Statement) -> None:
    """The provider's own word, as its form will write it."""
    told = [replace(said, source=PROVIDER, reported_on=SAID_ON) for said in statements]
    with database.writing() as session:
        rows = keeping.Keeper(session).facts(told, provider_id=provider_id)
        session.execute(insert(ProviderFactRow), list(rows))
        session.commit()


def provider_writes(database: Database, provider_id: int, **fields: str) -> None:
    """The provider corrects its listing, and that is noted."""
    with database.writing() as session:
        source_id = sources.keep(session, PROVIDER)
        row = session.get_one(ProviderRow, provider_id)
        changes = [
            Change(about=name, was=getattr(row, name), became=fields[name]) for name in fields
        ]
        history.note(session, source_id, SAID_ON, [(provider_id, each) for each in changes])
        session.execute(update(ProviderRow).where(ProviderRow.id == provider_id).values(**fields))
        session.commit()


def provider_hides(database: Database, provider_id: int, *, hides: bool = True) -> None:
    """The provider says whether its address is kept private, and that is noted."""
    words = ("shown, Peoria, IL", "withheld, Peoria, IL")
    with database.writing() as session:
        source_id = sources.keep(session, PROVIDER)
        change = Change(about="address", was=words[not hides], became=words[hides])
        history.note(session, source_id, SAID_ON, [(provider_id, change)])
        row = update(ProviderRow).where(ProviderRow.id == provider_id)
        session.execute(row.values(confidential=hides))
        session.commit()


def data_version(session: Session) -> int:
    """A number that another connection's writing changes."""
    session.rollback()
    asked = {
        "sqlite": "PRAGMA data_version",
        "postgresql": "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint",
    }
    return int(session.scalar(text(asked[session.get_bind().dialect.name])) or 0)


def outcomes(report: Report) -> dict[str, int]:
    return {outcome.value: count for outcome, count in report.counts.items()}
