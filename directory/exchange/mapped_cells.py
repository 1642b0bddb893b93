"""Cells of somebody's own list: yes and no, numbers and days, as a mapping has them written."""

import re
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from directory.exchange.mapping_manner import Manner
from directory.exchange.spreadsheet import Row

ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T].*)?")
SERIAL = re.compile(r"\d{1,5}(?:\.\d+)?")
FIRST_SERIAL = date(1899, 12, 30)  # how spreadsheets count days
FIRST_DAY = date(1990, 1, 1)  # nothing was put on the web before
NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,2})?")
QUOTED = 60  # letters of a cell in a remark


class CellError(ValueError):
    """A cell that cannot be read for certain; the message says which and why."""


class Cells:
    """The cells of one row by their columns' folded names, empty where they say nothing."""

    def __init__(self, row: Row, manner: Manner) -> None:
        self._row = row
        self._manner = manner

    def text(self, column: str | None) -> str:
        said = self._row[column] if column else ""
        return "" if said.casefold() in self._manner.empty else said

    def parts(self, column: str) -> list[str]:
        """The values of a cell that holds several."""
        parts = (part.strip() for part in self.text(column).split(self._manner.separator))
        return [part for part in parts if part]

    def answer(self, column: str | None) -> bool | None:
        """None where the cell says nothing. Raises CellError on what is neither yes nor no."""
        # A word for "nothing" may be one for no as well; here it is the no that counts.
        said = self._row[column].casefold() if column else ""
        if said in self._manner.yes:
            return True
        if said in self._manner.no:
            return False
        if not said or said in self._manner.empty:
            return None
        raise CellError(f"“{said[:QUOTED]}” is neither yes nor no")

    def openings(self, column: str | None) -> str:
        """Return yes, no or waitlist; empty where the cell says nothing. Raises CellError."""
        if self.text(column).casefold() in self._manner.waitlist:
            return "waitlist"
        answer = self.answer(column)
        return "" if answer is None else ("yes" if answer else "no")

    def hides(self, column: str | None) -> bool:
        """Anything but a plain no hides: better an address too few than one too many."""
        said = self._row[column].casefold() if column else ""
        return bool(said) and said not in self._manner.no

    def number(self, column: str | None) -> float | None:
        said = self.text(column)
        if said and not NUMBER.fullmatch(said):
            raise CellError(f"“{said[:QUOTED]}” is no number")
        return float(said) if said else None

    def day(self, column: str | None, today: date | None) -> date | None:
        """Raises CellError on a day that cannot be, whoever counted it."""
        said = self.text(column)
        if not said:
            return None
        found = _day(said, self._manner.dates)
        latest = (today or datetime.now(UTC).date()) + timedelta(days=1)
        if found is None:
            raise CellError(f"“{said[:QUOTED]}” is no day that can be read")
        if not FIRST_DAY <= found <= latest:
            raise CellError(f"the day {found} cannot be right")
        return found


@lru_cache(4096)
def _day(said: str, formats: Collection[str]) -> date | None:
    if match := ISO_DAY.fullmatch(said):
        return _made(*map(int, match.groups()))
    if SERIAL.fullmatch(said):
        return FIRST_SERIAL + timedelta(days=int(float(said)))
    for way in formats:
        try:
            return datetime.strptime(said, way).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
