"""Checks database, places, vocabulary and index against each other, and mends what it can."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from directory.domain.criteria import Criteria
from directory.domain.vocabulary import Vocabulary
from directory.search.engine import EmbeddedEngine
from directory.services.prepare_directory import prepare_directory
from directory.services.rebuild_index import rebuild_index
from directory.storage import doubts, gazetteer, listings, migrations, soundness, terms
from directory.storage.database import Database, sqlite_warning


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at; `fault` is a sentence, empty where all is well. `note` is no fault."""

    about: str
    fault: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Examination:
    database: Database
    vocabulary: Vocabulary
    open_engine: Callable[[], EmbeddedEngine]  # late: an unprepared directory has no index
    folder: Path  # of the index
    today: date

    def findings(self) -> Iterator[Finding]:
        yield Finding("SQLite", sqlite_warning() or "")
        if migrations.pending(self.database):
            yield Finding("tables", "The tables are not up to date.")
            return  # what follows reads the tables
        yield Finding("tables")
        yield Finding("database", self._damage())
        yield Finding("vocabulary", self._missing_terms())
        yield Finding("places", self._missing_places())
        yield Finding("index", self._index())
        yield Finding("doubts", note=self._doubts())

    def repair(self) -> None:
        """Migrate, complete terms and places, and build the index again."""
        prepare_directory(self.database, self.vocabulary)
        with self.database.reading() as session:
            rebuild_index(session, self.open_engine(), self.folder)

    def _damage(self) -> str:
        with self.database.reading() as session:
            faults = soundness.faults(session)
        return f"The database is damaged: {'; '.join(faults)}. Restore a backup." if faults else ""

    def _missing_terms(self) -> str:
        with self.database.reading() as session:
            missing = terms.missing(session, self.vocabulary)
        return f"{len(missing)} terms of the vocabulary are not in the database." if missing else ""

    def _missing_places(self) -> str:
        with self.database.reading() as session:
            return "" if gazetteer.is_current(session) else "The table of places is not up to date."

    def _doubts(self) -> str:
        with self.database.reading() as session:
            waiting = doubts.count(session)
        pairs = "1 pair of listings" if waiting == 1 else f"{waiting:,} pairs of listings"
        told = f"{pairs} may be one place, for an editor: `directory review doubts` shows them."
        return told if waiting else ""

    def _index(self) -> str:
        """Compare the index in use with one built anew from the database, term by term."""
        engine = self.open_engine()
        if engine.needs_rebuild:
            return "The search index could not be used."
        with TemporaryDirectory() as folder, self.database.reading() as session:
            fresh = EmbeddedEngine.open(Path(folder), self.vocabulary)
            batches = list(listings.all_in_batches(session))
            count = fresh.rebuild(chain.from_iterable(batches))
            lacking = engine.lacking(each.id for each in chain.from_iterable(batches))
            if lacking:
                return f"The search index lacks {len(lacking):,} of {count:,} sites."
            return self._difference(engine, fresh)

    def _difference(self, engine: EmbeddedEngine, fresh: EmbeddedEngine) -> str:
        all_sites = Criteria(older=True)
        used, made = (each.search(all_sites, today=self.today) for each in (engine, fresh))
        if used.total != made.total:
            return f"The search index holds {used.total:,} sites instead of {made.total:,}."
        if used.facets != made.facets:
            return "The search index counts some terms otherwise than the database."
        return ""
