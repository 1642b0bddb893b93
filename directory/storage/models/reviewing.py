"""What editors settled for good, and who of them reads what just now."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.domain.moments import now
from directory.storage.models.base import Base


class RulingRow(Base):
    """What is shown stands against what a list says, until the list says something else."""

    __tablename__ = "ruling"

    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    series: Mapped[str] = mapped_column(primary_key=True)  # the list without its edition
    program: Mapped[str] = mapped_column(primary_key=True)  # a level of care; empty: the whole site
    about: Mapped[str] = mapped_column(primary_key=True)  # a Field, or facet/slug
    theirs: Mapped[str]  # what the list said then
    at: Mapped[datetime] = mapped_column(default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))


class ReadingRow(Base):
    """An editor has opened what waits; others are told for a while. Revisions have columns."""

    __tablename__ = "reading"

    kind: Mapped[str] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    since: Mapped[datetime] = mapped_column(default=now)
