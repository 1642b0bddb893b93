"""Checks that there is a program, that each has a level of care and none is there twice."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

from directory.domain import documents, names
from directory.domain.findings import Finding, Problem
from directory.domain.lengths import ENTRIES
from directory.domain.vocabulary import Facet, Vocabulary
from directory.services.checked_part import Part, Whole

NUMBER = re.compile(rf"(?:{documents.NEW})?\d{{1,9}}", re.ASCII)
ZONES = frozenset(available_timezones())
# Between them the clocks of two zones differ if they ever do: Arizona keeps its time in summer.
SEASONS = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))


def check_programs(whole: Whole, vocabulary: Vocabulary) -> Iterator[Finding]:
    programs = whole.programs
    if not programs:
        yield whole.site.found(documents.PROGRAM, Problem.NO_PROGRAM)
    most = ENTRIES["programs"]
    if len(programs) > most:
        values = {"entered": len(programs), "most": most}
        yield whole.site.found(documents.PROGRAM, Problem.TOO_MANY, **values)
    yield from _alike(programs)
    for program in programs:
        yield from _care(program, vocabulary)
        yield from _time_zone(whole, program)
        yield from _states(whole, program)


def _alike(programs: tuple[Part, ...]) -> Iterator[Finding]:
    """Readers could not tell apart two of one level without different names."""
    seen: set[tuple[str, str]] = set()
    for program in programs:
        shown = program.text("care"), " ".join(names.words(program.text("name")))
        if shown[0] and shown in seen:
            yield program.found("name", Problem.ALIKE)
        seen.add(shown)


def _care(program: Part, vocabulary: Vocabulary) -> Iterator[Finding]:
    care = program.text("care")
    if not NUMBER.fullmatch(program.program):
        yield program.found("care", Problem.UNKNOWN_FIELD)
    elif not program.has("care"):
        yield program.found("care", Problem.NO_CARE)
    elif care and not vocabulary.get(Facet.CARE, care):
        yield program.found("care", Problem.UNKNOWN_TERM, term=care)


def _time_zone(whole: Whole, program: Part) -> Iterator[Finding]:
    zone = program.text("time_zone")
    location = whole.gazetteer.locate(whole.site.text("zip"))
    if zone and zone not in ZONES:
        yield program.found("time_zone", Problem.UNKNOWN_TIME_ZONE, typed=zone)
    elif zone and location and location.time_zone in ZONES and _differ(zone, location.time_zone):
        values = {"zone": zone, "local": location.time_zone}
        yield program.found("time_zone", Problem.ZONE_ELSEWHERE, **values)


def _differ(zone: str, local: str) -> bool:
    here, there = ZoneInfo(zone), ZoneInfo(local)
    return any(
        at.astimezone(here).utcoffset() != at.astimezone(there).utcoffset() for at in SEASONS
    )


def _states(whole: Whole, program: Part) -> Iterator[Finding]:
    states = program.entries("states")
    for state in states[: ENTRIES["states"]]:
        if not isinstance(state, str) or whole.gazetteer.state(state) != state:
            yield program.found("states", Problem.UNKNOWN_STATE, state=str(state)[:40])
    if not states and whole.is_online(program):
        yield program.found("states", Problem.NO_STATES_SERVED)
