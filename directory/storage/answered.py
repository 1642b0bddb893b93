"""Which programs a term holds for, or does not hold for, as conditions on the program table.

They decide as `Listing.settled_for` does: a program's own word stands before its site's, and of
several sources the one that counts. What follows from level, plans and sessions is decided too.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import time
from typing import Any

from sqlalchemy import ColumnElement, Exists, String, and_, case, cast, exists, func, or_
from sqlalchemy.orm import aliased

from directory.domain import facts
from directory.domain.facts import Answer, SourceKind
from directory.domain.vocabulary import Facet, Selection
from directory.storage.models import (
    PlanRow,
    ProgramFactRow,
    ProgramRow,
    ProviderFactRow,
    SessionRow,
    SourceRow,
)

Numbers = dict[Selection, int]  # of terms
Condition = ColumnElement[bool]
NOON, FIVE = time(12), time(17)
MOST_LOOKED_UP = 20  # terms; a site has fifty facts
TIMES = {
    "morning": SessionRow.starts_at < NOON,
    "afternoon": and_(SessionRow.starts_at >= NOON, SessionRow.starts_at < FIVE),
    "evening": SessionRow.starts_at >= FIVE,
    "weekend": SessionRow.weekday >= 5,
}


def any_of(said: Collection[tuple[Selection, Answer]], numbers: Numbers) -> Condition:
    """At least one of these is so."""
    conditions: list[Condition] = []
    for answer in (Answer.YES, Answer.NO):
        abouts = [about for about, word in said if word is answer and about in numbers]
        plain = [about for about in abouts if about.facet is not Facet.WHEN]
        if plain:
            conditions.append(_stated([numbers[about] for about in plain], answer))
        conditions += _following(plain, answer, numbers)
        conditions += (_at_times(about, answer, numbers) for about in abouts if about not in plain)
    return or_(*conditions) if conditions else ProgramRow.id.is_(None)


def _following(
    abouts: Iterable[Selection], answer: Answer, numbers: Numbers
) -> Iterator[Condition]:
    """What a yes follows from, without anybody's statement."""
    if answer is Answer.NO:
        return
    by_facet: dict[Facet, list[Selection]] = {}
    for about in abouts:
        by_facet.setdefault(about.facet, []).append(about)
    for level in by_facet.get(Facet.CARE, ()):
        yield and_(ProgramRow.care == level.slug, ~_told(numbers[level]))
    if payers := by_facet.get(Facet.INSURANCE):
        yield _plan(PlanRow.term_id.in_([numbers[payer] for payer in payers]))


def _told(term_id: int) -> Condition:
    """Whether anybody says anything about the term, of the program or of its site."""
    return or_(
        exists().where(
            ProgramFactRow.program_id == ProgramRow.id, ProgramFactRow.term_id == term_id
        ),
        exists().where(
            ProviderFactRow.provider_id == ProgramRow.provider_id,
            ProviderFactRow.term_id == term_id,
        ),
    )


def _at_times(about: Selection, answer: Answer, numbers: Numbers) -> Condition:
    """Sessions tell of every time of day; only without any does somebody's word count."""
    tells = exists().where(SessionRow.program_id == ProgramRow.id)
    meets = exists().where(SessionRow.program_id == ProgramRow.id, TIMES[about.slug])
    stated = and_(~tells, _stated([numbers[about]], answer))
    return or_(stated, meets if answer is Answer.YES else and_(tells, ~meets))


def _stated(term_ids: Collection[int], answer: Answer) -> Condition:
    return or_(_by_program(term_ids, answer), _by_site(term_ids, answer))


def _by_program(term_ids: Collection[int], answer: Answer) -> Condition:
    fact, other = aliased(ProgramFactRow), aliased(ProgramFactRow)
    return _counting(fact, other, answer, other.program_id == fact.program_id).where(
        fact.program_id == ProgramRow.id, _about(fact, term_ids)
    )


def _by_site(term_ids: Collection[int], answer: Answer) -> Condition:
    fact, other, own = aliased(ProviderFactRow), aliased(ProviderFactRow), aliased(ProgramFactRow)
    told = exists().where(own.program_id == ProgramRow.id, own.term_id == fact.term_id)
    return _counting(fact, other, answer, other.provider_id == fact.provider_id).where(
        fact.provider_id == ProgramRow.provider_id,
        _about(fact, term_ids),
        ~told.correlate(fact, ProgramRow),
    )


def _about(fact: Any, term_ids: Collection[int]) -> Condition:  # noqa: ANN401
    """Of many terms each would be looked up; reading all that is said of one owner is quicker."""
    looked_up: ColumnElement[int] = fact.term_id
    return (looked_up if len(term_ids) <= MOST_LOOKED_UP else looked_up + 0).in_(term_ids)


def _counting(fact: Any, other: Any, answer: Answer, same_owner: Condition) -> Exists:  # noqa: ANN401
    """Statements with this answer that no contrary one outweighs, nor a plan that is taken."""
    source, others = aliased(SourceRow), aliased(SourceRow)
    weight, against = _weight(fact, source), _weight(other, others)
    # Of two that weigh the same, the yes counts.
    heavier = against > weight if answer is Answer.YES else against >= weight
    outweighed = exists().where(
        same_owner,
        other.term_id == fact.term_id,
        other.answer != fact.answer,
        others.id == other.source_id,
        heavier,
    )
    counting = exists().where(
        fact.answer == answer.value,
        source.id == fact.source_id,
        ~outweighed.correlate(fact, source),
    )
    if answer is Answer.YES:
        return counting
    return counting.where(~_plan(PlanRow.term_id == fact.term_id).correlate(fact, ProgramRow))


def _plan(which: Condition) -> Exists:
    return exists().where(PlanRow.provider_id == ProgramRow.provider_id, which)


def _weight(fact: Any, source: Any) -> ColumnElement[Any]:  # noqa: ANN401
    """The source's trust and the day, as one text that sorts by both."""
    trust = case({kind.value: str(facts.trust(kind)) for kind in SourceKind}, value=source.kind)
    day = func.coalesce(cast(fact.reported_on, String), "")
    return trust + day
