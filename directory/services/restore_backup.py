"""Puts a backup in the place of what is there, once it is known to be whole."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from directory.domain.vocabulary import Vocabulary
from directory.exchange import backups
from directory.exchange.backups import Manifest, NotABackupError
from directory.search.embedded import EmbeddedEngine
from directory.services import last_backup
from directory.services.back_up import BackupError, Instance, emptied
from directory.services.prepare_directory import prepare_directory
from directory.services.rebuild_index import rebuild_index
from directory.storage import copies, migrations, soundness
from directory.storage.database import Database

WORK = "restore.part"  # beside the database; a killed restore leaves it, and the next takes it away


@dataclass(frozen=True, slots=True)
class Restored:
    made_at: datetime  # UTC
    sites: int
    aside: Path  # where that is which was there before


@dataclass(frozen=True, kw_only=True, slots=True)
class Restorer:
    """`begin` is called when the backup is known to be good, just before anything is replaced."""

    instance: Instance
    vocabulary: Vocabulary
    index: Path
    begin: Callable[[], None]

    def restore(self, archive: Path, at: datetime) -> Restored:
        """Raises BackupError, with everything as it was. `at`: UTC."""
        own = self.instance
        aside = own.database.parent / f"before-restore-{at:%Y%m%d-%H%M%S}"
        with emptied(own.database.parent / WORK) as work:
            manifest = _unpacked(archive, work)
            self._prepare(work / backups.DATABASE)
            _free(own.database)
            self.begin()
            aside.mkdir(mode=0o700)
            self._replace(work, aside)
        count = self._index()
        last_backup.note(own.folder, manifest.made_at, archive)
        return Restored(manifest.made_at, count, aside)

    def _prepare(self, file: Path) -> None:
        """See that it is sound, and bring it to the shape that this version expects."""
        database = Database(f"sqlite:///{file}")
        try:
            _check(database)
            prepare_directory(database, self.vocabulary)
            _check(database)
        finally:
            database.close()
        copies.fold(file)

    def _replace(self, work: Path, aside: Path) -> None:
        """The database at one stroke: at no moment is there none."""
        own = self.instance
        for folder in own.derived:  # they tell of the database that goes
            shutil.rmtree(folder, ignore_errors=True)
        for ending in copies.COMPANIONS:
            _move(own.database.with_name(f"{own.database.name}{ending}"), aside)
        if own.database.exists():
            shutil.copy2(own.database, aside)
        (work / backups.DATABASE).replace(own.database)
        for name, path in ((backups.SECRET, own.secret), (backups.DOCUMENTS, own.documents)):
            if (work / name).exists():
                _move(path, aside)
                shutil.move(work / name, path)

    def _index(self) -> int:
        database = Database(f"sqlite:///{self.instance.database}")
        with database.reading() as session:
            engine = EmbeddedEngine.open(self.index, self.vocabulary)
            count = rebuild_index(session, engine)
        database.close()
        return count


def _unpacked(archive: Path, work: Path) -> Manifest:
    try:
        manifest = backups.unpack(archive, work)
    except NotABackupError as error:
        raise BackupError(f"{archive} {error}.") from error
    if backups.DATABASE not in manifest.files:
        raise BackupError(f"{archive} holds no database.")
    return manifest


def _check(database: Database) -> None:
    if damage := soundness.damage(database):
        raise BackupError(f"The database in the backup is damaged: {damage}.")
    if not migrations.is_known(database):
        raise BackupError("The backup was made by a newer version. Install that first.")


def _free(database: Path) -> None:
    if not database.exists():
        return
    try:
        copies.fold(database)
    except copies.InUseError as error:
        raise BackupError(
            f"Something uses {database} now, perhaps an import. Wait for it or stop it."
        ) from error


def _move(path: Path, folder: Path) -> None:
    if path.exists():
        shutil.move(path, folder / path.name)
