"""Programs of a site, one for each level of care it offers."""

from dataclasses import dataclass
from datetime import date, timedelta

from directory.domain.facts import Statement
from directory.domain.freshness import OPENINGS_HOLD_FOR
from directory.domain.listings import Openings, Program
from directory.domain.vocabulary import Facet, Vocabulary
from directory.exchange.demonstration import levels
from directory.exchange.demonstration.dice import Dice, Weighted
from directory.exchange.demonstration.levels import Level, Money
from directory.exchange.demonstration.naming import Naming
from directory.exchange.demonstration.prose import Prose
from directory.exchange.demonstration.sayings import Sayings
from directory.exchange.demonstration.sites import State
from directory.exchange.demonstration.timetables import Meeting

ENTRIES = Weighted([(5, "rolling"), (2, "cohort"), (4, "assessment first"), (3, "")])
ANSWERS = Weighted([(45, "yes"), (20, "waitlist"), (8, "no"), (27, "")])
WAITS = {"yes": (0, 7), "waitlist": (7, 60)}  # days
ROUND_THE_CLOCK = Meeting((), frozenset(["in-person"]), None, 7)
UNTOLD = Meeting((), frozenset(), None, None)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the programs of a site share."""

    state: State
    time_zone: str
    confirmed_on: date
    today: date
    reticence: float
    shelter: bool  # for survivors of domestic violence


class Programs:
    def __init__(self, vocabulary: Vocabulary, said: Sayings, prose: Prose, naming: Naming) -> None:
        self._levels = levels.levels(vocabulary, said)
        self._money = Money()
        self._sayings = said
        self._prose = prose
        self._naming = naming

    def program(self, dice: Dice, care: str, at: Circumstances) -> Program:
        level = self._levels[care]
        meeting = _meeting(dice, level)
        return Program(
            care=care,
            name=self._naming.program(dice, dice.one(level.names)) if dice.chance(50) else "",
            description=self._prose.about_program(dice) if dice.chance(70) else "",
            statements=self._statements(dice, level, meeting, at),
            sessions=meeting.sessions,
            time_zone=at.time_zone if meeting.sessions else "",
            states_served=_states_served(dice, meeting, at.state),
            hours_a_week=meeting.hours,
            days_a_week=meeting.days,
            weeks=None if dice.chance(20) else dice.between(*level.weeks),
            entry=ENTRIES.draw(dice),
            cost=self._money.cost(dice, level),
            copay=self._money.copay(dice),
            openings=_openings(dice, at),
        )

    def _statements(
        self, dice: Dice, level: Level, meeting: Meeting, at: Circumstances
    ) -> tuple[Statement, ...]:
        on, yes = at.confirmed_on, self._sayings.yes
        said = [yes(Facet.CARE, level.slug, on), *self._formats(meeting, on)]
        if at.shelter:
            said += [yes(Facet.FOR, slug, on) for slug in ("domestic-violence-survivors", "women")]
        said += level.terms.draw(dice, on, at.reticence)
        return tuple({one.about: one for one in reversed(said)}.values())

    def _formats(self, meeting: Meeting, on: date) -> list[Statement]:
        if not meeting.formats:
            return []
        said = [self._sayings.yes(Facet.FORMAT, form, on) for form in sorted(meeting.formats)]
        if len(meeting.formats) > 1:
            return [*said, self._sayings.yes(Facet.FORMAT, "hybrid", on)]
        other = "in-person" if "online" in meeting.formats else "online"
        return [*said, self._sayings.no(Facet.FORMAT, other, on)]


def _meeting(dice: Dice, level: Level) -> Meeting:
    """Some tell only how many hours it is a week, and some not even that."""
    told = dice.random()
    if told < 0.08:
        return UNTOLD
    if level.timetables is None:
        return ROUND_THE_CLOCK
    meeting = level.timetables.draw(dice).deal(dice)
    if told < 0.2:
        return Meeting((), meeting.formats, meeting.hours, meeting.days)
    return meeting


def _states_served(dice: Dice, meeting: Meeting, state: State) -> tuple[str, ...]:
    if "online" not in meeting.formats:
        return ()
    near = state.neighbors
    return (state.code, *dice.some(near, dice.between(0, len(near))))


def _openings(dice: Dice, at: Circumstances) -> Openings:
    answer = ANSWERS.draw(dice)
    if not answer:
        return Openings()
    told_wait = answer in WAITS and dice.chance(80)
    return Openings(
        answer=answer,
        wait_days=dice.between(*WAITS[answer]) if told_wait else None,
        reported_on=_openings_told_on(at, dice.between(0, 27)),
    )


def _openings_told_on(at: Circumstances, days: int) -> date:
    """Half of them so lately that they count, others about when all else was confirmed."""
    if days < OPENINGS_HOLD_FOR.days:
        return at.today - timedelta(days=days)
    return at.confirmed_on - timedelta(days=days - OPENINGS_HOLD_FOR.days)
