"""Text as a cell of a spreadsheet may hold it."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """A spreadsheet program runs what begins like a formula; a quote makes it text."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
