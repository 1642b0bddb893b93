"""Everything public, as files: what there is, and how each is written from one moment's state."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from directory.domain.listings import Listing
from directory.exchange import data_package, geojson, own_csv_writing
from directory.exchange.hsds import Exchange
from directory.exchange.hsds_taxonomies import Catalogue
from directory.storage import holdings, listings
from directory.storage.database import Database
from directory.storage.holdings import Edition

SITES, PROGRAMS, WHOLE = "sites.csv", "programs.csv", "directory.csv"
PACKAGE, MAP, HSDS = "directory.csv.zip", "sites.geojson", "hsds.zip"
CSV, ZIP = "text/csv", "application/zip"
FORM = 2  # of all files; a higher number makes those that are kept old
# All there are, with their media types.
EXPORTS: Mapping[str, str] = {
    SITES: CSV,
    PROGRAMS: CSV,
    WHOLE: CSV,
    PACKAGE: ZIP,
    MAP: "application/geo+json",
    HSDS: ZIP,
}

Write = Callable[[Iterable[Listing], BinaryIO], None]


class Exporter:
    def __init__(self, database: Database, catalogue: Catalogue, own_address: str) -> None:
        """`own_address`: where people find this directory; empty where nobody knows it."""
        self._database = database
        self._catalogue = catalogue
        self._own_address = own_address

    def write(self, name: str, path: Path) -> Edition:
        """Write it beside the file that is there, then take that one's place.

        One transaction sees one moment, so that the parts of a package fit together. It ends with
        the writing, and however slowly somebody fetches the file, no transaction waits for it.
        """
        with self._database.snapshot() as session, _written(path) as target:
            edition = holdings.edition(session)
            self._writing(edition)[name](every(session), target)
        return edition

    def _writing(self, edition: Edition) -> Mapping[str, Write]:
        on = edition.changed_at.date()
        exchange = Exchange(catalogue=self._catalogue, on=on, site=self._own_address)
        return {
            SITES: own_csv_writing.write_sites,
            PROGRAMS: own_csv_writing.write_programs,
            WHOLE: lambda sites, target: own_csv_writing.write_whole(sites, target, on),
            PACKAGE: lambda sites, target: own_csv_writing.write_package(sites, target, on),
            MAP: geojson.write,
            HSDS: lambda sites, target: data_package.write(sites, target, exchange),
        }


def every(session: Session) -> Iterator[Listing]:
    """All published listings, a batch in memory at a time."""
    return chain.from_iterable(listings.all_in_batches(session))


@contextmanager
def _written(path: Path) -> Iterator[BinaryIO]:
    """A terminal or a pipe is written to as it is; a half-written file is never left behind."""
    if path.exists() and not path.is_file():
        with path.open("wb") as target:
            yield target
        return
    draft = path.with_name(f"{path.name}.part")
    try:
        with draft.open("w+b") as target:
            yield target
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
