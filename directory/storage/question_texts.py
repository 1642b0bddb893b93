"""Questions about what a site is called and where it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import SQLColumnExpression, and_, case, false, or_

from directory.domain.places import Box
from directory.storage.models import ProgramRow, ProviderRow
from directory.storage.questions import Clause

Text = SQLColumnExpression[str]


class How(StrEnum):
    """How a text is compared; in any case of letters, unless exactly."""

    BEGINS = "begins"
    CONTAINS = "contains"
    EXACTLY = "exactly"


@dataclass(frozen=True, slots=True)
class Named:
    """The site's whole name."""

    text: str
    how: How = How.BEGINS

    def clause(self) -> Clause:
        return _compared(_full_name(), self.text, self.how)


@dataclass(frozen=True, slots=True)
class Titled:
    """The site's name and, behind it, the program's own or its level's from `labels`."""

    text: str
    labels: Mapping[str, str]
    how: How = How.BEGINS

    def clause(self) -> Clause:
        level = case(dict(self.labels), value=ProgramRow.care, else_="")
        own = case((ProgramRow.name != "", ProgramRow.name), else_=level)
        titled = case((own != "", _full_name() + ": " + own), else_=_full_name())
        return _compared(titled, self.text, self.how)


class Part(StrEnum):
    STREET = "street"
    CITY = "city"
    STATE = "state"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Placed:
    """Some of these parts of the address read so. A confidential one has city and state only."""

    parts: Iterable[Part]
    text: str
    how: How = How.BEGINS

    def clause(self) -> Clause:
        return or_(false(), *(self._reads(part) for part in self.parts))

    def _reads(self, part: Part) -> Clause:
        reads = _compared(PARTS[part], self.text, self.how)
        return reads if part in (Part.CITY, Part.STATE) else reads & _is_open()


PARTS: Mapping[Part, Text] = {
    Part.STREET: ProviderRow.street,
    Part.CITY: ProviderRow.city,
    Part.STATE: ProviderRow.state,
    Part.ZIP: ProviderRow.zip,
}


@dataclass(frozen=True, slots=True)
class Inside:
    """The place is known, may be known, and lies in the box."""

    box: Box

    def clause(self) -> Clause:
        box = self.box
        return and_(
            _is_open(),
            ProviderRow.latitude.between(box.south, box.north),
            ProviderRow.longitude.between(box.west, box.east),
        )


def _is_open() -> Clause:
    return ~ProviderRow.confidential


def _full_name() -> Text:
    second = ", " + ProviderRow.name2
    return ProviderRow.name + case((ProviderRow.name2 != "", second), else_="")


def _compared(text: Text, wanted: str, how: How) -> Clause:
    if how is How.EXACTLY:
        return text == wanted
    if how is How.CONTAINS:
        return text.icontains(wanted, autoescape=True)
    return text.istartswith(wanted, autoescape=True)
