"""The parameters of a search, read leniently: what cannot be used is left out and said.

Pages and API share this, so it knows pairs of strings and nothing of requests.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from directory.domain.criteria import WEEKDAYS, Criteria, Sort
from directory.domain.places import Place
from directory.domain.schedule import MIDNIGHT, Span
from directory.domain.understanding import Understood
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.storage.gazetteer import Gazetteer

LONGEST_TEXT = 300  # characters of a query or a place; more is a paste gone wrong
FARTHEST_MILES = 5000
HOURS_A_WEEK = 168
LAST_PAGE = 1_000_000
SINGLE = ("q", "near", "radius", "hours-min", "hours-max", "accepting", "confirmed-within", "exact")
KNOWN = {*SINGLE, "sort", "page", "free", *Facet, *(f"not-{facet}" for facet in Facet)}


class Trouble(StrEnum):
    PARAMETER = "parameter"  # no such parameter
    CHOICE = "choice"  # no such entry in that facet
    NUMBER = "number"
    HOURS = "hours"  # free= that is not a weekday and two times
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in the address that was not used."""

    trouble: Trouble
    name: str
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was understood, and what has to be said about the rest.

    `chosen` is what was selected apart from the sentence. `near` is the place as typed:
    `choices` where it could be several, `suggestions` where it is none.
    """

    criteria: Criteria
    chosen: Criteria
    near: str = ""
    choices: tuple[Place, ...] = ()
    suggestions: tuple[Place, ...] = ()
    understood: Understood | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def place_is_open(self) -> bool:
        """Whether a place was asked for that is still to be chosen or named."""
        wanted = bool(self.near or self.choices) or self.wants_place
        return wanted and self.criteria.place is None

    @property
    def wants_place(self) -> bool:
        return self.understood is not None and self.understood.wants_place


def read(pairs: Iterable[tuple[str, str]], vocabulary: Vocabulary, gazetteer: Gazetteer) -> Asked:
    reader = _Reader(pairs, vocabulary)
    near = reader.text("near")
    found = gazetteer.resolve(near) if near else None
    criteria = reader.criteria(found.place if found else None)
    return Asked(
        criteria=criteria,
        chosen=criteria,
        near=near,
        choices=tuple(found.choices) if found else (),
        suggestions=tuple(found.suggestions) if found else (),
        notices=(*reader.notices, *reader.strangers()),
    )


class _Reader:
    def __init__(self, pairs: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            if clean := _clean(value):
                self._values.setdefault(_clean(name), []).append(clean)
        self.notices: list[Notice] = []

    def criteria(self, place: Place | None) -> Criteria:
        return Criteria(
            text=self.text("q"),
            place=place,
            radius=self._number("radius", FARTHEST_MILES),
            include=self._selections(""),
            exclude=self._selections("not-"),
            free=self._free(),
            hours_min=self._number("hours-min", HOURS_A_WEEK),
            hours_max=self._number("hours-max", HOURS_A_WEEK),
            accepting=self._truth("accepting"),
            exact=self._truth("exact"),
            confirmed_within=self._whole("confirmed-within", 36_500),
            sort=self._sort(),
            page=self._whole("page", LAST_PAGE) or 1,
        )

    def strangers(self) -> list[Notice]:
        return [Notice(Trouble.PARAMETER, name) for name in self._values if name not in KNOWN]

    def text(self, name: str) -> str:
        text = self._one(name)
        if len(text) > LONGEST_TEXT:
            self._say(Trouble.LENGTH, name)
        return text[:LONGEST_TEXT].strip()

    def _one(self, name: str) -> str:
        return self._values.get(name, [""])[0]

    def _truth(self, name: str) -> bool:
        return self._one(name).lower() in ("1", "yes", "true", "on")

    def _number(self, name: str, highest: float) -> float | None:
        written = self._one(name)
        try:
            number = float(written or "nan")
        except ValueError:
            number = -1
        if 0 < number <= highest and isfinite(number):
            return number
        if written:
            self._say(Trouble.NUMBER, name, written)
        return None

    def _whole(self, name: str, highest: int) -> int | None:
        number = self._number(name, highest)
        if number is not None and not number.is_integer():
            self._say(Trouble.NUMBER, name, self._one(name))
            return None
        return None if number is None else int(number)

    def _selections(self, prefix: str) -> frozenset[Selection]:
        return frozenset(
            Selection(facet, slug)
            for facet in Facet
            for slug in self._values.get(f"{prefix}{facet}", ())
            if self._knows(f"{prefix}{facet}", facet, slug)
        )

    def _knows(self, name: str, facet: Facet, slug: str) -> bool:
        known = self._vocabulary.get(facet, slug) is not None
        if not known:
            self._say(Trouble.CHOICE, name, slug)
        return known

    def _free(self) -> frozenset[Span]:
        spans = {written: _span(written) for written in self._values.get("free", ())}
        for written, span in spans.items():
            if span is None:
                self._say(Trouble.HOURS, "free", written)
        return frozenset(span for span in spans.values() if span)

    def _sort(self) -> Sort:
        written = self._one("sort")
        if written in tuple(Sort):
            return Sort(written)
        if written:
            self._say(Trouble.CHOICE, "sort", written)
        return Sort.BEST

    def _say(self, trouble: Trouble, name: str, value: str = "") -> None:
        notice = Notice(trouble, name, value)
        if notice not in self.notices:
            self.notices.append(notice)


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
