"""The gazetteer: built once from a package, then only read."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from directory.storage.models.base import Base


class ZipRow(Base):
    __tablename__ = "zip"

    zip: Mapped[str] = mapped_column(primary_key=True)
    city: Mapped[str]
    state: Mapped[str]
    county: Mapped[str] = mapped_column(default="")  # without the word County
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    time_zone: Mapped[str] = mapped_column(default="")


class CityRow(Base):
    __tablename__ = "city"
    __table_args__ = (Index("ix_city_name_state", "name", "state", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    state: Mapped[str]
    county: Mapped[str] = mapped_column(default="")  # where most of its ZIPs lie
    latitude: Mapped[float | None]  # the middle of its standard ZIPs
    longitude: Mapped[float | None]
    zips: Mapped[int]  # how many standard ones: the only measure of size at hand


class CityNameRow(Base):
    """A folded spelling of a city's name, its aliases too; see domain/names.py."""

    __tablename__ = "city_name"

    folded: Mapped[str] = mapped_column(primary_key=True)
    city_id: Mapped[int] = mapped_column(primary_key=True)
    primary: Mapped[bool]  # the city's own name, not an alias


class CountyRow(Base):
    __tablename__ = "county"
    __table_args__ = (Index("ix_county_folded_state", "folded", "state", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]  # without the word County
    title: Mapped[str]  # with it: Orleans Parish
    folded: Mapped[str]
    state: Mapped[str]
    zips: Mapped[int]
