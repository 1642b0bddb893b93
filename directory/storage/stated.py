"""What a list's editions say in facts of many sites, to be compared with what it says now."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import CompoundSelect, func, null, select, union_all
from sqlalchemy.orm import Session

from directory.domain.facts import Answer
from directory.domain.listings import Listing
from directory.domain.vocabulary import Selection
from directory.storage import terms
from directory.storage.models import ProgramFactRow, ProgramRow, ProviderFactRow

SITE = None  # in the place of a level of care, which is empty where a program has none
Key = tuple[str | None, Selection]
Facts = dict[Key, Answer]


def of_sources(
    session: Session, provider_ids: Collection[int], source_ids: Collection[int]
) -> dict[int, Facts]:
    """By provider."""
    named = {id_: about for about, id_ in terms.by_selection(session).items()}
    answers = {answer.value: answer for answer in Answer}
    found: defaultdict[int, Facts] = defaultdict(dict)
    for provider_id, care, term_id, answer in session.execute(_facts(provider_ids, source_ids)):
        found[provider_id][care, named[term_id]] = answers[answer]
    return found


def by(listing: Listing) -> Facts:
    """What a listing says that one source describes."""
    facts: Facts = {(SITE, said.about): said.answer for said in listing.statements}
    for program in listing.programs:
        care = program.care or ""
        facts |= {(care, said.about): said.answer for said in program.statements}
    return facts


def _facts(provider_ids: Collection[int], source_ids: Collection[int]) -> CompoundSelect[Any]:
    site = ProviderFactRow.__table__.c
    program = ProgramFactRow.__table__.c
    owner = ProgramRow.__table__.c
    care = func.coalesce(owner.care, "")
    return union_all(
        select(site.provider_id, null().label("care"), site.term_id, site.answer).where(
            site.provider_id.in_(provider_ids), site.source_id.in_(source_ids)
        ),
        select(owner.provider_id, care, program.term_id, program.answer)
        .join(ProgramFactRow, program.program_id == owner.id)
        .where(owner.provider_id.in_(provider_ids), program.source_id.in_(source_ids)),
    )
