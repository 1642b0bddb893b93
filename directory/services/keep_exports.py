"""Keeps each export that somebody asked for until the directory changes.

So a file is made once a change, however often it is fetched; whoever has it already is told so
without making it; and one that is broken off can be continued.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from directory.services.export_directory import FORM, Exporter
from directory.storage import holdings
from directory.storage.database import Database
from directory.storage.holdings import Edition

EDITIONS_KEPT = 2  # the one before may still be on its way to somebody


class BusyError(RuntimeError):
    """The file is being made for somebody else, and there is no older one to give meanwhile."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    path: Path
    etag: str
    changed_at: datetime


class Shelf:
    def __init__(self, folder: Path, database: Database, exporter: Exporter) -> None:
        self._folder = folder
        self._database = database
        self._exporter = exporter

    def now(self, name: str) -> Kept:
        """What names the export as it is now, and since when it is so; it may not be made yet."""
        return self._kept(self._edition(), name)

    def get(self, name: str) -> Kept:
        """Return the file, making it where nobody did since the latest change.

        Raises BusyError. While one is made, others get the one before.
        """
        kept = self.now(name)
        if kept.path.exists():
            return kept
        with self._alone() as is_alone:
            if not is_alone:
                return self._older(name)
            kept = self.now(name)  # somebody may just have made it
            return kept if kept.path.exists() else self._made(name)

    def _edition(self) -> Edition:
        with self._database.reading() as session:
            return holdings.edition(session)

    def _made(self, name: str) -> Kept:
        draft = self._folder / name
        made = self._kept(self._exporter.write(name, draft), name)
        made.path.parent.mkdir(exist_ok=True)
        draft.replace(made.path)
        self._forget_all_but(self._editions()[:EDITIONS_KEPT])
        return made

    def _forget_all_but(self, kept: list[Path]) -> None:
        """Those of another form, too: nobody gives them any more."""
        for folder in self._folder.glob("*-*"):
            if folder.is_dir() and folder not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _older(self, name: str) -> Kept:
        for folder in self._editions():
            if (folder / name).exists():
                edition = Edition.named(folder.name.partition("-")[2])
                return self._kept(edition, name)
        raise BusyError

    def _kept(self, edition: Edition, name: str) -> Kept:
        folder = f"{FORM}-{edition.name}"
        return Kept(
            path=self._folder / folder / name,
            etag=f"{folder}-{name}",
            changed_at=edition.changed_at,
        )

    def _editions(self) -> list[Path]:
        """The newest first."""
        folders = (each for each in self._folder.glob(f"{FORM}-*") if each.is_dir())
        return sorted(folders, key=lambda each: each.stat().st_mtime, reverse=True)

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """One export at a time, in whatever process: it takes a processor for seconds."""
        self._folder.mkdir(exist_ok=True)
        with (self._folder / "making.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True
