"""What a source says now of one thing about a site, and what it said before."""

from dataclasses import dataclass
from enum import StrEnum

LISTED, GONE = "listed", "gone"  # what a source says of a whole site


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    about: str = ""  # a Field, or facet/slug; empty: the site as a whole
    was: str = ""  # empty: nothing was said
    became: str = ""  # empty: it is not said any more
    program: str = ""  # the level of care of the program it holds for; empty: the whole site

    @property
    def is_fact(self) -> bool:
        """About a term, which is a yes or a no, rather than about a name or an address."""
        return "/" in self.about and not self.about.startswith(f"{Field.PROGRAM}/")

    @property
    def sentence(self) -> str:
        """For the report of an import."""
        what = f"{self.program}: {self.about}" if self.program else self.about or "site"
        return f"{what} {self.was or NOTHING} → {self.became or NOTHING}"


NOTHING = "not said"


class Field(StrEnum):
    """What is said of a site beside facts, in groups that change together."""

    NAME = "name"
    ADDRESS = "address"
    DESCRIPTION = "description"
    WEBSITE = "website"
    BENEFITS_PHONE = "benefits-phone"
    OFFICE_HOURS = "office-hours"
    PHONES = "phones"
    PLANS = "plans"
    PROGRAM = "program"  # sessions, cost, openings … of one program
    CODES = "codes"  # that no term claims


class Doubt(StrEnum):
    """Why two listings may be one site."""

    SAME_PLACE = "same-street-and-phone"  # under another name
    SAME_NAME = "same-name-and-street"  # as several others, so none was guessed
    MOVED = "same-name-and-phone"  # several went or several came, so none was guessed
    MOVED_AND_RENAMED = "same-phone-and-like-name"  # one went and one came
    MOVED_AND_RECONNECTED = "same-name-in-town"  # one went and one came, with another telephone
