"""The numbers that facts call terms by."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.storage.models import TermRow


def by_selection(session: Session) -> dict[Selection, int]:
    rows = session.execute(select(TermRow.facet, TermRow.slug, TermRow.id))
    return {Selection(Facet(facet), slug): id_ for facet, slug, id_ in rows}


def missing(session: Session, vocabulary: Vocabulary) -> list[Selection]:
    known = by_selection(session)
    return [term.selection for term in vocabulary if term.selection not in known]


def add(session: Session, selections: list[Selection]) -> None:
    """Number new terms. None is ever removed: old facts may still point to it."""
    rows = [{"facet": facet.value, "slug": slug} for facet, slug in selections]
    if rows:
        session.execute(insert(TermRow), rows)
