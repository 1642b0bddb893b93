"""What was said of a listing before, and which listings may be one."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.domain.moments import now
from directory.storage.models.base import Base


class HistoryRow(Base):
    """A source began to say something, said it otherwise, or ceased to say it.

    What a list says of a site when it first names it is one row, about nothing in particular.
    """

    __tablename__ = "history"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    said_on: Mapped[date | None]  # the day the source speaks for
    at: Mapped[datetime] = mapped_column(default=now)
    program: Mapped[str] = mapped_column(default="")  # its level of care; empty: the whole site
    about: Mapped[str] = mapped_column(default="")  # name, address …, facet/slug; empty: the site
    # Of a person's word: what they sent in, which tells who it was.
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    was: Mapped[str] = mapped_column(default="")  # empty: nothing was said
    became: Mapped[str] = mapped_column(default="")  # empty: it is not said any more


class DoubtRow(Base):
    """Two listings that may be one site, until an editor decides."""

    __tablename__ = "doubt"

    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(  # the one that was there before
        ForeignKey("provider.id"), primary_key=True, index=True
    )
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))  # whose record raised it
    why: Mapped[str]
    since: Mapped[datetime] = mapped_column(default=now)
    decision: Mapped[str] = mapped_column(default="")  # same, apart; empty: it waits
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
