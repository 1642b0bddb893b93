"""When a backup was last made: one line in the instance, which other ways of copying may write.

It is no row of the database, for that would tell of itself in every backup.
"""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

NAME = "last-backup"


def note(folder: Path, at: datetime, target: Path) -> None:
    draft = folder / f"{NAME}.part"
    draft.write_text(f"{at:%Y-%m-%dT%H:%M:%SZ} {target.absolute()}\n")
    draft.replace(folder / NAME)


def made_at(folder: Path) -> datetime | None:
    """UTC without a zone; None where no backup is known of."""
    with suppress(OSError, ValueError, IndexError):
        written = datetime.fromisoformat((folder / NAME).read_text().split()[0])
        return written.astimezone(UTC).replace(tzinfo=None)
    return None
