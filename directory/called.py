"""What a shell calls."""

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path

GIVING_WAY = 10  # of the 19 steps in which a process can stand back
SESSION = Path("/proc/self/autogroup")


def called() -> None:
    """Run the `directory` command, which gives way to the server."""
    if sys.argv[1:2] != ["serve"]:
        _give_way()
    gc.disable()
    # Nothing that is read at a start is waste, and to look for some takes a fifth of the start.
    from directory import app  # noqa: PLC0415

    gc.enable()
    app.main()


def _give_way() -> None:
    """Linux shares its time among sessions first, so one that a timer began stands back whole."""
    os.nice(GIVING_WAY)
    if os.getsid(0) == os.getpid():  # not the session in which somebody types
        with suppress(OSError):
            SESSION.write_text(str(GIVING_WAY))
