"""What sources say about the few terms that a search asks for, of the sites on its page."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Select,
    SQLColumnExpression,
    bindparam,
    null,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from directory.domain.facts import Answer, Statement
from directory.domain.vocabulary import Facet, Selection
from directory.storage import sources
from directory.storage.models import ProgramFactRow, ProviderFactRow, TermRow

_ASKED: BindParameter[Any] = bindparam("asked", expanding=True)
_SITES: BindParameter[Any] = bindparam("sites", expanding=True)
_PROGRAMS: BindParameter[Any] = bindparam("programs", expanding=True)


def _said(
    fact: type[ProviderFactRow | ProgramFactRow], *owners: SQLColumnExpression[Any]
) -> Select[Any]:
    """By way of the terms, so that each is looked up among the facts of one owner at once."""
    columns = (*owners, fact.source_id, fact.answer, fact.reported_on, TermRow.facet, TermRow.slug)
    return (
        select(*columns)
        .join(TermRow, TermRow.id == fact.term_id)
        .where(tuple_(TermRow.facet, TermRow.slug).in_(_ASKED))
    )


_FACTS = union_all(
    _said(ProviderFactRow, ProviderFactRow.provider_id, null().label("program_id")).where(
        ProviderFactRow.provider_id.in_(_SITES)
    ),
    _said(ProgramFactRow, null().label("provider_id"), ProgramFactRow.program_id).where(
        ProgramFactRow.program_id.in_(_PROGRAMS)
    ),
)


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
    named = sources.by_id(session)
    wanted = {
        "asked": [(facet.value, slug) for facet, slug in asked],
        "sites": provider_ids,
        "programs": list(programs),
    }
    for row in session.execute(_FACTS, wanted):
        statement = Statement(
            about=Selection(Facet(row.facet), row.slug),
            answer=Answer(row.answer),
            source=named[row.source_id],
            reported_on=row.reported_on,
        )
        yield Said(row.provider_id or programs[row.program_id], row.program_id, statement)
