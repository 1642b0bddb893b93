"""Everything the sites say, one after another, in few bytes each: a million of them must fit."""

from __future__ import annotations  # array takes no type argument when this runs

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import nan
from typing import TypeVar

import numpy as np

from directory.search.bits import Numbers
from directory.search.openings import OPENINGS
from directory.search.sites import ProgramFacts, SiteFacts
from directory.search.weeks import NONE, Schedule

Named = TypeVar("Named")

ACCEPTING = "accepting"
TIMES_UNKNOWN = "times-unknown"
NO_WAIT = 2**31 - 1  # days; a wait that nobody stated ranks behind every stated one


def serving(state: str) -> str:
    return f"serves:{state}"


def unnamed(payer: int) -> str:
    return f"unnamed:{payer}"


@dataclass(slots=True)
class Pairs:
    """Which program has which number, as two columns."""

    programs: array[int] = field(default_factory=lambda: array("i"))
    numbers: array[int] = field(default_factory=lambda: array("i"))

    def add(self, program: int, numbers: Iterable[int]) -> None:
        before = len(self.numbers)
        self.numbers.extend(numbers)
        self.programs.extend([program] * (len(self.numbers) - before))

    def arrays(self) -> tuple[Numbers, Numbers]:
        return np.array(self.programs, np.int32), np.array(self.numbers, np.int32)


@dataclass(slots=True)
class Gathered:
    names: list[bytes] = field(default_factory=list)
    ids: array[int] = field(default_factory=lambda: array("q"))
    points: array[float] = field(default_factory=lambda: array("d"))  # two a site
    confirmed: array[int] = field(default_factory=lambda: array("i"))
    leaves: array[int] = field(default_factory=lambda: array("i"))
    regions: array[int] = field(default_factory=lambda: array("i"))  # four a site
    made_up: array[int] = field(default_factory=lambda: array("B"))
    cards: array[int] = field(default_factory=lambda: array("q"))  # two a site
    program_counts: array[int] = field(default_factory=lambda: array("i"))
    program_ids: array[int] = field(default_factory=lambda: array("q"))
    hours: array[float] = field(default_factory=lambda: array("f"))
    openings: array[int] = field(default_factory=lambda: array("B"))
    openings_said: array[int] = field(default_factory=lambda: array("i"))
    waits: array[int] = field(default_factory=lambda: array("i"))
    schedules: array[int] = field(default_factory=lambda: array("i"))
    yes: Pairs = field(default_factory=Pairs)
    no: Pairs = field(default_factory=Pairs)
    traits: Pairs = field(default_factory=Pairs)
    region_names: dict[str, int] = field(default_factory=lambda: {"": 0})
    trait_names: dict[str, int] = field(default_factory=dict)
    weeks: dict[Schedule, int] = field(default_factory=lambda: {NONE: 0})

    @classmethod
    def of(cls, sites: Iterable[SiteFacts]) -> Gathered:
        gathered = cls()
        for site in sites:
            gathered.add(site)
        return gathered

    def add(self, site: SiteFacts) -> None:
        self.names.append(site.name)
        self.ids.append(site.id)
        self.points.extend(coordinates(site))
        self.confirmed.append(site.confirmed)
        self.leaves.append(site.leaves)
        self.regions.extend(numbered(self.region_names, site.regions))
        self.made_up.append(site.made_up)
        self.cards.extend(site.card)
        self.program_counts.append(len(site.programs))
        for program in site.programs:
            self._add_program(program)

    def _add_program(self, program: ProgramFacts) -> None:
        number = len(self.program_ids)
        self.yes.add(number, program.yes)
        self.no.add(number, program.no)
        self.traits.add(number, numbered(self.trait_names, traits(program)))
        self.program_ids.append(program.id)
        self.hours.append(nan if program.hours is None else program.hours)
        self.openings.append(program.opening)
        self.openings_said.append(program.opening_said)
        self.waits.append(NO_WAIT if program.wait is None else program.wait)
        self.schedules.extend(numbered(self.weeks, (program.tracks,)))


def coordinates(site: SiteFacts) -> tuple[float, float]:
    if site.latitude is None or site.longitude is None:
        return nan, nan
    return site.latitude, site.longitude


def traits(program: ProgramFacts) -> list[str]:
    names = [serving(state) for state in program.serves]
    names += [unnamed(payer) for payer in program.unnamed]
    if program.opening == OPENINGS["yes"]:
        names.append(ACCEPTING)
    if not program.tracks:
        names.append(TIMES_UNKNOWN)
    return names


def numbered(numbers: dict[Named, int], things: Iterable[Named]) -> list[int]:
    """The number of each thing; one not seen before gets the next."""
    return [numbers.setdefault(thing, len(numbers)) for thing in things]
