"""Looks at what an import left in the database."""

from collections.abc import Callable

from sqlalchemy import Select

from directory.domain.listings import Listing
from directory.services.import_report import Report
from directory.storage import listings
from directory.storage.database import Database

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


def outcomes(report: Report) -> dict[str, int]:
    return {outcome.value: count for outcome, count in report.counts.items()}
