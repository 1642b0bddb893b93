"""Copies all of a directory that cannot be made again into one file, while it is served."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from directory.exchange import backups
from directory.exchange.backups import Manifest
from directory.services import last_backup
from directory.storage import copies, soundness
from directory.storage.database import Database

WORK = "backup.part"  # in the instance; what a killed backup left there goes with the next one


@dataclass(frozen=True, kw_only=True, slots=True)
class Instance:
    """Where a directory keeps its things."""

    folder: Path
    database: Path
    secret: Path  # the file; there may be none
    documents: Path
    derived: tuple[Path, ...] = ()  # folders made from the database: the index, the exports


class BackupError(Exception):
    """It could not be made; the message is a sentence for the operator."""


def back_up(instance: Instance, target: Path, at: datetime) -> Manifest:
    """Write a new file, read it through once more, and note when that was. `at` is UTC.

    Raises BackupError.
    """
    if target.exists():
        raise BackupError(f"{target} exists already, and a backup overwrites nothing.")
    with emptied(instance.folder / WORK) as work, _drafted(target) as draft:
        _gather(instance, work)
        manifest = backups.gathered(work, at)
        backups.pack(work, manifest, draft)
        _sync(draft)
        backups.unpack(Path(draft.name))
        _name(Path(draft.name), target)
    last_backup.note(instance.folder, at, target)
    return manifest


def _gather(instance: Instance, work: Path) -> None:
    # The database first: a document is kept before its row is, and so none is missing.
    try:
        copies.copy(instance.database, work / backups.DATABASE)
    except copies.CopyError as error:
        raise BackupError(f"The database could not be copied: {error}.") from error
    _check(work / backups.DATABASE)
    if instance.secret.exists():
        shutil.copy2(instance.secret, work / backups.SECRET)
    documents = work / backups.DOCUMENTS
    documents.mkdir(mode=0o700)
    for path in instance.documents.glob("*"):
        if backups.NAME.fullmatch(f"{backups.DOCUMENTS}/{path.name}"):
            _link(path, documents / path.name)


def _check(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    damage = soundness.damage(database)
    database.close()
    copies.fold(path)
    if damage:
        raise BackupError(
            f"The database is damaged ({damage}), and so no backup was made. "
            "Keep the backups that you have, and restore the last one."
        )


def _link(path: Path, name: Path) -> None:
    try:
        name.hardlink_to(path)
    except FileNotFoundError:
        pass  # deleted meanwhile, as documents are once nobody needs them
    except OSError:  # a file system without links
        shutil.copy2(path, name)


@contextmanager
def emptied(folder: Path) -> Iterator[Path]:
    """To work in, for its owner alone, and gone afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _drafted(target: Path) -> Iterator[IO[bytes]]:
    """A file beside it that only its owner reads: it holds the secret and people's addresses."""
    path = target.with_name(f"{target.name}.part")
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    try:
        with path.open("wb") as file:
            yield file
    finally:
        path.unlink(missing_ok=True)


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _name(draft: Path, target: Path) -> None:
    """Give it its name at once, and never somebody else's."""
    try:
        target.hardlink_to(draft)
    except FileExistsError as error:
        raise BackupError(f"{target} was made meanwhile, and was left as it is.") from error
    except OSError:  # a file system without links
        draft.replace(target)
