"""What the numbers of a sentence are: distances, ages, times of day, or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from directory.domain.vocabulary import Facet, Selection
from directory.understanding.lexicon import Role
from directory.understanding.segments import Segment
from directory.understanding.tokens import Token

KILOMETERS_A_MILE = 1.609344
FARTHEST_MILES = 500
YOUNGEST, OLDEST = 10, 110  # years at which somebody is spoken of here
ADULT, GROWN, SENIOR = 18, 26, 65  # years: teens, young adults, (nobody's), older adults
NOON, EVENING, LATEST = 12, 17, 24  # o'clock
MEASURED = (Role.UNIT, Role.MILES, Role.KILOMETERS, Role.CLINIC)


@dataclass(frozen=True, slots=True)
class _Line:
    """The segments with their words, to look around from one of them."""

    segments: Sequence[Segment]
    sentence: Sequence[Token]

    def plays(self, position: int, *roles: Role) -> bool:
        return 0 <= position < len(self.segments) and self.segments[position].plays(*roles)

    def number(self, position: int) -> int | None:
        return self.segments[position].number if 0 <= position < len(self.segments) else None

    def word(self, position: int) -> str:
        inside = 0 <= position < len(self.segments)
        return self.sentence[self.segments[position].first].word if inside else ""

    def glued(self, position: int) -> bool:
        inside = 0 <= position < len(self.segments)
        return inside and self.sentence[self.segments[position].first].glued

    def merged(self, first: int, last: int, **meaning: object) -> Segment:
        """Take the segments `first` to `last` as one."""
        start, end = self.segments[first], self.segments[last]
        whole = replace(start, last=end.last, number=None, include=(), exclude=())
        return replace(whole, roles=frozenset({Role.TERM}), **meaning)  # type: ignore[arg-type]


# What a rule found: the last segment it used, and the segment that takes their place.
Reading = tuple[int, Segment]
Rule = Callable[[_Line, int], Reading | None]


def read(segments: Sequence[Segment], sentence: Sequence[Token]) -> list[Segment]:
    line = _Line(segments, sentence)
    done: list[Segment] = []
    position = 0
    while position < len(segments):
        last, segment = _reading(line, position)
        done.append(segment)
        position = last + 1
    return done


def _reading(line: _Line, position: int) -> Reading:
    if line.number(position) is not None:
        for rule in (_distance, _decade, _ages, _age, _clock):
            if found := rule(line, position):
                return found
    segment = line.segments[position]
    if segment.number is not None and not segment.roles:
        segment = replace(segment, roles=frozenset({Role.FILLER}))
    return position, segment


def _distance(line: _Line, position: int) -> Reading | None:
    number = line.number(position)
    if not number or number > FARTHEST_MILES:
        return None
    if line.plays(position + 1, Role.MILES):
        return position + 1, _distance_segment(line, position, float(number))
    if line.plays(position + 1, Role.KILOMETERS):
        return position + 1, _distance_segment(line, position, round(number / KILOMETERS_A_MILE, 1))
    return None


def _distance_segment(line: _Line, position: int, miles: float) -> Segment:
    return line.merged(position, position + 1, radius=miles)


def _decade(line: _Line, position: int) -> Reading | None:
    """Read "in her 70s"."""
    years = line.number(position) or 0
    if years % 10 or not 10 < years < OLDEST or line.word(position + 1) != "s":
        return None
    group = _age_group(years)
    include = (Selection(Facet.FOR, group),) if group else ()
    return position + 1, line.merged(position, position + 1, include=include)


def _ages(line: _Line, position: int) -> Reading | None:
    """Read "18 to 25 year olds", "ages 13-17"."""
    second = position + 2 if line.plays(position + 1, Role.TO) else position + 1
    youngest, oldest = line.number(position), line.number(second)
    if youngest is None or oldest is None or not youngest < oldest <= OLDEST:
        return None
    after = line.plays(second + 1, Role.AGE_AFTER)
    if not after and not _is_age_before(line, position):
        return None
    groups = {_age_group(youngest), _age_group(oldest - 1)} - {None}
    include = tuple(Selection(Facet.FOR, group) for group in sorted(filter(None, groups)))
    last = second + after
    return last, line.merged(position, last, include=include)


def _age(line: _Line, position: int) -> Reading | None:
    years = line.number(position) or 0
    if not YOUNGEST <= years <= OLDEST or line.plays(position + 1, *MEASURED):
        return None
    after = line.plays(position + 1, Role.AGE_AFTER) or _is_initial(line, position + 1)
    if not after and not _is_age_before(line, position):
        return None
    if line.plays(position + 1, Role.AM, Role.PM, Role.OR):
        return None
    group = _age_group(years)
    include = (Selection(Facet.FOR, group),) if group else ()
    last = position + after
    return last, line.merged(position, last, include=include)


def _is_age_before(line: _Line, position: int) -> bool:
    """Say whether "she is", "age" or, with a comma, "my son" stands before."""
    if line.plays(position - 1, Role.AGE_BEFORE):
        return not line.glued(position + 1)
    return line.plays(position - 1, Role.KIN) and (line.number(position) or 0) > EVENING - NOON


def _is_initial(line: _Line, position: int) -> bool:
    """Recognize the m of 24m, the f of 19F."""
    if not line.glued(position):
        return False
    return line.word(position) in ("m", "f")


def _age_group(years: int) -> str | None:
    if years < ADULT:
        return "teens"
    if years < GROWN:
        return "young-adults"
    return "seniors" if years >= SENIOR else None


def _clock(line: _Line, position: int) -> Reading | None:
    """Read "after 6:30 pm", "before 9", "at 7am", "6-9pm"."""
    last = _last_of_time(line, position)
    half = _half(line, last)
    later, earlier = line.plays(position - 1, Role.LATER), line.plays(position - 1, Role.EARLIER)
    hour = line.number(position) or 0
    if not half and (not (later or earlier) or line.plays(last + 1, *MEASURED)):
        return None
    if not 1 <= hour <= LATEST:
        return None
    o_clock = _o_clock(hour, half, evening=later)
    spans = _after(o_clock) if later else _before(o_clock) if earlier else _at(o_clock)
    include = tuple(Selection(Facet.WHEN, slug) for slug in spans)
    last += half is not None
    return last, line.merged(position, last, include=include)


def _last_of_time(line: _Line, position: int) -> int:
    """Return where the minutes end, or the end of a stretch such as 6-9."""
    if line.plays(position + 1, Role.TO) and line.number(position + 2) is not None:
        return position + 2
    return position + 1 if line.number(position + 1) is not None else position


def _half(line: _Line, position: int) -> Role | None:
    for role in (Role.AM, Role.PM):
        if line.plays(position + 1, role):
            return role
    return None


def _o_clock(hour: int, half: Role | None, *, evening: bool) -> int:
    if half is Role.PM or (half is None and (evening or hour < 6)):
        return hour + NOON if hour < NOON else hour
    return 0 if half is Role.AM and hour == NOON else hour


def _after(hour: int) -> tuple[str, ...]:
    if hour >= EVENING:
        return ("evening",)
    return ("afternoon", "evening") if hour >= NOON else ()


def _before(hour: int) -> tuple[str, ...]:
    if hour <= NOON:
        return ("morning",)
    return ("morning", "afternoon") if hour <= EVENING else ()


def _at(hour: int) -> tuple[str, ...]:
    if hour < NOON:
        return ("morning",)
    return ("evening",) if hour >= EVENING else ("afternoon",)
