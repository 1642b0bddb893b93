"""Ages: which groups of people a sentence speaks of."""

from directory.domain.vocabulary import Facet
from directory.understanding.lexicon import Role
from directory.understanding.line import MEASURED, Line, Reading

CHILD = 5
YOUNGEST, OLDEST = 10, 110  # years at which somebody is spoken of here
GROUPS = {"teens": range(18), "young-adults": range(18, 26), "seniors": range(65, OLDEST + 1)}


def decade(line: Line, position: int) -> Reading | None:
    """Read "in her 70s"."""
    years = line.number(position) or 0
    if years % 10 or not 10 < years < OLDEST or line.word(position + 1) != "s":
        return None
    return position + 1, line.asking(position, position + 1, Facet.FOR, _groups(years))


def span(line: Line, position: int) -> Reading | None:
    """Read "18 to 25 year olds", "ages 13-17"."""
    second = position + 2 if line.plays(position + 1, Role.TO) else position + 1
    youngest, oldest = line.number(position), line.number(second)
    if youngest is None or oldest is None or not youngest < oldest <= OLDEST:
        return None
    after = line.plays(second + 1, Role.AGE_AFTER)
    if not after and not _is_age_before(line, position):
        return None
    last = second + after
    return last, line.asking(position, last, Facet.FOR, _groups(youngest, oldest - 1))


def years(line: Line, position: int) -> Reading | None:
    age = line.number(position) or 0
    if not YOUNGEST <= age <= OLDEST or line.plays(position + 1, *MEASURED):
        return None
    after = line.plays(position + 1, Role.AGE_AFTER) or _is_initial(line, position + 1)
    if not after and not _is_age_before(line, position):
        return None
    if line.plays(position + 1, Role.AM, Role.PM, Role.OR):
        return None
    last = position + after
    return last, line.asking(position, last, Facet.FOR, _groups(age))


def _is_age_before(line: Line, position: int) -> bool:
    """Say whether "she is", "age" or, with a comma, "my son" stands before."""
    if line.plays(position - 1, Role.AGE_BEFORE):
        return not line.glued(position + 1)
    return line.plays(position - 1, Role.KIN) and (line.number(position) or 0) > CHILD


def _is_initial(line: Line, position: int) -> bool:
    """Recognize the m of 24m, the f of 19F."""
    if not line.glued(position):
        return False
    return line.word(position) in ("m", "f")


def _groups(*ages: int) -> list[str]:
    """Return the groups these ages fall into; between young and old there is none."""
    return sorted({group for age in ages for group, ages_in in GROUPS.items() if age in ages_in})
