"""Sites that are asked for by their own name."""

import re

import numpy as np

from directory.search import bits
from directory.search.bits import Bits
from directory.search.columns import Columns
from directory.search.sites import NAME_BYTES

_WORD = re.compile(r"\w+")


def called(columns: Columns, sites: Bits, text: str) -> Bits:
    """Those of the sites of which the text is the name, with or without what it adds to it."""
    wanted = _plain(text.casefold())
    rows = columns.space.rows(sites)
    first = wanted.partition(" ")[0].encode()
    likely = rows[np.strings.startswith(columns.names[rows], first)] if first else rows[:0]
    names = columns.names[likely].tolist()
    found = [row for row, name in zip(likely, names, strict=True) if _is_called(name, wanted)]
    return bits.of_rows(np.array(found, np.int64), columns.words)


def _is_called(name: bytes, wanted: str) -> bool:
    told = name.decode(errors="ignore")
    parts = told.split(",")
    if any(_plain(",".join(parts[:end])) == wanted for end in range(1, len(parts) + 1)):
        return True
    return len(name) == NAME_BYTES and wanted.startswith(_plain(told))  # only its start is kept


def _plain(name: str) -> str:
    return " ".join(_WORD.findall(name))
