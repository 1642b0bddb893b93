"""Where an editor let stand what is shown against what a list says."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.facts import EDITION, Source
from directory.domain.moments import now
from directory.storage.models import RulingRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruling:
    """It holds as long as the list says the same. `program`: a level of care; empty: the site."""

    series: str
    about: str  # a Field, or facet/slug
    theirs: str
    program: str = ""


def series(source: Source) -> str:
    """What the editions of a list have in common."""
    return EDITION.sub("", source.slug)


def keep(session: Session, provider_id: int, ruling: Ruling, account_id: int | None) -> None:
    session.merge(
        RulingRow(
            provider_id=provider_id,
            series=ruling.series,
            program=ruling.program,
            about=ruling.about,
            theirs=ruling.theirs,
            at=now(),
            by_id=account_id,
        )
    )
    session.flush()


def of_providers(session: Session, provider_ids: Collection[int]) -> set[tuple[int, Ruling]]:
    rows = session.scalars(select(RulingRow).where(RulingRow.provider_id.in_(provider_ids)))
    return {
        (
            row.provider_id,
            Ruling(series=row.series, about=row.about, theirs=row.theirs, program=row.program),
        )
        for row in rows
    }
