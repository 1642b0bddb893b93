"""From a commit in the database to the first page of the running server that shows it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.asking import Asked
from benchmarks.pages import Pages
from directory.domain.listings import Listing
from directory.storage import keeping
from directory.storage.database import Database

_PAUSE = 0.005  # seconds between two looks


def seconds(pages: Pages, folder: Path, sample: list[Listing]) -> Iterator[float]:
    """How long for each of the listings, added as new ones under names of their own."""
    database = Database(f"sqlite:///{folder / 'directory.db'}")
    for number, listing in enumerate(sample):
        name = f"Zyx{number:03d}"  # as no listing is called
        new = replace(listing, id=0, name=name, slug=name.lower(), programs=())
        asked = Asked(words=(name,))
        nothing = pages.answer(asked).total
        with database.writing() as session:
            keeping.add(session, [new])
            session.commit()
            start = perf_counter()
        while pages.answer(asked).total == nothing:
            sleep(_PAUSE)
        yield perf_counter() - start
    database.close()
