"""How far an index has read the outbox. Reading a change twice does no harm.

It is kept inside of each generation: whoever swaps a new one in, swaps in how far that one has
read, and a kill between the two can leave no change unread.
"""

import os
from pathlib import Path

from directory.search.text import generations

NAME = "read-up-to"


def read(folder: Path) -> int:
    """The last outbox id that the current one took in; 0 where nothing is known: all is read."""
    try:
        return int(((generations.current(folder) or folder) / NAME).read_text())
    except (OSError, ValueError):
        return 0


def write(generation: Path, outbox_id: int) -> None:
    """Write it down for this one, whether it is still the current one or not."""
    draft = generation / f"{NAME}.{os.getpid()}"
    draft.write_text(str(outbox_id))
    draft.replace(generation / NAME)
