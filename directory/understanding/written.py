"""The values in an address, cleaned and read one by one; what cannot be used is noted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from directory.domain.criteria import WEEKDAYS
from directory.domain.schedule import MIDNIGHT, Span

LONGEST_TEXT = 300  # characters of a query or a place; more is a paste gone wrong


class Trouble(StrEnum):
    PARAMETER = "parameter"  # no such parameter
    CHOICE = "choice"  # no such entry in that facet
    NUMBER = "number"
    HOURS = "hours"  # free= that is not a weekday and two times
    LENGTH = "length"
    UNREADABLE = "unreadable"  # nothing but characters that nobody means
    REPEATED = "repeated"  # one value too many
    PLACELESS = "placeless"  # a distance from nowhere
    BORDERS = "borders"  # a distance from a place that is searched by its borders


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in the address that was not used."""

    trouble: Trouble
    name: str
    value: str = ""


class Written:
    """`single` names hold one value each; of several, the first counts."""

    def __init__(self, pairs: Iterable[tuple[str, str]], single: Iterable[str]) -> None:
        self._values: dict[str, list[str]] = {}
        self.notices: list[Notice] = []
        for name, value in pairs:
            self._keep(_clean(name), value)
        for name in single:
            self._say_repeated(name)

    def names(self) -> list[str]:
        return list(self._values)

    def all(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def one(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    def text(self, name: str) -> str:
        text = self.one(name)
        if len(text) > LONGEST_TEXT:
            self.say(Trouble.LENGTH, name)
        return text[:LONGEST_TEXT].strip()

    def truth(self, name: str) -> bool:
        return self.one(name).lower() in ("1", "yes", "true", "on")

    def number(self, name: str, highest: float) -> float | None:
        written = self.one(name)
        try:
            number = float(written or "nan")
        except ValueError:
            number = -1
        if 0 < number <= highest and isfinite(number):
            return number
        if written:
            self.say(Trouble.NUMBER, name, written)
        return None

    def whole(self, name: str, highest: int) -> int | None:
        number = self.number(name, highest)
        if number is not None and not number.is_integer():
            self.say(Trouble.NUMBER, name, self.one(name))
            return None
        return None if number is None else int(number)

    def spans(self, name: str) -> frozenset[Span]:
        spans = {written: _span(written) for written in self.all(name)}
        for written, span in spans.items():
            if span is None:
                self.say(Trouble.HOURS, name, written)
        return frozenset(span for span in spans.values() if span)

    def say(self, trouble: Trouble, name: str, value: str = "") -> None:
        notice = Notice(trouble, name, value)
        if notice not in self.notices:
            self.notices.append(notice)

    def _keep(self, name: str, value: str) -> None:
        if clean := _clean(value):
            self._values.setdefault(name, []).append(clean)
        elif name and value.strip():
            self.say(Trouble.UNREADABLE, name)

    def _say_repeated(self, name: str) -> None:
        for value in self.all(name)[1:]:
            if value != self.one(name):
                self.say(Trouble.REPEATED, name, value)


SPAN = re.compile(rf"({'|'.join(WEEKDAYS)})-([0-9]{{2}})([0-5][0-9])-([0-9]{{2}})([0-5][0-9])")


def _span(written: str) -> Span | None:
    """Read `mon-1730-2100`; None where it is no stretch of one day."""
    match = SPAN.fullmatch(written.lower())
    if match is None:
        return None
    weekday, *clock = match.groups()
    from_hour, from_minute, to_hour, to_minute = map(int, clock)
    span = Span(WEEKDAYS.index(weekday), from_hour * 60 + from_minute, to_hour * 60 + to_minute)
    return span if span.start < span.end <= MIDNIGHT else None


# Control and unpaired surrogate characters: a database may refuse them, nobody means them.
UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd\s]+")


def _clean(text: str) -> str:
    return UNWANTED.sub(" ", text).strip()
