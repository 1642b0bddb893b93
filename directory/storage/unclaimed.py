"""What lists say that no filter knows yet: for editors, who may give it a term or a mapping."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.storage.models import RecordRow, SourceRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Unclaimed:
    source: str  # slug
    category: str  # SAMHSA's, or the name of a column
    label: str  # a code, or the words as the list has them
    sites: int  # how many of them say so


def counted(session: Session, source: str | None = None) -> list[Unclaimed]:
    """Of all lists, or of one by its slug; what most sites say comes first."""
    query = select(SourceRow.slug, RecordRow.unclaimed).join(
        SourceRow, SourceRow.id == RecordRow.source_id
    )
    query = query.where(RecordRow.gone_since.is_(None), RecordRow.unclaimed != "")
    if source:
        query = query.where(SourceRow.slug == source)
    counts: Counter[tuple[str, str]] = Counter()
    for slug, kept in session.execute(query):
        counts.update((slug, each) for each in kept.split())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [_one(slug, kept, sites) for (slug, kept), sites in ordered]


def _one(slug: str, kept: str, sites: int) -> Unclaimed:
    category, _, label = kept.partition(":")
    words = (part.replace("_", " ") for part in (category, label))
    return Unclaimed(source=slug, category=next(words), label=next(words), sites=sites)
