"""Cells as people typed them, made tidy. Nothing is recased: a name is its owner's to write."""

import re
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | time | datetime | timedelta

ZIP = re.compile(r"(\d{3,5})(?:-(\d{4}))?")


def cell_text(cell: Cell) -> str:
    """Return a cell as tidy text: whole numbers without a point, since ZIPs come as 7030.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy(str(cell))


def tidy(text: str) -> str:
    """Strip, make one blank of several (line ends and unbreakable blanks too), drop the invisible.

    What cannot be printed could not be stored either, or would turn the text after it around.
    """
    words = " ".join(text.split())
    return words if words.isprintable() else "".join(filter(str.isprintable, words)).strip()


def folded_name(text: str) -> str:
    """How column names are compared: whatever their case and stray blanks."""
    return "_".join(text.casefold().replace("_", " ").split())


def zip_code(text: str) -> str:
    """Return the five digits, with the zeros that spreadsheets eat; empty if it is no ZIP."""
    digits = text.replace(" ", "").removesuffix(".0")
    if digits.isdecimal() and 7 <= len(digits) <= 9:  # ZIP+4 without its hyphen
        digits = digits.zfill(9)[:5]
    match = ZIP.fullmatch(digits)
    return match[1].zfill(5) if match and int(match[1]) else ""
