"""Providers: one site each, as published, with what is said about the whole of it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.domain.moments import now
from directory.storage.models.base import Base

if TYPE_CHECKING:
    from directory.storage.models.programs import ProgramRow


class OrganizationRow(Base):
    __tablename__ = "organization"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    # Small facts of a trusted one are shown at once and reviewed after.
    trusted: Mapped[bool] = mapped_column(default=False)


class ProviderRow(Base):
    __tablename__ = "provider"
    __table_args__ = (
        Index("ix_provider_zip_name", "zip", "name"),
        Index("ix_provider_state_city", "state", "city"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    name: Mapped[str] = mapped_column(index=True)
    name2: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    street2: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    zip: Mapped[str] = mapped_column(default="")
    county: Mapped[str] = mapped_column(default="")
    confidential: Mapped[bool] = mapped_column(default=False)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    precision: Mapped[str] = mapped_column(default="unknown")  # of the coordinates
    benefits_phone: Mapped[str] = mapped_column(default="")
    # As domain.hours writes them.
    office_hours: Mapped[str] = mapped_column(default="", server_default="")
    confirmed_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="published")  # see domain/revisions.py
    demonstration: Mapped[bool] = mapped_column(default=False)
    gone_since: Mapped[date | None]  # the last list that named it does not any more
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    phones: Mapped[list["PhoneRow"]] = relationship(
        cascade="all, delete-orphan", lazy="raise", order_by="PhoneRow.position"
    )
    facts: Mapped[list["ProviderFactRow"]] = relationship(
        cascade="all, delete-orphan", lazy="raise"
    )
    plans: Mapped[list["PlanRow"]] = relationship(
        cascade="all, delete-orphan", lazy="raise", order_by="PlanRow.id"
    )
    programs: Mapped[list["ProgramRow"]] = relationship(
        cascade="all, delete-orphan", lazy="raise", order_by="ProgramRow.position"
    )
    records: Mapped[list["RecordRow"]] = relationship(cascade="all, delete-orphan", lazy="raise")


class OldSlugRow(Base):
    """An address a listing once had; it redirects for ever."""

    __tablename__ = "old_slug"

    slug: Mapped[str] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)


class PhoneRow(Base):
    __tablename__ = "phone"

    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    number: Mapped[str] = mapped_column(index=True)


class ProviderFactRow(Base):
    """What one source says about one term, for every program of the provider."""

    __tablename__ = "provider_fact"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"), primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), primary_key=True)
    answer: Mapped[str]  # yes or no; not reported is the absence of a row
    reported_on: Mapped[date | None]


class PlanRow(Base):
    """A plan of a named insurer that the provider takes."""

    __tablename__ = "accepted_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"))
    kind: Mapped[str] = mapped_column(default="")
    in_network: Mapped[bool | None]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    confirmed_on: Mapped[date | None]


class RecordRow(Base):
    """A source's record of a provider: how it is known there, and what of it no term claims."""

    __tablename__ = "record"

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)  # the source's name for it, see the importer
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    digest: Mapped[str]  # of all the record says; equal digests mean nothing changed
    unclaimed: Mapped[str] = mapped_column(default="")  # CATEGORY:CODE, parted by blanks
    said: Mapped[dict[str, object]]  # its name, address and phones, so that a later edit shows
    first_seen_at: Mapped[datetime] = mapped_column(default=now)
    gone_since: Mapped[date | None]
