"""How far an index has read the outbox, kept beside it. Reading a change twice does no harm."""

import os
from pathlib import Path

NAME = "read-up-to"


def read(folder: Path) -> int:
    """The last outbox id taken in; 0 where nothing is known, so that everything is read."""
    try:
        return int((folder / NAME).read_text())
    except (OSError, ValueError):
        return 0


def write(folder: Path, outbox_id: int) -> None:
    draft = folder / f"{NAME}.{os.getpid()}"
    draft.write_text(str(outbox_id))
    draft.replace(folder / NAME)
