"""A listing's rows in the directory's own tables, beside those that came back of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from directory.domain.facts import OWN_WORD
from directory.domain.listings import Listing
from directory.exchange import own_csv_tables
from directory.exchange.own_csv_cells import Row
from directory.exchange.own_csv_tables import SOURCE_COLUMNS, SOURCES, Table

Tables = Mapping[str, Sequence[Row]]
MERGED = {"sites": "slug", "programs": "program"}  # row by row, known by that column
# What keepers say; the rest of a row is how the directory came to know it.
TAKEN = {
    "sites": frozenset(own_csv_tables.SITE_COLUMNS)
    - {"slug", "county", "latitude", "longitude", "precision", "confirmed_on", "gone_since"}
    - {"demonstration"},
    "programs": frozenset(own_csv_tables.PROGRAM_COLUMNS) - {"site", "program", "openings_on"},
}
DAYS = frozenset({"confirmed_on", "gone_since", "reported_on", "openings_on", "published_on"})
SHORTEST_ZIP = 3  # digits left of 00501, once a spreadsheet took it for a number


def of(listing: Listing) -> dict[str, list[Row]]:
    """As they are written, without days: a spreadsheet program writes those its own way."""
    return {table.name: list(_rows(table, listing)) for table in own_csv_tables.TABLES}


def merged(standing: Tables, came: Tables, slug: str) -> dict[str, list[Row]]:
    """Sites and programs row by row; any other table is, of a site that it names, all there is.

    Of a site that it does not name it says nothing, so what stands of that one stays.
    """
    found: dict[str, list[Row]] = {}
    for name, rows in standing.items():
        new = [_tidied(row) for row in came.get(name, ()) if site_of(row) == slug]
        if name in MERGED:
            found[name] = list(_merged(rows, new, MERGED[name]))
        else:
            found[name] = new or list(rows)
    return found


def sources(listing: Listing) -> Iterator[Row]:
    """Who may be named; whoever is not named is the provider."""
    cited = {source.slug: source for source in (*own_csv_tables.cited(listing), OWN_WORD)}
    for source in cited.values():
        yield _row(SOURCES, SOURCE_COLUMNS, own_csv_tables.source_row(source))


def site_of(row: Row) -> str:
    return row.text("slug" if row.table == "sites" else "site")


def _rows(table: Table, listing: Listing) -> Iterator[Row]:
    for cells in table.rows(listing):
        yield _row(table.name, table.columns, cells)


def _row(name: str, columns: Iterable[str], cells: own_csv_tables.Row) -> Row:
    said = {
        column: "" if cell is None or column in DAYS else str(cell)
        for column, cell in zip(columns, cells, strict=True)
    }
    return Row(0, name, said)


def _merged(rows: Sequence[Row], new: Sequence[Row], key: str) -> Iterator[Row]:
    """A row that did not come back stays; one with a new number is new."""
    came = {row.text(key): row for row in new}
    known = {row.text(key) for row in rows}
    for row in rows:
        other = came.get(row.text(key))
        if other is None:
            yield row
        else:
            taken = {name: text for name, text in other.said.items() if name in TAKEN[row.table]}
            yield Row(other.line, row.table, {**row.said, **taken})
    repeated = [row for row in new if came[row.text(key)] is not row]
    yield from (row for row in [*came.values(), *repeated] if row.text(key) not in known)
    yield from (row for row in repeated if row.text(key) in known)


def _tidied(row: Row) -> Row:
    said = {name: "" if name in DAYS else text for name, text in row.said.items()}
    zip_code = said.get("zip", "")
    if zip_code.isdecimal() and len(zip_code) >= SHORTEST_ZIP:
        said["zip"] = zip_code.zfill(5)
    if row.table in ("facts", "plans"):
        said["source"] = said.get("source") or OWN_WORD.slug
    return Row(row.line, row.table, said)
