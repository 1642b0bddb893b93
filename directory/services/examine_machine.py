"""Looks at what the directory stands on: files and their owners, room, secret, settings, copies."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from directory.services import last_backup
from directory.services.examined import Finding

ROOM = 256 * 1024 * 1024  # bytes that any directory needs to go on
FEWEST_SIGNS = 10  # different ones; a key drawn by chance has them
OTHERS, ALL_BUT_OWNER = 0o007, 0o077
BACKUP_WITHIN = timedelta(days=7)
ELSEWHERE = "Whoever copies can say so here: docs/operations.md, “What the doctor looks at”."
FIRST_BACKUP_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Written:
    """When people or lists first and last wrote in the database; None where nobody did. UTC."""

    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Machine:
    instance: Path
    index: Path
    database: Path | None  # None: it is elsewhere
    secret: str
    secret_file: Path | None  # None: it comes from the environment
    debug: bool
    webhooks_to_loopback: bool

    def findings(self) -> Iterator[Finding]:
        yield Finding("settings", self._settings())
        yield Finding("secret", self._secret())
        yield Finding("folder", self._folder())
        yield Finding("disk", self._room())

    def backup(self, written: Written, now: datetime) -> Finding:
        told = self._backup(written, now)
        if self.database is None and told:  # copied from another machine, which tells nothing here
            return Finding("backup", note=f"{told} {ELSEWHERE}")
        return Finding("backup", told)

    def repair(self) -> Iterator[str]:
        """Close to others what is open to them; yields what was done."""
        for path, closed in ((self.instance, OTHERS), (self.secret_file, ALL_BUT_OWNER)):
            if path is not None and _mode(path) & closed:
                path.chmod(_mode(path) & ~closed)
                yield f"{path} was closed to others on this machine."

    @property
    def _copying(self) -> str:
        return "`directory backup FILE`" if self.database else "`pg_dump`, or what you copy with,"

    def _settings(self) -> str:
        if self.debug:
            return "Debug mode is on: a fault shows its insides to anybody. Take FLASK_DEBUG away."
        if self.webhooks_to_loopback:
            return "DIRECTORY_WEBHOOKS_TO_LOOPBACK is on, which is for tests. Take it away."
        return ""

    def _secret(self) -> str:
        if len(set(self.secret)) < FEWEST_SIGNS:
            another = "delete it" if self.secret_file else "set DIRECTORY_SECRET_KEY anew"
            return f"The secret key can be guessed: {another}. Everybody is signed out by that."
        if self.secret_file is not None and _mode(self.secret_file) & ALL_BUT_OWNER:
            return (
                f"Others on this machine can read {self.secret_file}: `chmod 600` it. If somebody "
                "may have read it, follow “The secret got out” in docs/operations.md."
            )
        return ""

    def _folder(self) -> str:
        if _mode(self.instance) & OTHERS:
            return (
                f"Others on this machine can look into {self.instance}, where mail addresses are: "
                f"`chmod 700` it."
            )
        owner = self.instance.stat().st_uid
        strange = sorted(each.name for each in self._files() if each.stat().st_uid != owner)
        if strange:
            return (
                f"{', '.join(strange)} in {self.instance} belongs to another user, perhaps from a "
                "command run as root: give it to the user that serves with `chown`."
            )
        return ""

    def _files(self) -> Iterator[Path]:
        return (each for each in self.instance.iterdir() if each.exists())

    def _room(self) -> str:
        needed = max(ROOM, self._size())
        free = min(shutil.disk_usage(folder).free for folder in self._folders())
        if free >= needed:
            return ""
        return (
            f"The disk is nearly full: {_megabytes(free)} are free, and a backup or a new index "
            f"needs up to {_megabytes(needed)}. Delete what is old (backups, before-restore-…) "
            "or take a larger disk."
        )

    def _folders(self) -> list[Path]:
        return [self.instance] + ([self.database.parent] if self.database else [])

    def _size(self) -> int:
        files = [path for path in self.index.rglob("*") if path.is_file()]
        if self.database is not None:
            files += self.database.parent.glob(f"{self.database.name}*")
        return sum(path.stat().st_size for path in files if path.exists())

    def _backup(self, written: Written, now: datetime) -> str:
        made = last_backup.made_at(self.instance)
        if written.first is None or written.last is None:
            return ""
        if made is None:
            is_late = now - written.first > FIRST_BACKUP_WITHIN
            return f"No backup is known of. Let {self._copying} run every day." if is_late else ""
        if written.last > made and now - made > BACKUP_WITHIN:
            late = f"The last backup known of is {(now - made).days} days old."
            return f"{late} See why {self._copying} does not run."
        return ""


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def _megabytes(size: int) -> str:
    return f"{size // 1024**2:,} MB"
