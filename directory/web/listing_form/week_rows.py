"""Rows of a week as people fill them in: days that have the same times stand in one row.

What is wrong with a row stays in it: a row without a day, or one that ends before it starts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from directory.domain.hours import WEEK
from directory.exchange import text
from directory.web.listing_form.fields import Sent

IN_PERSON = "in-person"
CLOCK = re.compile(r"(\d{1,2})[:.]?(\d{2})", re.ASCII)
MOST_ROWS = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Times as a clock shows them, or whatever was typed instead."""

    days: tuple[int, ...] = ()
    start: str = ""
    end: str = ""
    format: str = IN_PERSON
    track: str = ""
    numbers: tuple[int, ...] = field(default=(), compare=False)  # places in the list, from 1

    @property
    def is_blank(self) -> bool:
        return not (self.days or self.start or self.end or self.track)

    @property
    def places(self) -> tuple[int | None, ...]:
        """Its days; of a row without any, one that is not known."""
        return self.days or (None,)


def grouped(sessions: Iterable[object]) -> list[Row]:
    """Rows of a document's sessions, in the order of the list."""
    found: dict[tuple[str, ...], list[tuple[int, object]]] = {}
    for number, session in enumerate(sessions, start=1):
        track, day, start, end, form = _parts(session)
        found.setdefault((track, start, end, form), []).append((number, day))
    return [_row(same, members) for same, members in found.items()]


def sessions(rows: Iterable[Row]) -> list[list[object]]:
    """One for each day of each row."""
    return [
        [row.track, day, row.start, row.end, row.format]
        for row in rows
        if not row.is_blank
        for day in row.places
    ]


def sent(formdata: Sent, name: str) -> list[Row]:
    """The rows of a form, in their order on the page."""
    pattern = re.compile(rf"{re.escape(name)}/(\d{{1,4}})/(?:day|start|end|track|format)")
    found = {int(match[1]) for each in formdata if (match := pattern.fullmatch(each))}
    return [_sent_row(formdata, f"{name}/{place}") for place in sorted(found)[:MOST_ROWS]]


def _sent_row(formdata: Sent, name: str) -> Row:
    days = {int(day) for day in formdata.getlist(f"{name}/day") if day in "0123456" and day}
    return Row(
        days=tuple(sorted(days)),
        start=clock(formdata.get(f"{name}/start", "")),
        end=clock(formdata.get(f"{name}/end", "")),
        format=formdata.get(f"{name}/format", IN_PERSON),
        track=text.tidy(formdata.get(f"{name}/track", "")),
    )


def clock(typed: str) -> str:
    """Write 9:00 and 0900 as 09:00, for browsers that have no boxes for times."""
    tidy = text.tidy(typed)
    match = CLOCK.fullmatch(tidy)
    return f"{match[1].zfill(2)}:{match[2]}" if match else tidy


def _row(same: tuple[str, ...], members: list[tuple[int, object]]) -> Row:
    track, start, end, form = same
    days = (day for _number, day in members if isinstance(day, int))
    return Row(
        days=tuple(sorted({day for day in days if 0 <= day < WEEK})),
        start=start,
        end=end,
        format=form,
        track=track,
        numbers=tuple(number for number, _day in members),
    )


def _parts(session: object) -> Iterator[Any]:
    """Text by text; the second is the day. What is no session at all is an empty one."""
    given = list(session) if isinstance(session, list) else []
    given += [""] * (5 - len(given))
    for place, value in enumerate(given[:5]):
        yield value if place == 1 else str(value or "")
