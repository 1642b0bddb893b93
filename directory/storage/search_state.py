"""What the search in PostgreSQL knows of itself: which generation counts, which words it holds."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from directory.storage import positions
from directory.storage.database import Database
from directory.storage.search_sites import CURRENT


class State(NamedTuple):
    number: int  # of the generation
    version: int  # rises with each change to it
    read_up_to: int  # the last change in the outbox that it holds


def current(session: Session, shape: str) -> State | None:
    """None where there is no index that this version of the program and vocabulary can read."""
    row = session.connection().exec_driver_sql(CURRENT, {"shape": shape}).first()
    return State(row.number, row.version, row.read_up_to) if row else None


def latest(database: Database, shape: str, known: State | None = None) -> State | None:
    """As the primary has it; while that is away, as a replica has it.

    From what is not the `known` one on, this node reads from no replica that lacks it: it would
    find what was so before, and keep that as what is so now.
    """
    try:
        with database.newest() as session:
            state = current(session, shape)
            if state != known:
                positions.hold(session)
            return state
    except DBAPIError:
        with database.reading() as session:
            return current(session, shape)


def ids(session: Session, generation: int) -> set[int]:
    statement = text("SELECT id FROM search_site WHERE generation = :generation")
    return set(session.execute(statement, {"generation": generation}).scalars())


def spelled(session: Session, shape: str, lengths: tuple[int, int]) -> list[str]:
    """The words of names and places with so many letters, from and to."""
    statement = f"""
        SELECT word FROM search_spelling WHERE generation = (SELECT number FROM ({CURRENT}) AS now)
        AND holders > 0 AND length(word) BETWEEN %(shortest)s AND %(longest)s
    """  # noqa: S608
    asked = {"shape": shape, "shortest": lengths[0], "longest": lengths[1]}
    return list(session.connection().exec_driver_sql(statement, asked).scalars())


def holders(session: Session, shape: str, hashes: Sequence[int]) -> dict[int, int]:
    """How many sites hold each of the words in the field that most of them hold it in."""
    statement = f"""
        SELECT hash, max(holders) AS most FROM search_word
        WHERE generation = (SELECT number FROM ({CURRENT}) AS now)
        AND hash = ANY(%(hashes)s::int[]) GROUP BY hash
    """  # noqa: S608
    asked = {"shape": shape, "hashes": list(hashes)}
    rows = session.connection().exec_driver_sql(statement, asked)
    return {row.hash: row.most for row in rows}
