"""What a document says under a key, in the words of the page: one line each, none for nothing."""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from directory.domain import documents, hours
from directory.domain.schedule import Session
from directory.domain.vocabulary import Facet, Vocabulary
from directory.web import formats, week

Lines = tuple[str, ...]

ANSWERS: Mapping[str, LazyString] = {
    "yes": lazy_gettext("Yes"),
    "no": lazy_gettext("No"),
    "waitlist": lazy_gettext("Waiting list"),
}
NETWORKS: Mapping[str, LazyString] = {
    "in": lazy_gettext("Taken, in network"),
    "out": lazy_gettext("Taken, out of network"),
    "unsaid": lazy_gettext("Taken, network not said"),
}
ENTRIES: Mapping[str, LazyString] = {
    "rolling": lazy_gettext("Start any week"),
    "cohort": lazy_gettext("Starts with a group on set dates"),
    "assessment": lazy_gettext("Starts with an assessment"),
    "assessment-first": lazy_gettext("Starts with an assessment"),
}


def lines(name: str, value: object, vocabulary: Vocabulary) -> Lines:
    """`name`: of documents.Subject, so without what stands before the names of programs."""
    if value in (None, "", []):
        return ()
    if name == "care":
        return (_care(str(value), vocabulary),)
    return _read(name, value) if _is_read(name) else (str(value),)


def _read(name: str, value: object) -> Lines:
    group, slash, _rest = name.partition("/")
    try:
        return (READ[group if slash else name])(value)
    except (ValueError, TypeError, LookupError):  # a draft keeps what was typed, right or wrong
        return _as_typed(value)


def _as_typed(value: object) -> Lines:
    rows = value if isinstance(value, list) else [value]
    return tuple(" ".join(map(str, row)) if isinstance(row, list) else str(row) for row in rows)


def session_lines(value: object) -> Lines:
    """A week of sessions, those at the same hours in one line."""
    held = (
        Session(track, day, time.fromisoformat(start), time.fromisoformat(end), form)
        for track, day, start, end, form in cast("list[Any]", value)
    )
    return tuple(map(_meeting, week.meetings(held)))


def office_lines(value: object) -> Lines:
    spans = hours.read(str(value))
    if hours.round_the_clock(spans):
        return (_("Open day and night, every day."),)
    return tuple(_open(days) for days in hours.by_days(spans) if days.spans)


def _is_read(name: str) -> bool:
    return name.partition("/")[0] in READ


def _care(slug: str, vocabulary: Vocabulary) -> str:
    term = vocabulary.get(Facet.CARE, slug)
    return term.label if term else slug


def _meeting(one: week.Meeting) -> str:
    first = one.first
    times = _span(formats.clock(first.starts_at), formats.clock(first.ends_at))
    told = f"{formats.weekdays(one.weekdays)} {times}"
    where = FORMATS.get(first.format, first.format)
    return ", ".join(filter(None, (told, str(where), first.track)))


def _open(days: hours.Days) -> str:
    spans = ", ".join(
        _span(formats.minutes(each.start), formats.minutes(each.end)) for each in days.spans
    )
    told = _("day and night") if days.all_day else spans
    return f"{formats.weekdays(days.weekdays)}: {told}"


def _span(start: str, end: str) -> str:
    return _("%(start)s to %(end)s", start=start, end=end)


def _phones(value: object) -> Lines:
    return tuple(formats.phone(str(each)) for each in cast("list[Any]", value))


def _days(value: object) -> Lines:
    count = int(str(value))
    return (_("about 1 day") if count == 1 else _("about %(count)s days", count=count),)


FORMATS: Mapping[str, LazyString] = {
    "in-person": lazy_gettext("in person"),
    "online": lazy_gettext("online"),
    "hybrid": lazy_gettext("in person and online"),
}
READ: Mapping[str, Callable[[object], Lines]] = {
    documents.PHONE: _phones,
    documents.SAYS: lambda value: (str(ANSWERS.get(str(value), value)),),
    documents.PLAN: lambda value: (str(NETWORKS.get(str(value), value)),),
    "benefits_phone": lambda value: (formats.phone(str(value)),),
    "confidential": lambda value: (_("Yes") if value else _("No"),),
    "office_hours": office_lines,
    "sessions": session_lines,
    "states": lambda value: (", ".join(map(str, cast("list[Any]", value))),),
    "openings": lambda value: (str(ANSWERS.get(str(value), value)),),
    "wait_days": _days,
    "entry": lambda value: (str(ENTRIES.get(str(value).replace(" ", "-"), value)),),
    "time_zone": lambda value: (formats.zone(str(value)),),
    "hours_a_week": lambda value: (formats.plain(cast(float, value)),),
    "days_a_week": lambda value: (formats.plain(cast(float, value)),),
    "weeks": lambda value: (formats.plain(cast(float, value)),),
}
