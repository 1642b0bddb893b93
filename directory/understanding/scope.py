"""How far a "no", an "after" or an "I work" reaches: which terms are not asked for."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from directory.domain.vocabulary import Facet, Selection
from directory.understanding.lexicon import Role
from directory.understanding.segments import Segment

REACH = 4  # words without a meaning that may stand between "without" and what it denies


class _Mode(Enum):
    PLAIN = "plain"
    DENYING = "denying"
    LACKING = "lacking"
    NEITHER = "neither"  # "not a": a clinic is to be avoided, a veteran is not who asks
    PAST = "past"
    WORKING = "working"


_MARKS = (
    (Role.LACKING, _Mode.LACKING),
    (Role.NOT, _Mode.DENYING),
    (Role.WORK, _Mode.WORKING),
    (Role.PAST, _Mode.PAST),
)
_BEHIND = {Facet.CARE, Facet.THERAPY, Facet.MEDICATION}  # what can lie behind a person
_OFFERED = {Facet.THERAPY, Facet.FORMAT}  # what a program, not a person, does not have
_KINDS = _OFFERED | {Facet.CARE, Facet.MEDICATION}  # what "not a" says of a program
_DENIED_BY = {_Mode.LACKING: _OFFERED, _Mode.NEITHER: _KINDS}


def applied(segments: Sequence[Segment]) -> list[Segment]:
    reader = _Reader()
    return [reader.read(segment) for segment in segments]


class _Reader:
    def __init__(self) -> None:
        self._mode = _Mode.PLAIN
        self._idle = 0  # words without meaning since the mark or the last term
        self._reached: frozenset[Facet] = frozenset()  # what the mark was applied to
        self._carried: Role | None = None  # the "or" or "and" since then

    def read(self, segment: Segment) -> Segment:
        if segment.apart:
            self._start(_Mode.PLAIN)
        if segment.asks or (segment.denied and self._mode is not _Mode.PLAIN):
            return self._term(segment)
        if segment.plays(Role.ACCEPTING) and self._mode is _Mode.DENYING:
            return segment.silenced()
        mode = _mark(segment)
        if mode is not None:
            self._start(mode)
        else:
            self._pass_by(segment)
        return segment

    def _start(self, mode: _Mode) -> None:
        self._mode, self._idle, self._reached, self._carried = mode, 0, frozenset(), None

    def _pass_by(self, segment: Segment) -> None:
        self._idle += 1
        joins = [role for role in (Role.OR, Role.AND) if segment.plays(role)]
        if segment.found is not None or segment.plays(Role.BUT) or self._idle > REACH:
            self._start(_Mode.PLAIN)
        elif self._reached and joins:
            self._carried = joins[0]
        elif self._reached and self._carried is None:
            self._start(_Mode.PLAIN)

    def _term(self, segment: Segment) -> Segment:
        if self._reached and not self._carries_to(segment.facets):
            self._start(_Mode.PLAIN)
        changed = _changed(segment, self._mode)
        if changed is segment:
            self._start(_Mode.PLAIN)
        else:
            self._idle, self._reached, self._carried = 0, segment.facets, None
        return changed

    def _carries_to(self, facets: frozenset[Facet]) -> bool:
        return self._carried is Role.OR or (self._carried is Role.AND and facets == self._reached)


def _mark(segment: Segment) -> _Mode | None:
    if segment.plays(Role.LACKING) and segment.plays(Role.NOT):
        return _Mode.NEITHER
    for role, mode in _MARKS:
        if segment.plays(role):
            return mode
    return None


def _changed(segment: Segment, mode: _Mode) -> Segment:
    facets = segment.facets
    if mode is _Mode.DENYING or facets <= _DENIED_BY.get(mode, frozenset()):
        return _denied(segment)
    silent = (
        mode in _DENIED_BY
        or (mode is _Mode.PAST and facets <= _BEHIND)
        or (mode is _Mode.WORKING and facets == {Facet.WHEN})
    )
    return segment.silenced() if silent else segment


def _denied(segment: Segment) -> Segment:
    """Turn a term round. A denied denial, as in "not secular", asks for nothing."""
    if segment.facets <= {Facet.INSURANCE} or segment.exclude:
        return segment.silenced()
    roles = frozenset({Role.TERM})
    exclude = segment.denied or _narrow(segment.include)
    return replace(segment, include=(), exclude=exclude, roles=roles)


def _narrow(denied: tuple[Selection, ...]) -> tuple[Selection, ...]:
    """No methadone clinic: one for buprenorphine may still do."""
    return tuple(each for each in denied if each.facet is Facet.MEDICATION) or denied
