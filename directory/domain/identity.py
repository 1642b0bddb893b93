"""When two descriptions are of one site: names and streets as they compare, not as they read."""

import re
from dataclasses import dataclass
from typing import Self

from directory.domain import names
from directory.domain.listings import Listing

HOUSE_NUMBER = re.compile(r"\d+")

# Lists squeeze names into 38 letters, each in its own way, so short forms are what is compared.
SHORT_NAMES = {
    "addictions": "add", "addiction": "add", "adolescents": "adol", "adolescent": "adol",
    "associates": "assoc", "association": "assoc", "behavioral": "behav", "bh": "behav health",
    "centers": "ctr", "center": "ctr", "centre": "ctr", "clinics": "clinic", "cnty": "county",
    "community": "comm", "correctional": "correc", "counseling": "csl", "counselling": "csl",
    "department": "dept", "development": "dev", "education": "educ", "healthcare": "health care",
    "hlth": "health", "hospital": "hosp", "institute": "inst", "intl": "international",
    "mental": "ment", "mgmt": "management", "mh": "ment health", "mt": "mount",
    "mntl": "ment", "medical": "med", "of": "", "op": "outpatient", "outpt": "outpatient",
    "program": "prog", "programs": "prog", "psychiatric": "psych", "psychiatry": "psych",
    "recov": "recovery", "regional": "reg", "rehabilitation": "rehab", "residential": "resid",
    "saint": "st", "servs": "serv", "services": "serv", "service": "serv", "svcs": "serv",
    "substance": "subst", "systems": "system", "the": "", "trans": "transitional",
    "treatment": "trt", "university": "univ", "yth": "youth", "and": "",
}  # fmt: skip
LEGAL_FORMS = frozenset({"inc", "incorporated", "llc", "pllc", "ltd", "corp", "corporation", "pc"})
SHORT_STREETS = {
    "avenue": "ave", "boulevard": "blvd", "building": "bldg", "circle": "cir", "court": "ct",
    "drive": "dr", "east": "e", "floor": "fl", "freeway": "fwy", "highway": "hwy", "lane": "ln",
    "north": "n", "northeast": "ne", "northwest": "nw", "parkway": "pkwy", "place": "pl",
    "plaza": "plz", "road": "rd", "route": "rt", "saint": "st", "south": "s", "southeast": "se",
    "southwest": "sw", "square": "sq", "street": "st", "suite": "ste", "suites": "ste",
    "terrace": "ter", "trail": "trl", "turnpike": "tpke", "west": "w", "first": "1st",
    "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a site from others. Equal identities with a street are one site."""

    name: str
    street: str
    zip: str

    @classmethod
    def of(cls, listing: Listing) -> Self:
        return cls(
            compared_name(listing.full_name),
            compared_street(listing.address.street),
            listing.address.zip,
        )

    @property
    def house_number(self) -> str:
        match = HOUSE_NUMBER.search(self.street)
        return match[0] if match else ""


def compared_name(name: str) -> str:
    words = " ".join(SHORT_NAMES.get(word, word) for word in names.words(name)).split()
    kept = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(kept or words)


def compared_street(street: str) -> str:
    """Empty for a street that is withheld ("- - -")."""
    return " ".join(SHORT_STREETS.get(word, word) for word in names.words(street))
