"""Mutated import files: refused in a sentence, or read with the reasons for each row left out."""

import os
import tempfile
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from sqlalchemy import text

from config import DATA
from directory.cli.import_each import REFUSING
from directory.domain.vocabulary import Vocabulary
from directory.exchange import formats, series
from directory.exchange.records import Given
from directory.services.import_listings import Manner, import_listings
from directory.services.prepare_directory import prepare_directory
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from tests.mutated import damage, seeds
from tests.mutated.row import Row, memory_of

MOST_GROWTH = 400  # megabytes: of the largest file that is still read, and of what Python keeps
TRIAL = Manner(dry_run=True, allow_gone=True)


@dataclass
class Trial:
    database: Database
    gazetteer: Gazetteer
    given: Given
    folder: Path
    files: Mapping[str, bytes]
    random: Random
    faults: list[str] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    most: float = 0.0  # megabytes

    def run(self, each: int) -> None:
        for name, content in self.files.items():
            for number in range(each):
                path = self.folder / name
                path.write_bytes(damage.damaged(self.random, content))
                self._try(path, number)
                self.most = max(self.most, memory_of(os.getpid()))

    def _try(self, path: Path, number: int) -> None:
        # A file says itself what it is, or a person says it.
        named = formats.AUTO if self.random.randrange(4) else self.random.choice([*formats.READERS])
        try:
            self.ends[self._read(path, named)] += 1
        except REFUSING as error:
            self.ends["refused"] += 1
            if not str(error).endswith(".") or "\n" in str(error) or len(str(error)) > 600:
                self.faults.append(f"{path.name} {number} as {named}: no sentence: {error}")
        except Exception as error:
            # Kept, so that it can be looked at.
            kept = Path(tempfile.gettempdir()) / f"mutated-{number}-{path.name}"
            kept.write_bytes(path.read_bytes())
            self.faults.append(f"{kept} as {named}: {error!r}"[:600])

    def _read(self, path: Path, named: str) -> str:
        published = formats.read(path, named, self.given)
        if not all(each.reason for each in published.skipped):
            self.faults.append(f"{path.name}: a row is left out without a reason")
        with self.database.writing() as session:
            import_listings(session, published, self.gazetteer, TRIAL)
        return "read in part" if published.skipped else "read"


def files(count: int, seed: int = 1) -> Row:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = Database(f"sqlite:///{folder / 'directory.db'}")
        prepare_directory(database, Vocabulary.load(DATA / "vocabulary"))
        row = tried(database, folder, count, seed)
        database.close()
        return row


def tried(database: Database, folder: Path, count: int, seed: int) -> Row:
    """`count` files in all; `database` is prepared, and holds nothing afterwards either."""
    vocabulary = Vocabulary.load(DATA / "vocabulary")
    with database.reading() as session:
        gazetteer = Gazetteer.load(session)
    given = Given(
        vocabulary=vocabulary,
        series=series.load(DATA / "sources.toml"),
        today=seeds.TODAY,
        reported_on=None,
    )
    made = seeds.files(folder)
    trial = Trial(database, gazetteer, given, folder, made, Random(seed))
    before = memory_of(os.getpid())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of archives that name a member twice
        trial.run(-(-count // len(made)))
    growth = trial.most - before
    if growth > MOST_GROWTH:
        trial.faults.append(f"memory grew by {growth:.0f} MB")
    trial.faults += _written(database)
    ends = ", ".join(f"{end} {number:,}" for end, number in sorted(trial.ends.items()))
    return Row(
        what="mutated import files",
        count=-(-count // len(made)) * len(made),
        faults=tuple(trial.faults),
        seen=f"{len(made)} files, in every format; {ends}; memory grew by {growth:.0f} MB at most",
        bound="refused in a sentence, or each row left out has a reason; nothing is written; "
        f"growth under {MOST_GROWTH} MB",
    )


def _written(database: Database) -> list[str]:
    with database.reading() as session:
        counts = {
            table: session.execute(text(query)).scalar_one()
            for table, query in (
                ("provider", "SELECT count(*) FROM provider"),
                ("source", "SELECT count(*) FROM source"),
                ("outbox", "SELECT count(*) FROM outbox"),
                ("history", "SELECT count(*) FROM history"),
            )
        }
    return [f"{table} holds {count} rows" for table, count in counts.items() if count]
