"""Everything that is said of one site now, by whom, in one form for facts and all else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, literal, select, union_all
from sqlalchemy.orm import Session

from directory.domain.vocabulary import Selection
from directory.storage import records, said, terms
from directory.storage.models import ProgramFactRow, ProgramRow, ProviderFactRow, ProviderRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    source_id: int
    about: str  # a Field, or facet/slug
    answer: str
    program: str = ""
    said_on: date | None = None


def of_provider(session: Session, provider_id: int) -> Iterator[Spoken]:
    yield from _fields(session, provider_id)
    named = {id_: told_about(about) for about, id_ in terms.by_selection(session).items()}
    for row in session.execute(_facts(provider_id)):
        yield Spoken(
            source_id=row.source_id,
            about=named[row.term_id],
            answer=row.answer,
            program=row.care or "",
            said_on=row.reported_on,
        )


def told_about(selection: Selection) -> str:
    return f"{selection.facet.value}/{selection.slug}"


def _fields(session: Session, provider_id: int) -> Iterator[Spoken]:
    private = select(ProviderRow.confidential).where(ProviderRow.id == provider_id)
    withheld = bool(session.scalar(private))
    for kept in records.kept_of(session, [provider_id]).get(provider_id, []):
        for field in said.KEPT_AS:
            answer = said.told(kept.said, field, withheld=withheld)
            if answer:
                yield Spoken(source_id=kept.source_id, about=field.value, answer=answer)


def _facts(provider_id: int) -> CompoundSelect[Any]:
    site = ProviderFactRow.__table__.c
    program = ProgramFactRow.__table__.c
    owner = ProgramRow.__table__.c
    return union_all(
        select(
            literal("").label("care"), site.term_id, site.source_id, site.answer, site.reported_on
        ).where(site.provider_id == provider_id),
        select(owner.care, program.term_id, program.source_id, program.answer, program.reported_on)
        .join(ProgramFactRow, program.program_id == owner.id)
        .where(owner.provider_id == provider_id),
    )
