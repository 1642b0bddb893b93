"""What the numbers of a sentence are: distances, ages, times of day, or nothing."""

from collections.abc import Sequence
from dataclasses import replace

from directory.understanding import ages, clock
from directory.understanding.lexicon import Role
from directory.understanding.line import Line, Reading, Rule
from directory.understanding.segments import Segment
from directory.understanding.tokens import Token

KILOMETERS_A_MILE = 1.609344
FARTHEST_MILES = 500


def read(segments: Sequence[Segment], sentence: Sequence[Token]) -> list[Segment]:
    line = Line(segments, sentence)
    done: list[Segment] = []
    position = 0
    while position < len(segments):
        last, segment = _reading(line, position)
        done.append(segment)
        position = last + 1
    return done


def _reading(line: Line, position: int) -> Reading:
    if line.number(position) is not None:
        for rule in RULES:
            if found := rule(line, position):
                return found
    segment = line.segments[position]
    if segment.number is not None and not segment.roles:
        segment = replace(segment, roles=frozenset({Role.FILLER}))
    return position, segment


def _distance(line: Line, position: int) -> Reading | None:
    number = line.number(position)
    if not number or number > FARTHEST_MILES:
        return None
    if line.plays(position + 1, Role.MILES):
        return position + 1, _distance_segment(line, position, float(number))
    if line.plays(position + 1, Role.KILOMETERS):
        return position + 1, _distance_segment(line, position, round(number / KILOMETERS_A_MILE, 1))
    return None


def _distance_segment(line: Line, position: int, miles: float) -> Segment:
    return replace(line.merged(position, position + 1), radius=miles)


RULES: tuple[Rule, ...] = (_distance, ages.decade, ages.span, ages.years, clock.time)
