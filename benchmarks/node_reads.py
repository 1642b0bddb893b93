"""What a page of results costs the server that is read from."""

import os
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from random import Random

from sqlalchemy import text

from directory.domain.vocabulary import Facet, Selection
from directory.storage import cards
from directory.storage.database import Database

PAGES = 300
ON_A_PAGE = 20
ASKED = (Selection(Facet.THERAPY, "cbt"), Selection(Facet.INSURANCE, "medicaid"))
TICKS = os.sysconf("SC_CLK_TCK")


def seconds_a_page(url: str) -> float:
    """Of its processor, for one reader with one connection."""
    with closing(Database(url)) as database:
        with database.reading() as session:
            backend = int(session.execute(text("SELECT pg_backend_pid()")).scalar_one())
            ids = list(session.execute(text("SELECT id FROM provider")).scalars())
        pages = _pages(ids)
        _read(database, pages[: PAGES // 10])
        before = _worked(backend)
        _read(database, pages)
        return (_worked(backend) - before) / len(pages)


def _pages(ids: list[int]) -> list[list[int]]:
    random = Random(1)
    return [random.choices(ids, k=ON_A_PAGE) for _ in range(PAGES)]


def _read(database: Database, pages: Iterable[list[int]]) -> None:
    for page in pages:
        with database.reading() as session:
            cards.by_ids(session, page, ASKED)


def _worked(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
