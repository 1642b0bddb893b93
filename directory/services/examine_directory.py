"""Checks database, places, vocabulary and index against each other, and mends what it can."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.domain.vocabulary import Vocabulary
from directory.search.engine import IndexedEngine
from directory.services.check_start import ADVICE
from directory.services.examine_clock import examine_clock
from directory.services.examine_index import IndexExamination
from directory.services.examine_machine import Machine, Written
from directory.services.examine_mail import examine_mail
from directory.services.examine_server import ServerExamination
from directory.services.examined import Finding
from directory.services.prepare_directory import prepare_directory
from directory.services.rebuild_index import rebuild_index
from directory.storage import audit, doubts, gazetteer, migrations, soundness, terms, written
from directory.storage.database import Database, sqlite_warning

INIT = "Run `directory init`."


@dataclass(frozen=True, kw_only=True, slots=True)
class Examination:
    machine: Machine
    database: Database
    vocabulary: Vocabulary
    open_engine: Callable[[], IndexedEngine]  # late: an unprepared directory has no index
    now: datetime  # UTC without a zone

    def findings(self) -> Iterator[Finding]:
        yield from self.machine.findings()
        yield self._base()
        if self._is_out_of_reach():
            return  # what follows asks it
        yield from ServerExamination(self.database).replicas()
        damage = self._damage()
        yield Finding("database", damage)
        if damage:
            return  # what follows reads it
        pending = migrations.pending(self.database)
        yield Finding("tables", f"The tables are not up to date. {INIT}" if pending else "")
        if not pending:
            with self.database.reading() as session:
                yield from self._contents(session)

    def repair(self) -> Iterator[str]:
        """Close files, migrate, complete terms and places, index again; yields what was done."""
        yield from self.machine.repair()
        if self._is_out_of_reach() or self._damage():
            return
        if self._is_incomplete():
            prepare_directory(self.database, self.vocabulary)
            yield "Tables, terms and places were completed."
        with self.database.reading() as session:
            if self._index(session):
                count = rebuild_index(session, self.open_engine())
                yield f"The index was made again, of {count:,} sites."

    def _contents(self, session: Session) -> Iterator[Finding]:
        yield Finding("vocabulary", self._missing_terms(session))
        yield Finding("facts", self._gone_terms(session))
        yield Finding("places", self._missing_places(session))
        yield Finding("index", self._index(session))
        yield Finding("trail", _broken_trail(session))
        yield Finding("mail", examine_mail(session, self.now))
        yield Finding("clock", examine_clock(self.now, written.newest(session)))
        ever = Written(written.first(session), written.last(session))
        yield self.machine.backup(ever, self.now)
        yield Finding("doubts", note=_doubts(session))

    def _is_incomplete(self) -> bool:
        if migrations.pending(self.database):
            return True
        with self.database.reading() as session:
            return bool(self._missing_terms(session) or self._missing_places(session))

    def _base(self) -> Finding:
        if self.database.file is None:
            return ServerExamination(self.database).server()
        return Finding("SQLite", sqlite_warning() or "")

    def _is_out_of_reach(self) -> bool:
        is_elsewhere = self.database.file is None
        return is_elsewhere and bool(ServerExamination(self.database).unreachable())

    def _damage(self) -> str:
        damage = soundness.damage(self.database)
        return f"The database is damaged: {damage}. {ADVICE}" if damage else ""

    def _missing_terms(self, session: Session) -> str:
        missing = terms.missing(session, self.vocabulary)
        told = f"{len(missing)} terms of the vocabulary are not in the database. {INIT}"
        return told if missing else ""

    def _gone_terms(self, session: Session) -> str:
        gone = terms.gone(session, self.vocabulary)
        if not gone:
            return ""
        named = ", ".join(f"{name} ({count:,})" for name, count in gone.items())
        return (
            f"Facts are about terms that the vocabulary no longer has, and are not shown: {named}. "
            "Put the term back into data/vocabulary/, or import the lists that said it again."
        )

    def _missing_places(self, session: Session) -> str:
        return "" if gazetteer.is_current(session) else f"The places are not up to date. {INIT}"

    def _index(self, session: Session) -> str:
        return IndexExamination(self.open_engine(), self.vocabulary, self.now).fault(session)


def _broken_trail(session: Session) -> str:
    broken = audit.broken_at(session)
    if broken is None:
        return ""
    return (
        f"The trail of what people did is broken at {broken:%Y-%m-%d %H:%M} UTC: somebody changed "
        "the database past the program. Follow “Somebody broke in” in docs/operations.md."
    )


def _doubts(session: Session) -> str:
    waiting = doubts.count(session)
    pairs = "1 pair of listings" if waiting == 1 else f"{waiting:,} pairs of listings"
    told = f"{pairs} may be one place, for an editor: `directory review doubts` shows them."
    return told if waiting else ""
