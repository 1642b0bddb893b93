"""The hours a person is free: rows of boxes that a form sends, and `free` in an address."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from itertools import zip_longest

from babel import dates
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from directory.domain.criteria import WEEKDAYS, Criteria, clock_arg
from directory.domain.schedule import MIDNIGHT, SLOT_MINUTES, Span
from directory.web import formats, languages

FIELDS = ("free-day", "free-from", "free-to")
DAYS = {
    "daily": range(7),
    "weekdays": range(5),
    "weekend": range(5, 7),
    **{name: range(number, number + 1) for number, name in enumerate(WEEKDAYS)},
}
FEWEST_ROWS = 3
MOST_ROWS = 60
EARLIEST = 5 * 60  # nobody meets before; an address may still say so
WHOLE_DAY = (0, MIDNIGHT)
# What the grid for a finger shows.
GRID = range(6, 24)


@dataclass(frozen=True, slots=True)
class Row:
    """Some days and a stretch of them, as written in an address; empty: not chosen."""

    days: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """`starts` and `ends` are times of day as an address and as a reader has them.

    `days` and `hours` head the grid.
    """

    rows: tuple[Row, ...]
    chosen: int
    starts: tuple[tuple[str, str], ...]
    ends: tuple[tuple[str, str], ...]
    days: tuple[str, ...]
    hours: tuple[str, ...]

    @staticmethod
    @lru_cache(256)
    def options(times: tuple[tuple[str, str], ...], chosen: str) -> Markup:
        """The times as a select box has them. A page has six such boxes, most of them alike."""
        option = Markup('<option value="{}"{}>{}</option>')
        selected = {chosen: Markup(" selected")}
        return Markup("").join(
            option.format(slug, selected.get(slug, ""), label) for slug, label in times
        )


def of(criteria: Criteria) -> Form:
    rows = tuple(_rows(criteria.free))
    spare = max(FEWEST_ROWS - len(rows), 1)
    locale = languages.locale()
    days, hours = _headings(locale)
    starts = frozenset(span.start for span in criteria.free)
    ends = frozenset(span.end for span in criteria.free)
    return Form(
        rows=rows + (Row(),) * spare,
        chosen=len(rows),
        starts=_times(range(EARLIEST, MIDNIGHT, SLOT_MINUTES), starts, locale),
        ends=_times(range(EARLIEST + SLOT_MINUTES, MIDNIGHT + 1, SLOT_MINUTES), ends, locale),
        days=days,
        hours=hours,
    )


def as_sent(args: "MultiDict[str, str]") -> list[tuple[str, str]] | None:
    """The same search with its rows written as `free`; None where it has no rows.

    What makes no sense is passed on as it is, so that the page can name it.
    """
    if not any(name in args for name in FIELDS):
        return None
    kept = [(name, value) for name, value in args.items(multi=True) if name not in FIELDS and value]
    rows = list(zip_longest(*map(args.getlist, FIELDS), fillvalue=""))[:MOST_ROWS]
    return [*kept, *(("free", each) for row in rows for each in _free(*row))]


def _free(days: str, start: str, end: str) -> Iterator[str]:
    if not (days or start or end):
        return
    named = days or "daily"
    times = f"{start or '0000'}-{end or '2400'}"
    if named not in DAYS or (start or "0000") >= (end or "2400"):
        yield f"{named}-{times}"
        return
    for day in DAYS[named]:
        yield f"{WEEKDAYS[day]}-{times}"


def _rows(free: Iterable[Span]) -> Iterator[Row]:
    """As few rows as say it: days with the same hours stand together."""
    days: dict[tuple[int, int], set[int]] = {}
    for span in sorted(free):
        days.setdefault((span.start, span.end), set()).add(span.weekday)
    for times, left in days.items():
        start, end = ("", "") if times == WHOLE_DAY else map(clock_arg, times)
        for name, members in DAYS.items():
            if left.issuperset(members):
                left -= set(members)
                yield Row(name, start, end)


@lru_cache(64)
def _times(usual: range, used: frozenset[int], _locale: str) -> tuple[tuple[str, str], ...]:
    wanted = sorted({*usual, *used})
    return tuple((clock_arg(minutes), formats.minutes(minutes)) for minutes in wanted)


@lru_cache(8)
def _headings(locale: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = dates.get_day_names("abbreviated", locale=locale)
    hours = (dates.format_time(time(hour), "h a", locale=locale) for hour in GRID)
    return tuple(names[day] for day in range(7)), tuple(hours)
