"""From the cells of somebody's own list to the programs of a site."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from directory.domain.facts import Answer
from directory.domain.listings import Openings
from directory.domain.schedule import MIDNIGHT, Session
from directory.domain.vocabulary import Facet, Selection
from directory.exchange import one_line, weekly
from directory.exchange.claims import Reading
from directory.exchange.clocks import DAY_AND_NIGHT, HoursError, Times
from directory.exchange.mapped_cells import CellError, Cells
from directory.exchange.mapping import ListMapping

TEXTS = ("name", "description", "entry", "cost", "copay")
NUMBERS = ("hours_a_week", "days_a_week", "weeks")
OF_THE_SITE = (Facet.ACCREDITATION, Facet.OWNERSHIP)
ONLINE = Selection(Facet.FORMAT, "online")
IN_PERSON = Selection(Facet.FORMAT, "in-person")


@dataclass(frozen=True, slots=True)
class Programs:
    reading: Reading
    remarks: list[str] = field(default_factory=list)


def described(cells: Cells, mapping: ListMapping, reading: Reading, day: date) -> Programs:
    """Add to the programs that a row's terms make what else the row says of them."""
    done = Programs(reading)
    said = dict(_plain(cells, mapping, done.remarks))
    openings = _openings(cells, mapping, day, done.remarks)
    sessions = _sessions(cells, mapping, reading, done.remarks)
    if len(reading.programs) > 1 and (said or sessions):
        done.remarks.append("it is not told which of several levels the program's cells are about")
        said, sessions = {}, ()
    programs = tuple(
        replace(program, **said, sessions=sessions, openings=openings)
        for program in reading.programs
    )
    return Programs(replace(reading, programs=programs), done.remarks)


def of_the_row(reading: Reading) -> Reading:
    """Where a row is a program, its statements are the program's, and few are the whole site's."""
    own = tuple(each for each in reading.statements if each.about.facet not in OF_THE_SITE)
    shared = tuple(each for each in reading.statements if each.about.facet in OF_THE_SITE)
    programs = (
        replace(program, statements=(*program.statements, *own)) for program in reading.programs
    )
    return replace(reading, statements=shared, programs=tuple(programs))


def _plain(cells: Cells, mapping: ListMapping, remarks: list[str]) -> Iterator[tuple[str, Any]]:
    columns = mapping.program
    texts = {name: cells.text(columns.get(name)) for name in TEXTS}
    numbers = {name: _number(cells, mapping, name, remarks) for name in NUMBERS}
    states = cells.parts(columns["states"]) if "states" in columns else []
    said = texts | numbers | {"states_served": tuple(map(one_line.state, states))}
    if cells.text(columns.get("sessions")):
        zone = cells.text(columns.get("time_zone")) or mapping.always.get("time_zone", "")
        said["time_zone"] = zone
    yield from ((name, value) for name, value in said.items() if value)


def _number(cells: Cells, mapping: ListMapping, name: str, remarks: list[str]) -> float | None:
    try:
        return cells.number(mapping.program.get(name))
    except CellError as error:
        remarks.append(f"{name}: {error}")
        return None


def _openings(cells: Cells, mapping: ListMapping, day: date, remarks: list[str]) -> Openings:
    try:
        answer = cells.openings(mapping.program.get("accepts"))
        wait = cells.number(mapping.program.get("wait_days"))
    except CellError as error:
        remarks.append(f"accepts: {error}")
        return Openings()
    if not answer and wait is None:
        return Openings()
    return Openings(answer=answer, wait_days=None if wait is None else int(wait), reported_on=day)


def _sessions(
    cells: Cells, mapping: ListMapping, reading: Reading, remarks: list[str]
) -> tuple[Session, ...]:
    said = cells.text(mapping.program.get("sessions"))
    try:
        week = weekly.read(said) if said else {}
    except HoursError as error:
        remarks.append(str(error))
        return ()
    way = _format(reading)
    if any(not _is_one_meeting(times) for these in week.values() for times in these):
        remarks.append(f"the sessions “{said[:60]}” do not end after they begin on the same day")
        return ()
    return tuple(
        Session("", day, _clock(times.start), _clock(times.end), way)
        for day, these in sorted(week.items())
        for times in these
    )


def _is_one_meeting(times: Times) -> bool:
    return times != DAY_AND_NIGHT and times.start < (times.end or MIDNIGHT)


def _format(reading: Reading) -> str:
    """Sessions are online where the row says that, and does not say in person as well."""
    offered = {each.about for each in reading.statements if each.answer is Answer.YES}
    return "online" if ONLINE in offered and IN_PERSON not in offered else "in-person"


def _clock(minutes: int) -> time:
    return time(minutes % MIDNIGHT // 60, minutes % 60)
