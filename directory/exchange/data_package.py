"""The directory as an HSDS 3.1 tabular data package: a zip with one CSV file for each table."""

import json
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from directory.domain.listings import Listing
from directory.exchange import bundles
from directory.exchange.bundles import Cell, Sheet
from directory.exchange.data_package_tables import HELD, TABLES
from directory.exchange.hsds import VERSION, Exchange
from directory.exchange.hsds_objects import Object

DESCRIPTOR = "datapackage.json"
AMERICAN = re.compile(r"\+1(\d{3})(\d{3})(\d{4})")
READ_ME = (
    "Everything public of a directory of treatment programs. What is said comes from the sources "
    "that metadata.csv names, with their days. A confidential address is left out."
)


def write(listings: Iterable[Listing], target: BinaryIO, exchange: Exchange) -> None:
    """The same objects as the API answers with, each under its identifier there."""
    columns = {table.path: table.columns for table in TABLES.values()}
    descriptor = json.dumps(described(), ensure_ascii=False, indent=1)
    with bundles.zipped(target, {DESCRIPTOR: descriptor}, columns) as sheets:
        tables = _Tables({name: sheets[table.path] for name, table in TABLES.items()})
        for taxonomy in exchange.catalogue.taxonomies.values():
            tables.add("taxonomy", taxonomy)
        for term in exchange.catalogue.terms.values():
            tables.add("taxonomy_term", term)
        for listing in listings:
            tables.begin()
            for name, whole in exchange.apart(listing):
                tables.add(name, whole)


def described() -> dict[str, Any]:
    """What stands in `datapackage.json`."""
    return {
        "profile": "tabular-data-package",
        "name": "treatment-directory",
        "title": "Directory of treatment programs",
        "description": READ_ME,
        "hsds_version": VERSION,
        "resources": [table.described(name) for name, table in TABLES.items()],
    }


class _Tables:
    def __init__(self, sheets: dict[str, Sheet]) -> None:
        self._sheets = sheets
        self._written: set[str] = set()

    def begin(self) -> None:
        """Of one listing's objects, those that appear in several places are written once."""
        self._written.clear()

    def add(self, name: str, whole: Object) -> None:
        """Write an object and those it holds."""
        self._write(name, [whole])
        for held, theirs in HELD.items():
            if held in whole:
                self._write(theirs, whole[held])

    def _write(self, name: str, objects: list[Object]) -> None:
        new = [one for one in objects if one["id"] not in self._written]
        self._written.update(one["id"] for one in new)
        self._sheets[name].add(_row(name, one) for one in new)


def _row(name: str, whole: Object) -> list[Cell]:
    row = [whole.get(column) for column in TABLES[name].columns]
    if name == "phone":
        row[TABLES[name].columns.index("number")] = _plain(whole["number"])
    return row


def _plain(number: str) -> str:
    """An American number without the plus, which a spreadsheet program would take for a sum."""
    match = AMERICAN.fullmatch(number)
    return "-".join(("1", *match.groups())) if match else number
