"""Reads the cells of the directory's own CSV, strictly: it was written by a program."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import NoReturn, TypeVar

from directory.domain import cells
from directory.domain.places import Point
from directory.exchange.own_csv_tables import NO, YES

Chosen = TypeVar("Chosen", bound=StrEnum)
EARLIEST = date(1900, 1, 1)
MOST = 1_000_000  # of hours, days, weeks


class FaultError(ValueError):
    """What is wrong with a row; the message goes on after the line's number."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. A column that the file does not have is empty."""

    line: int
    table: str
    said: Mapping[str, str]
    latest: date = date.max  # nothing was reported or published later

    def text(self, column: str) -> str:
        return cells.as_written(self.said.get(column) or "")

    def needed(self, column: str) -> str:
        return self.text(column) or _refuse(f"it has no {column}")

    def day(self, column: str) -> date | None:
        text = self.text(column)
        try:
            on = date.fromisoformat(text) if text else None
        except ValueError:
            on = date.min
        if on is not None and on < EARLIEST:
            _refuse(f"its {column} is {text!r}, not a day like 2026-03-31")
        if on is not None and on > self.latest:
            _refuse(f"its {column} is {text!r}, which is yet to come")
        return on

    def clock(self, column: str) -> time:
        text = self.text(column)
        try:
            at = time.fromisoformat(text)
        except ValueError:
            _refuse(f"its {column} is {text!r}, not a time like 17:30")
        return at.replace(tzinfo=None)

    def number(self, column: str) -> float | None:
        text = self.text(column)
        try:
            value = float(text) if text else None
        except ValueError:
            value = -MOST
        if value is not None and not 0 <= value <= MOST:
            _refuse(f"its {column} is {text!r}, not a number")
        return value

    def whole(self, column: str) -> int | None:
        value = self.number(column)
        if value is not None and value != int(value):
            _refuse(f"its {column} is {self.text(column)!r}, not a whole number")
        return None if value is None else int(value)

    def claim(self, column: str) -> bool | None:
        """Yes, no, or nothing said."""
        text = self.text(column)
        if text not in (YES, NO, ""):
            _refuse(f"its {column} is {text!r}, not yes or no")
        return text == YES if text else None

    def chosen(self, column: str, choices: type[Chosen]) -> Chosen:
        text = self.text(column)
        if text not in [choice.value for choice in choices]:
            _refuse(f"its {column} is {text!r}, which is none of {', '.join(choices)}")
        return choices(text)

    def point(self) -> Point | None:
        north, east = self.said.get("latitude"), self.said.get("longitude")
        if not north and not east:
            return None
        try:
            point = Point(float(north or ""), float(east or ""))
        except ValueError:
            point = Point(-MOST, -MOST)
        if not (-90 <= point.latitude <= 90 and -180 <= point.longitude <= 180):
            _refuse(f"its coordinates {north}, {east} are not on the earth")
        return point


def _refuse(reason: str) -> NoReturn:
    raise FaultError(reason)
