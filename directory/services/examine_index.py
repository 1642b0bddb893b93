"""Compares the index in use with one built anew from the database, term by term."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from directory.domain.criteria import Criteria
from directory.domain.vocabulary import Vocabulary
from directory.search.embedded import EmbeddedEngine
from directory.search.engine import IndexedEngine
from directory.storage import listings, vitals

PATIENCE = timedelta(seconds=30)  # a change is taken up within a second
ADVICE = "`directory reindex` makes it again."


@dataclass(frozen=True, slots=True)
class IndexExamination:
    engine: IndexedEngine
    vocabulary: Vocabulary
    now: datetime  # UTC

    def fault(self, session: Session) -> str:
        if self.engine.needs_rebuild:
            return f"The search index could not be used. {ADVICE}"
        late = vitals.behind(session, self.engine.read_up_to)
        if late.since is not None and late.since < self.now - PATIENCE:
            return (
                f"The search index lacks the last {late.changes:,} changes. "
                f"Is the site being served? {ADVICE}"
            )
        told = self._compared(session)
        return f"{told} {ADVICE}" if told else ""

    def _compared(self, session: Session) -> str:
        with TemporaryDirectory() as folder:
            fresh = EmbeddedEngine.open(Path(folder), self.vocabulary)
            batches = list(listings.all_in_batches(session))
            count = fresh.rebuild(chain.from_iterable(batches))
            lacking = self.engine.lacking(each.id for each in chain.from_iterable(batches))
            if lacking:
                return f"The search index lacks {len(lacking):,} of {count:,} sites."
            return self._difference(fresh)

    def _difference(self, fresh: EmbeddedEngine) -> str:
        all_sites, today = Criteria(older=True), self.now.date()
        used, made = (each.search(all_sites, today=today) for each in (self.engine, fresh))
        if used.total != made.total:
            return f"The search index holds {used.total:,} sites instead of {made.total:,}."
        if used.facets != made.facets:
            return "The search index counts some terms otherwise than the database."
        return ""
