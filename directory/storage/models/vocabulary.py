"""Who says, and about what: sources and terms, which facts point to."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.storage.models.base import Base


class SourceRow(Base):
    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    publisher: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    published_on: Mapped[date | None]


class TermRow(Base):
    """The identity of a vocabulary term; its words live in `data/vocabulary/`."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("facet", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    facet: Mapped[str]
    slug: Mapped[str]
