"""Text as a cell of a spreadsheet may hold it."""

import re

# What a spreadsheet program would run, with any quotes that were put before it.
FORMULA = re.compile(r"'*[=+\-@\t\r]")
SUSPECT = frozenset(("'", "=", "+", "-", "@", "\t", "\r"))  # spares most cells the pattern


def harmless(cell: str) -> str:
    """A spreadsheet program runs what begins like a formula; a quote makes it text.

    One that had a quote already gets another, so that `as_written` gives back what was there.
    """
    return f"'{cell}" if cell[:1] in SUSPECT and FORMULA.match(cell) else cell


def as_written(cell: str) -> str:
    """Undo `harmless`."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
