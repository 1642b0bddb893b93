"""Writes what the search in PostgreSQL reads: one generation beside another, until it is made."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, text

from directory.storage.search_rows import Change, SiteRow, Written
from directory.storage.search_sites import CURRENT

LEFT_ALONE = timedelta(days=1)  # what nodes of another version search, or somebody makes just now
_COLUMNS = ", ".join(("generation", *SiteRow._fields))
_TABLES = ("search_site", "search_word", "search_spelling", "search_index")


def begin(connection: Connection, shape: str) -> int:
    """Make an empty generation that nobody reads yet, and return its number."""
    row = connection.execute(
        text("""
            INSERT INTO search_index (shape, made, read_up_to, version, sites, lengths)
            VALUES (:shape, false, 0, 0, 0, ARRAY[0, 0, 0, 0, 0]) RETURNING number
        """),
        {"shape": shape},
    )
    return int(row.scalar_one())


def add(connection: Connection, generation: int, rows: Iterable[SiteRow]) -> None:
    with (
        _driver(connection).cursor() as cursor,
        cursor.copy(f"COPY search_site ({_COLUMNS}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row((generation, *row._replace(**_arrays(row))))


def remove(connection: Connection, generation: int, ids: Sequence[int]) -> list[Written]:
    """Take sites out, and return what the counts of words know of them."""
    found = connection.execute(
        text("""
            DELETE FROM search_site WHERE generation = :generation AND id = ANY(:ids)
            RETURNING site, hashes, often, spelled
        """),
        {"generation": generation, "ids": list(ids)},
    )
    return [Written(*row) for row in found]


def count(connection: Connection, generation: int, change: Change) -> None:
    """Keep the counts of words and sites up with what was added and removed."""
    named = {"generation": generation}
    holders = [(*pair, number) for pair, number in change.holders.items() if number]
    hashes, fields, numbers = _columns(holders, 3)
    words = {"hashes": hashes, "fields": fields, "numbers": numbers}
    connection.execute(_HOLDERS, named | words)
    spelled, held = _columns([pair for pair in change.spelled.items() if pair[1]], 2)
    connection.execute(_SPELLED, named | {"words": spelled, "numbers": held})
    connection.execute(_TOTALS, named | {"sites": change.sites, "lengths": list(change.lengths)})


def finish(connection: Connection, generation: int, read_up_to: int) -> None:
    """Let searches read this generation from now on."""
    connection.execute(
        text("UPDATE search_index SET made = true, read_up_to = :read WHERE number = :number"),
        {"read": read_up_to, "number": generation},
    )


def get_known(connection: Connection) -> None:
    """Let the server look at what was written, so that it knows what is rare."""
    connection.execute(text("ANALYZE search_site"))


def abandon(connection: Connection, generation: int) -> None:
    for table in _TABLES:
        column = "number" if table == "search_index" else "generation"
        connection.execute(
            text(f"DELETE FROM {table} WHERE {column} = :generation"),  # noqa: S608
            {"generation": generation},
        )


def held(connection: Connection, shape: str) -> int | None:
    """The number of the generation that is searched, which nobody else changes meanwhile."""
    found = connection.exec_driver_sql(f"{CURRENT} FOR UPDATE", {"shape": shape}).first()
    return int(found.number) if found else None


def mark(connection: Connection, generation: int, read_up_to: int | None) -> None:
    """Tell that answers may be others now, and how far the outbox is read."""
    connection.execute(
        text("""
            UPDATE search_index SET version = version + 1,
                read_up_to = coalesce(:read, read_up_to) WHERE number = :number
        """),
        {"read": read_up_to, "number": generation},
    )


def _arrays(row: SiteRow) -> dict[str, Any]:
    """Lists of numbers as PostgreSQL writes them, which the driver does in ten times as long."""
    return {name: f"{{{','.join(map(str, getattr(row, name)))}}}" for name in ("hashes", "terms")}


def superseded(connection: Connection, generation: int) -> list[int]:
    """Earlier generations of its shape, and what is old of other shapes or only half made."""
    found = connection.execute(
        text("""
            SELECT number FROM search_index WHERE number < :number AND (
                begun_at < localtimestamp - :left_alone OR (made AND shape =
                (SELECT shape FROM search_index WHERE number = :number)))
        """),
        {"number": generation, "left_alone": LEFT_ALONE},
    )
    return list(found.scalars())


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[]] * width


def _driver(connection: Connection) -> Any:  # noqa: ANN401
    """The driver's own connection, which alone can copy."""
    return connection.connection.driver_connection


_HOLDERS = text("""
    INSERT INTO search_word (generation, hash, field, holders)
    SELECT :generation, * FROM unnest(
        CAST(:hashes AS int[]), CAST(:fields AS smallint[]), CAST(:numbers AS int[]))
    ON CONFLICT (generation, hash, field)
    DO UPDATE SET holders = search_word.holders + excluded.holders
""")
_SPELLED = text("""
    INSERT INTO search_spelling (generation, word, holders)
    SELECT :generation, * FROM unnest(CAST(:words AS text[]), CAST(:numbers AS int[]))
    ON CONFLICT (generation, word)
    DO UPDATE SET holders = search_spelling.holders + excluded.holders
""")
_TOTALS = text("""
    UPDATE search_index SET sites = sites + :sites, lengths = ARRAY(
        SELECT old + more FROM unnest(lengths, CAST(:lengths AS bigint[])) AS both_(old, more))
    WHERE number = :generation
""")
