"""What the rest of the directory asks about places."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sqlalchemy.orm import Session

from directory.domain import names
from directory.domain.places import Place, Point, Resolution
from directory.storage.gazetteer import sayings
from directory.storage.gazetteer.atlas import Atlas
from directory.storage.gazetteer.resolving import Resolver
from directory.storage.gazetteer.sayings import Sayings
from directory.storage.gazetteer.typeahead import Typeahead


@dataclass(frozen=True, kw_only=True, slots=True)
class Location:
    """What an address's ZIP says of it; `point` is the middle of the ZIP."""

    point: Point | None
    county: str  # without the word County
    time_zone: str
    city: str
    state: str


class Gazetteer:
    """Read from the database once, then shared: nothing changes it, so threads need no lock."""

    def __init__(self, atlas: Atlas, sayings: Sayings) -> None:
        self._atlas = atlas
        self._sayings = sayings
        self._resolver = Resolver(atlas, sayings)
        self._typeahead = Typeahead(atlas, sayings)

    @classmethod
    def load(cls, session: Session, places: Path = sayings.FILE) -> Self:
        return cls(Atlas.load(session), Sayings.load(places))

    @property
    def atlas(self) -> Atlas:
        """Every name there is, for those who look for places inside sentences."""
        return self._atlas

    @property
    def sayings(self) -> Sayings:
        return self._sayings

    def zip(self, code: str) -> Place | None:
        """Find a ZIP by its five digits; those of ZIP+4 after them do not matter."""
        found = self._atlas.zips.get(code.strip()[:5])
        return found.place if found else None

    def cities(self, name: str, state: str | None = None) -> tuple[Place, ...]:
        """Return the cities of that name, most ZIPs first. Aliases count where no city has it."""
        found = self._atlas.cities_named(names.fold(name), state)
        return tuple(city.place for city in found)

    def county(self, name: str, state: str | None = None) -> tuple[Place, ...]:
        """Return the counties of that name, with or without the word, most ZIPs first."""
        folded = names.fold(name)
        found = self._atlas.counties_named(names.of_county(folded) or folded, state)
        return tuple(county.place for county in found)

    def state(self, text: str) -> str | None:
        """Return the two letters of a state or territory, however it is written."""
        return self._sayings.state(text)

    def resolve(self, text: str) -> Resolution:
        """Read what a person typed as a place."""
        return self._resolver.resolve(text)

    def prefix(self, text: str, limit: int = 8) -> tuple[Place, ...]:
        """Return cities and ZIPs that begin so, the largest first."""
        return self._typeahead.places(text, limit)

    def locate(self, code: str) -> Location | None:
        """Say where a ZIP lies, or None if there is no such ZIP."""
        found = self._atlas.zips.get(code.strip()[:5])
        if found is None:
            return None
        return Location(
            point=found.point,
            county=found.county,
            time_zone=found.time_zone,
            city=found.city,
            state=found.state,
        )
