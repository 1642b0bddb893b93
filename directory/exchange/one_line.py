"""Addresses that stand in one cell: "1245 East Colfax Avenue, Suite 203, Denver, CO 80218"."""

import re
from dataclasses import dataclass
from functools import cache

from directory.storage.gazetteer.sayings import Sayings

LINE = re.compile(
    r"(?P<street>.*?)[,\s]*(?:^|,)\s*(?P<city>[^,]+),\s*(?P<state>[^,\d]+?)\.?,?\s+(?P<zip>\d{5}(?:-\d{4})?)"
)
LONGEST = 300  # letters
SUITE = re.compile(
    r"(?P<street>.+?),?\s+(?P<suite>(?:suite|ste|unit|apt|building|bldg|floor|room|rm)\b\.?.*|#.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    street: str
    street2: str
    city: str
    state: str  # two letters, else as it was written
    zip: str


def read(text: str) -> Line | None:
    """Take it apart from its end, where city, state and ZIP stand; None where they do not."""
    match = LINE.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    street = match["street"].strip(" ,")
    suite = SUITE.fullmatch(street)
    return Line(
        street=suite["street"].strip(" ,") if suite else street,
        street2=suite["suite"] if suite else "",
        city=match["city"].strip(),
        state=state(match["state"]),
        zip=match["zip"],
    )


@cache
def state(written: str) -> str:
    """Return the two letters of a state, also of "CO - Colorado"; else what was written."""
    ways = (written, *re.split(r"\s+-\s+", written))
    known = (_sayings().state(way) for way in ways)
    return next(filter(None, known), written)


@cache
def _sayings() -> Sayings:
    return Sayings.load()
