"""Writes the directory as CSV: one table, all of them zipped, or all of them in one file."""

import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from directory.domain.facts import Source
from directory.domain.listings import Listing
from directory.exchange import bundles, own_csv_tables, own_csv_wide
from directory.exchange.bundles import Cell, Sheet
from directory.exchange.own_csv_tables import (
    EDITION,
    EDITION_COLUMNS,
    FACTS,
    SOURCE_COLUMNS,
    SOURCES,
    TABLES,
    Row,
    Table,
)

WIDE = {table.name: table for table in (own_csv_wide.SITES, own_csv_wide.PROGRAMS)}
SOURCES_FILE = f"{SOURCES}.csv"
EDITION_FILE = f"{EDITION}.csv"
# In the one file, where the first column says which table a row belongs to.
TABLE = "table"
# The table with most rows first, so that they do not drag empty cells behind them.
IN_ONE = tuple(
    dict.fromkeys(
        (*FACTS.columns, *SOURCE_COLUMNS, *(name for table in TABLES for name in table.columns))
    )
)
PLACES = {name: place for place, name in enumerate(IN_ONE, start=1)}

READ_ME = """\
A directory of treatment programs, whole.

sites.csv      one row a site
programs.csv   one row a program of a site; several at one site are told apart by their number
facts.csv      what a source says about a site (no number) or one of its programs: yes or no,
               the terms, and the day. A term that stands in neither is not reported.
edition.csv    the day of the latest change to what is in these files
phones.csv, plans.csv, sessions.csv, sources.csv   what their names say

The columns of sites.csv from "telephones" on and of programs.csv from "site_name" on repeat in
short what stands in the other files. `demonstration` is yes where a listing is made up.
A cell that a spreadsheet program would run begins with a single quote, which is not part of it.

What is said comes from the sources in sources.csv, each with its own terms of use; name them with
their dates when you pass the data on. Call a place before you rely on what stands here.
"""


def write_sites(listings: Iterable[Listing], target: BinaryIO) -> None:
    _write_one(own_csv_wide.SITES, listings, target)


def write_programs(listings: Iterable[Listing], target: BinaryIO) -> None:
    _write_one(own_csv_wide.PROGRAMS, listings, target)


def write_package(listings: Iterable[Listing], target: BinaryIO, on: date) -> None:
    """A zip of all tables. `on`: the day since which the directory is as it is."""
    tables = [WIDE.get(table.name, table) for table in TABLES]
    columns = {table.file: table.columns for table in tables}
    columns |= {SOURCES_FILE: SOURCE_COLUMNS, EDITION_FILE: EDITION_COLUMNS}
    sources = _Sources()
    with bundles.zipped(target, {"README.txt": READ_ME}, columns) as sheets:
        for listing in listings:
            sources.note(listing)
            for table in tables:
                sheets[table.file].add(table.rows(listing))
        sheets[SOURCES_FILE].add(sources.rows())
        sheets[EDITION_FILE].add([[own_csv_tables.day(on)]])


def write_whole(listings: Iterable[Listing], target: BinaryIO, on: date) -> None:
    """One file with the rows of all tables: the day, the sources, then site after site."""
    sources = _Sources()
    with TemporaryFile() as waiting:
        sheet = Sheet(cast(BinaryIO, waiting), (TABLE, *IN_ONE))
        for listing in listings:
            sources.note(listing)
            for table in TABLES:
                sheet.add(_spread(table.name, table.columns, table.rows(listing)))
        sheet.finish()
        first = Sheet(target, (TABLE, *IN_ONE))
        first.add(_spread(EDITION, EDITION_COLUMNS, [[own_csv_tables.day(on)]]))
        first.add(_spread(SOURCES, SOURCE_COLUMNS, sources.rows()))
        first.finish()
        waiting.seek(0)
        waiting.readline()  # the header, which is written
        shutil.copyfileobj(waiting, target, 1 << 20)


def _write_one(table: Table, listings: Iterable[Listing], target: BinaryIO) -> None:
    sheet = Sheet(target, table.columns)
    for listing in listings:
        sheet.add(table.rows(listing))
    sheet.finish()


def _spread(name: str, columns: Iterable[str], rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with each cell under its column in the one file."""
    places = [PLACES[column] for column in columns]
    for row in rows:
        spread: list[Cell] = [None] * (len(PLACES) + 1)
        spread[0] = name
        for place, cell in zip(places, row, strict=True):
            spread[place] = cell
        yield spread


class _Sources:
    """Gathers whom the listings cite; storage makes one object of each source."""

    def __init__(self) -> None:
        self._cited: dict[int, Source] = {}

    def note(self, listing: Listing) -> None:
        for source in own_csv_tables.cited(listing):
            self._cited[id(source)] = source

    def rows(self) -> list[Row]:
        by_slug = {source.slug: source for source in self._cited.values()}
        return [own_csv_tables.source_row(by_slug[slug]) for slug in sorted(by_slug)]
