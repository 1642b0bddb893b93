"""The numbers that facts call terms by."""

from sqlalchemy import func, insert, select, union_all
from sqlalchemy.orm import Session

from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.storage.models import ProgramFactRow, ProviderFactRow, TermRow


def by_selection(session: Session) -> dict[Selection, int]:
    rows = session.execute(select(TermRow.facet, TermRow.slug, TermRow.id))
    return {Selection(Facet(facet), slug): id_ for facet, slug, id_ in rows}


def missing(session: Session, vocabulary: Vocabulary) -> list[Selection]:
    known = by_selection(session)
    return [term.selection for term in vocabulary if term.selection not in known]


def gone(session: Session, vocabulary: Vocabulary) -> dict[str, int]:
    """How many facts are about each term that the vocabulary no longer has, as facet/slug."""
    known = {f"{term.selection.facet}/{term.selection.slug}" for term in vocabulary}
    numbers = union_all(select(ProviderFactRow.term_id), select(ProgramFactRow.term_id)).subquery()
    query = (
        select(TermRow.facet + "/" + TermRow.slug, func.count())
        .join(numbers, numbers.c.term_id == TermRow.id)
        .group_by(TermRow.id)
    )
    return {name: count for name, count in session.execute(query) if name not in known}


def add(session: Session, selections: list[Selection]) -> None:
    """Number new terms. None is ever removed: old facts may still point to it."""
    rows = [{"facet": facet.value, "slug": slug} for facet, slug in selections]
    if rows:
        session.execute(insert(TermRow), rows)
