"""What sources say about the few terms that a search asks for, of the sites on its page."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Row, bindparam, null, select, tuple_
from sqlalchemy.orm import Session

from directory.domain.facts import Answer, Statement
from directory.domain.vocabulary import Facet, Selection
from directory.storage import sources
from directory.storage.models import ProgramFactRow, ProviderFactRow, TermRow

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_TERMS: BindParameter[Any] = bindparam("terms", expanding=True)
_NUMBERS = select(TermRow.id, TermRow.facet, TermRow.slug).where(
    tuple_(TermRow.facet, TermRow.slug).in_(bindparam("asked", expanding=True))
)
_OF_PROVIDERS = select(
    ProviderFactRow.provider_id,
    null().label("program_id"),
    ProviderFactRow.term_id,
    ProviderFactRow.source_id,
    ProviderFactRow.answer,
    ProviderFactRow.reported_on,
).where(ProviderFactRow.provider_id.in_(_IDS), ProviderFactRow.term_id.in_(_TERMS))
_OF_PROGRAMS = select(
    null().label("provider_id"),
    ProgramFactRow.program_id,
    ProgramFactRow.term_id,
    ProgramFactRow.source_id,
    ProgramFactRow.answer,
    ProgramFactRow.reported_on,
).where(ProgramFactRow.program_id.in_(_IDS), ProgramFactRow.term_id.in_(_TERMS))


class Said(NamedTuple):
    """A statement, and whose it is; `program_id` is None for the whole provider."""

    provider_id: int
    program_id: int | None
    statement: Statement


def read(
    session: Session,
    provider_ids: Sequence[int],
    programs: Mapping[int, int],
    asked: Collection[Selection],
) -> Iterator[Said]:
    """`programs` names the provider of each program."""
    terms = _numbered(session, asked)
    named = sources.by_id(session)
    for row in _facts(session, provider_ids, list(programs), list(terms)):
        statement = Statement(
            about=terms[row.term_id],
            answer=Answer(row.answer),
            source=named[row.source_id],
            reported_on=row.reported_on,
        )
        yield Said(row.provider_id or programs[row.program_id], row.program_id, statement)


def _numbered(session: Session, asked: Collection[Selection]) -> dict[int, Selection]:
    pairs = [(facet.value, slug) for facet, slug in asked]
    found = session.execute(_NUMBERS, {"asked": pairs})
    return {row.id: Selection(Facet(row.facet), row.slug) for row in found}


def _facts(
    session: Session, provider_ids: Sequence[int], program_ids: Sequence[int], terms: Sequence[int]
) -> Iterable[Row[*tuple[Any, ...]]]:
    yield from session.execute(_OF_PROVIDERS, {"ids": provider_ids, "terms": terms})
    yield from session.execute(_OF_PROGRAMS, {"ids": program_ids, "terms": terms})
