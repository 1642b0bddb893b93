"""Sessions and office hours, as rows that can be added and taken away without scripts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from directory.domain.criteria import WEEKDAYS
from directory.domain.findings import Finding
from directory.web.listing_form import week_rows
from directory.web.listing_form.fields import Many, Sent, Told, Values
from directory.web.listing_form.week_rows import Row

SPAN = re.compile(r"(\w*)-(\S*)-(\S*)")
MIDNIGHT, END_OF_DAY = "00:00", "2400"


@dataclass(frozen=True, slots=True)
class Beside:
    errors: list[str]
    notes: list[str]


class Week(Many):
    """The sessions of a program."""

    blanks: ClassVar[int] = 3  # in a week that has no row yet
    has_formats: ClassVar[bool] = True

    def __init__(self, label: str = "", **given: Any) -> None:  # noqa: ANN401
        super().__init__(label, **given)
        self.more = 1  # rows to fill in below those that are filled in
        self.without: int | None = None  # the place of a row that is taken away
        self.wrong: dict[int, list[str]] = {}  # by the place of the row

    def read(self, sent: Sent) -> None:
        self.data: list[Row] = week_rows.sent(sent, self.name)

    @property
    def rows(self) -> list[Row]:
        """Those that are filled in, then blank ones."""
        full = [row for row in self.data if not row.is_blank]
        like = replace(full[-1], days=(), start="", end="", track="") if full else Row()
        return [*full, *([like] * (self.more if full else max(self.blanks, self.more)))]

    def show(self, values: Values) -> None:
        known = values.get(self.about)
        self.data = week_rows.grouped(known) if isinstance(known, list) else []

    def told(self) -> Told:
        typed = week_rows.sessions(self._left)
        known = self.before.get(self.about)
        same = isinstance(known, list) and _sorted(known) == _sorted(typed)
        return {self.about: known if same else typed or None}

    def in_rows(self, finding: Finding) -> Finding:
        """The same about rows, which people see, where it is about sessions of the document."""
        numbers = {
            name: row
            for name in ("number", "other")
            if (row := self._row_of(finding.values.get(name))) is not None
        }
        return replace(finding, values={**finding.values, **numbers})

    @property
    def of_no_row(self) -> Beside:
        """What is wrong, or may be, beside what is said in the rows."""
        in_rows = {sentence for sentences in self.wrong.values() for sentence in sentences}
        return Beside(
            errors=[each for each in self.errors if each not in in_rows],
            notes=[each for each in self.notes if each not in in_rows],
        )

    def complain(self, number: object, sentence: str) -> None:
        """Say beside a row, by its number, what is wrong with it."""
        if isinstance(number, int):
            self.wrong.setdefault(number - 1, []).append(sentence)

    def _row_of(self, number: object) -> int | None:
        places = (place for place, row in enumerate(self.rows, start=1) if number in row.numbers)
        return next(places, None)

    @property
    def _left(self) -> list[Row]:
        full = [row for row in self.data if not row.is_blank]
        return [row for place, row in enumerate(full) if place != self.without]


class OfficeHours(Week):
    """In a document they are one line: mon-0900-1700 tue-0900-1700."""

    blanks: ClassVar[int] = 1
    has_formats: ClassVar[bool] = False

    def show(self, values: Values) -> None:
        spans = SPAN.findall(str(values.get(self.about) or ""))
        self.data = week_rows.grouped(_session(*span) for span in spans)

    def told(self) -> Told:
        spans = sorted(_spans(self._left), key=_place)
        known = str(self.before.get(self.about) or "")
        same = sorted(known.split()) == sorted(spans)
        return {self.about: (known if same else " ".join(spans)) or None}


def _session(day: str, start: str, end: str) -> list[object]:
    number = WEEKDAYS.index(day) if day in WEEKDAYS else None
    return ["", number, _clock(start), _clock(end), week_rows.IN_PERSON]


def _spans(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        start, end = row.start.replace(":", ""), row.end.replace(":", "")
        for day in row.places:
            name = WEEKDAYS[day] if day is not None else ""
            yield f"{name}-{start}-{END_OF_DAY if row.end == MIDNIGHT else end}".replace(" ", "")


def _clock(written: str) -> str:
    return MIDNIGHT if written == END_OF_DAY else week_rows.clock(written)


def _place(span: str) -> tuple[int, str]:
    day, _, times = span.partition("-")
    return (WEEKDAYS.index(day) if day in WEEKDAYS else -1, times)


def _sorted(sessions: list[Any]) -> list[str]:
    return sorted(map(repr, sessions))
