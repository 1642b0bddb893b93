"""A search as the address has it: what is asked, how to answer it, and what is not known."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from directory.api import fhir_values as values
from directory.api.fhir_errors import BadParameterError
from directory.api.fhir_kinds import LOCATION, NEAR, ORGANIZATION, SERVICE, Area, Parameter
from directory.domain.places import Disc
from directory.storage.questions import AllOf, AnyOf, Offers, Question

Pair = tuple[str, str]
Tables = Mapping[str, Mapping[str, Parameter]]

DEFAULT_COUNT, MOST = 50, 200
MOST_CONDITIONS = 50
KEY = re.compile(r"([\w-]+)(?::(\w+))?(?:\.([\w-]+)(?::(\w+))?)?", re.ASCII)
HAS = re.compile(r"_has:HealthcareService:(\w+):([\w-]+)(?::(\w+))?", re.ASCII)
REFERRED = {LOCATION: "location", ORGANIZATION: "organization"}  # how services name them
INCLUDES: Mapping[str, tuple[str, ...]] = {
    SERVICE: (
        "HealthcareService:location",
        "HealthcareService:organization",
        "HealthcareService:coverage-area",
    ),
    LOCATION: ("Location:organization",),
    ORGANIZATION: (),
}
REVINCLUDES: Mapping[str, tuple[str, ...]] = {
    SERVICE: (),
    LOCATION: ("HealthcareService:location",),
    ORGANIZATION: ("HealthcareService:organization", "Location:organization"),
}
INCLUDING = {"_include": INCLUDES, "_revinclude": REVINCLUDES}
SUMMARIES = {"_summary": ("count", "false")}
HEEDED_ELSEWHERE = {"_format", "_pretty", "_total"}  # or of no effect: totals are always exact
NOTHING = (None, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """One parameter with its alternatives."""

    parameter: Parameter
    written: tuple[str, ...]
    question: Question

    def fits_area(self, area: Area) -> bool:
        fits = self.parameter.fits_area
        return fits is not None and any(fits(area, one) for one in self.written)


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    kind: str
    conditions: tuple[Condition, ...]
    within: Disc | None
    count: int
    after: str
    includes: frozenset[str]
    understood: tuple[Pair, ...]
    ignored: tuple[str, ...]

    @property
    def question(self) -> Question:
        return AllOf(tuple(one.question for one in self.conditions))

    def fits_area(self, area: Area) -> bool:
        return self.within is None and all(one.fits_area(area) for one in self.conditions)


def read(kind: str, pairs: Iterable[Pair], tables: Tables) -> Search:
    """Raises BadParameterError where a parameter is known and its value cannot be read."""
    held = list(dict.fromkeys(pair for pair in pairs if pair[1].strip()))
    reader = _Reader(kind, tables)
    understood = tuple(pair for pair in held if reader.knows(pair))
    ignored = (key for key, _ in held if key not in HEEDED_ELSEWHERE)
    told = dict(understood)
    return Search(
        kind=kind,
        conditions=tuple(reader.conditions(understood)),
        within=reader.within(understood),
        count=0 if told.get("_summary") == "count" else _count(told.get("_count", "")),
        after=told.get("_after", ""),
        includes=frozenset(reader.includes(understood)),
        understood=understood,
        ignored=tuple(dict.fromkeys(key for key in ignored if key not in told)),
    )


@dataclass(frozen=True)
class _Reader:
    kind: str
    tables: Tables

    def knows(self, pair: Pair) -> bool:
        key, written = pair
        if key in INCLUDING:
            return written in ("*", *INCLUDING[key][self.kind])
        if key in SUMMARIES:
            return written in SUMMARIES[key]
        return key in ("_count", "_after") or self._find(key) is not None

    def conditions(self, pairs: Iterable[Pair]) -> Iterator[Condition]:
        found = [(one, written) for key, written in pairs if (one := self._find(key))]
        if len(found) > MOST_CONDITIONS:
            raise BadParameterError(
                f"A search may have {MOST_CONDITIONS} conditions, not {len(found):,}."
            )
        for (parameter, modifier), written in found:
            either = values.alternatives(written)
            asked = AnyOf(tuple(parameter.ask(one, modifier) for one in either))
            yield Condition(parameter=parameter, written=either, question=asked)

    def within(self, pairs: Iterable[Pair]) -> Disc | None:
        near = [written for key, written in pairs if (self._find(key) or NOTHING)[0] is self._near]
        if len(near) > 1 or any("," in written for written in near):
            raise BadParameterError("Only one place may be given with near.")
        return values.disc(near[0]) if near else None

    def includes(self, pairs: Iterable[Pair]) -> Iterator[str]:
        for key, written in pairs:
            if key in INCLUDING:
                yield from INCLUDING[key][self.kind] if written == "*" else (written,)

    @property
    def _near(self) -> Parameter:
        return self.tables[LOCATION][NEAR]

    def _find(self, key: str) -> tuple[Parameter, str] | None:
        """The parameter that is meant, behind a chain or not, and its modifier."""
        found = KEY.fullmatch(key)
        if found is None:
            return self._find_behind(key)
        name, modifier, behind, its_modifier = found.groups(default="")
        parameter = self.tables[self.kind].get(name)
        if parameter is None or not behind:
            return (parameter, modifier) if parameter else None
        chained = self.tables.get(parameter.target, {}).get(behind)
        leads_there = modifier in ("", parameter.target)
        return (chained, its_modifier) if chained and leads_there else None

    def _find_behind(self, key: str) -> tuple[Parameter, str] | None:
        """A parameter of the services that refer to what is searched for."""
        found = HAS.fullmatch(key)
        if found is None or self.kind not in REFERRED or found[1] != REFERRED[self.kind]:
            return None
        parameter = self.tables[SERVICE].get(found[2])
        return (_of_a_service(parameter), found[3] or "") if parameter else None


def _of_a_service(parameter: Parameter) -> Parameter:
    def ask(written: str, modifier: str) -> Question:
        return Offers(parameter.ask(written, modifier))

    return replace(parameter, ask=ask, fits_area=None)


def _count(written: str) -> int:
    if not written:
        return DEFAULT_COUNT
    if not (written.isascii() and written.isdigit()):
        raise BadParameterError(f"_count is {written[:20]!r}; give a number from 0 to {MOST}.")
    return min(int(written[:6]), MOST)
