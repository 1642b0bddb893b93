"""Two directories, one of which is copied into the other by way of a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle
from pathlib import Path

from sqlalchemy import update

from directory.domain.listings import Address, Listing, Program
from directory.domain.vocabulary import Vocabulary
from directory.exchange import demonstration, own_csv
from directory.exchange.hsds_taxonomies import Catalogue
from directory.exchange.records import Given
from directory.services.export_directory import PACKAGE, Exporter
from directory.services.import_listings import AS_USUAL, Manner, import_listings
from directory.services.import_report import Report
from directory.storage import demonstrations, keeping
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.storage.models import ProviderRow
from tests.services.imported import every

TODAY = date(2026, 5, 1)
SEED = 3
ODD = (
    "=SUM(A1)",
    "+1",
    "-2",
    "@here",
    "\tindented",
    "\rback",
    "two\r\nlines",
    'a "quote"',
    "'single",
    "''=doubled",
    "a,b;c|d",
    "Ünïcødé 東京 \U0001f642",
    "\u202eright to left",
    " blanks around ",
)


@dataclass(frozen=True, kw_only=True)
class Copier:
    """Exports one directory and imports it into another."""

    origin: Database
    copy: Database
    given: Given
    gazetteer: Gazetteer
    folder: Path

    def export(self, database: Database, name: str = PACKAGE) -> Path:
        path = self.folder / f"{id(database)}-{name}"
        Exporter(database, Catalogue.of(self.given.vocabulary), "").write(name, path)
        return path

    def bring(self, name: str = PACKAGE, how: Manner = AS_USUAL) -> Report:
        return self.take(self.export(self.origin, name), how)

    def take(self, path: Path, how: Manner = AS_USUAL) -> Report:
        published = own_csv.read(path, self.given)
        with self.copy.writing() as session:
            return import_listings(session, published, self.gazetteer, how)


def keep(database: Database, listings: Iterable[Listing]) -> list[int]:
    with database.writing() as session:
        ids = keeping.add(session, listings)
        session.commit()
    return ids


def rewrite(database: Database, id_: int, **fields: object) -> None:
    """As a person who is no list would."""
    with database.writing() as session:
        session.execute(update(ProviderRow).where(ProviderRow.id == id_).values(**fields))
        session.commit()


def invented(database: Database, vocabulary: Vocabulary, count: int) -> list[Listing]:
    """Demonstration listings with odd texts in them, and one that says nothing."""
    with database.reading() as session:
        places = demonstrations.places(session)
    made = demonstration.generate(count, SEED, vocabulary, places, TODAY)
    odd = cycle(ODD)
    return [*(_odd(listing, [next(odd) for _ in range(10)]) for listing in made), _empty()]


def shown(database: Database) -> list[Listing]:
    """What everybody may know of each listing, in an order that does not matter."""
    return [_public(listing) for listing in every(database)]


def _odd(listing: Listing, odd: Sequence[str]) -> Listing:
    return replace(
        listing,
        name=odd[0],
        name2=odd[1],
        description=odd[2],
        website=odd[3],
        benefits_phone=odd[4],
        address=replace(listing.address, street=odd[5], street2=odd[6]),
        programs=tuple(
            replace(program, name=odd[7], cost=odd[8], copay=odd[9], description="\n".join(odd))
            for program in listing.programs
        ),
    )


def _empty() -> Listing:
    return Listing(name="?", slug="says-nothing", address=Address(), programs=(Program(care=None),))


def _public(listing: Listing) -> Listing:
    return replace(
        listing,
        id=0,
        address=listing.address.public,
        statements=tuple(sorted(listing.statements, key=lambda s: (s.about, s.source.slug))),
        programs=tuple(
            replace(
                program,
                id=0,
                statements=tuple(
                    sorted(program.statements, key=lambda s: (s.about, s.source.slug))
                ),
            )
            for program in listing.programs
        ),
    )
