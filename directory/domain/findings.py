"""What is wrong with a document, by code; `web/complaints.py` says each to people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"  # cannot be sent in
    WARNING = "warning"  # can; the editor sees it too


class Problem(StrEnum):
    # Any value
    WRONG_SHAPE = "wrong-shape"
    UNKNOWN_FIELD = "unknown-field"
    UNKNOWN_CHOICE = "unknown-choice"
    TOO_LONG = "too-long"
    TOO_MANY = "too-many"
    NOT_A_NUMBER = "not-a-number"
    NOT_WHOLE = "not-whole"
    TOO_SMALL = "too-small"
    TOO_LARGE = "too-large"
    # Name and texts
    NO_NAME = "no-name"
    NAME_WITHOUT_LETTERS = "name-without-letters"
    NAME_IS_ADDRESS = "name-is-address"
    PLACEHOLDER = "placeholder"
    SHOUTING = "shouting"
    DESCRIPTION_IS_NAME = "description-is-name"
    # Address
    NO_STREET = "no-street"
    NO_CITY = "no-city"
    NO_STATE = "no-state"
    NO_ZIP = "no-zip"
    UNREADABLE_ZIP = "unreadable-zip"
    UNKNOWN_ZIP = "unknown-zip"
    ZIP_ELSEWHERE = "zip-elsewhere"
    UNKNOWN_STATE = "unknown-state"
    STATE_IN_FULL = "state-in-full"
    CITY_WITH_STATE = "city-with-state"
    UNKNOWN_CITY = "unknown-city"
    CITY_FAR_FROM_ZIP = "city-far-from-zip"
    MAIL_BOX = "mail-box"
    HIDDEN_STREET = "hidden-street"
    # Reaching
    NO_PHONE = "no-phone"
    UNREADABLE_PHONE = "unreadable-phone"
    UNUSUAL_PHONE = "unusual-phone"
    WEBSITE_IS_MAIL = "website-is-mail"
    UNREADABLE_WEBSITE = "unreadable-website"
    PRIVATE_WEBSITE = "private-website"
    UNREADABLE_HOURS = "unreadable-hours"
    # Programs
    NO_PROGRAM = "no-program"
    NO_CARE = "no-care"
    ALIKE = "alike"
    UNKNOWN_TERM = "unknown-term"
    UNKNOWN_INSURER = "unknown-insurer"
    UNKNOWN_PLAN_KIND = "unknown-plan-kind"
    UNKNOWN_TIME_ZONE = "unknown-time-zone"
    ZONE_ELSEWHERE = "zone-elsewhere"
    NO_STATES_SERVED = "no-states-served"
    # Sessions
    UNREADABLE_SESSION = "unreadable-session"
    UNKNOWN_WEEKDAY = "unknown-weekday"
    NO_TIMES = "no-times"
    UNREADABLE_TIME = "unreadable-time"
    ENDS_BEFORE_START = "ends-before-start"
    CROSSES_MIDNIGHT = "crosses-midnight"
    LASTS_TOO_LONG = "lasts-too-long"
    OVERLAPS = "overlaps"
    HOURS_DIFFER = "hours-differ"
    DAYS_DIFFER = "days-differ"


WARNINGS = frozenset(
    {
        *(Problem.NAME_IS_ADDRESS, Problem.PLACEHOLDER, Problem.SHOUTING),
        *(Problem.DESCRIPTION_IS_NAME, Problem.NO_ZIP, Problem.UNKNOWN_ZIP),
        *(Problem.CITY_WITH_STATE, Problem.UNKNOWN_CITY, Problem.CITY_FAR_FROM_ZIP),
        *(Problem.MAIL_BOX, Problem.HIDDEN_STREET, Problem.UNUSUAL_PHONE),
        *(Problem.ZONE_ELSEWHERE, Problem.NO_STATES_SERVED),
        *(Problem.HOURS_DIFFER, Problem.DAYS_DIFFER),
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """`key` is the document's, or what is missing from it; `values` complete the sentence.

    A finding about one session has its place in the list, from 1, as the value `number`.
    """

    key: str
    problem: Problem
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        return Level.WARNING if self.problem in WARNINGS else Level.ERROR

    @property
    def is_error(self) -> bool:
        return self.level is Level.ERROR
