"""What the page of a listing costs the server that is read from. A search asks it nothing."""

import os
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from random import Random

from sqlalchemy import text

from directory.services import find_conflicts
from directory.storage import corrections, listings, standing
from directory.storage.database import Database

PAGES = 300
TICKS = os.sysconf("SC_CLK_TCK")


def seconds_a_page(url: str) -> float:
    """Of its processor, for one reader with one connection."""
    with closing(Database(url)) as database:
        with database.reading() as session:
            backend = int(session.execute(text("SELECT pg_backend_pid()")).scalar_one())
            slugs = list(session.execute(text("SELECT slug FROM provider")).scalars())
        chosen = Random(1).choices(slugs, k=PAGES)
        _read(database, chosen[: PAGES // 10])
        before = _worked(backend)
        _read(database, chosen)
        return (_worked(backend) - before) / len(chosen)


def _read(database: Database, slugs: Iterable[str]) -> None:
    """As web/providers.py and web/listing_page.py do; what is similar nearby the index knows."""
    for slug in slugs:
        with database.reading() as session:
            listing = listings.by_slug(session, slug)
            if listing is None:
                raise RuntimeError(f"{slug} is not published.")
            standing.dropped(session, listing.id)
            find_conflicts.of_listing(session, listing)
            corrections.disputed(session, listing.id)


def _worked(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
