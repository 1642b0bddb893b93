"""What a shell calls."""

import gc
import os
import sys

GIVING_WAY = 10  # of the 19 steps in which a process can stand back


def called() -> None:
    """Run the `directory` command, which gives way to the server."""
    if sys.argv[1:2] != ["serve"]:
        os.nice(GIVING_WAY)
    gc.disable()
    # Nothing that is read at a start is waste, and to look for some takes a fifth of the start.
    from directory import app  # noqa: PLC0415

    gc.enable()
    app.main()
