"""Programs: what a provider runs at one level of care, with their sessions."""

from datetime import date, time

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.storage.models.base import Base


class ProgramRow(Base):
    __tablename__ = "program"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    care: Mapped[str | None]  # a slug of the care facet; None: no source named a level
    name: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str] = mapped_column(default="")
    hours_a_week: Mapped[float | None]
    days_a_week: Mapped[float | None]
    weeks: Mapped[float | None]
    entry: Mapped[str] = mapped_column(default="")
    cost: Mapped[str] = mapped_column(default="")
    copay: Mapped[str] = mapped_column(default="")
    openings: Mapped[str] = mapped_column(default="")  # yes, no, waitlist; empty: not reported
    wait_days: Mapped[int | None]
    openings_on: Mapped[date | None]

    facts: Mapped[list["ProgramFactRow"]] = relationship(cascade="all, delete-orphan", lazy="raise")
    sessions: Mapped[list["SessionRow"]] = relationship(
        cascade="all, delete-orphan", lazy="raise", order_by="SessionRow.id"
    )
    states: Mapped[list["ProgramStateRow"]] = relationship(
        cascade="all, delete-orphan", lazy="raise", order_by="ProgramStateRow.state"
    )


class ProgramFactRow(Base):
    """What one source says about one term, for this program alone."""

    __tablename__ = "program_fact"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"), primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), primary_key=True)
    answer: Mapped[str]
    reported_on: Mapped[date | None]


class SessionRow(Base):
    __tablename__ = "program_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), index=True)
    track: Mapped[str] = mapped_column(default="")
    weekday: Mapped[int]  # 0 is Monday
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    format: Mapped[str] = mapped_column(default="in-person")


class ProgramStateRow(Base):
    """A state whose residents an online program may serve."""

    __tablename__ = "program_state"

    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)
