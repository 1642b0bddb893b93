"""The published lists the directory knows, as `data/sources.toml` describes them."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from directory.domain.facts import Source, SourceKind

DAY = re.compile(r"(?<!\d)(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")
# A word by itself; "of-2015-sites" counts.
YEAR = re.compile(r"(?<!of[-_. ])(?<![^\W_])(20\d\d)(?![^\W_])", re.IGNORECASE)
FIRST_YEAR = 2010  # no list is older, and a number below it is likelier to count something


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """A list that is published year after year."""

    slug: str
    name: str  # with {year} in it
    publisher: str
    url: str
    licence: str
    spoke_for: dict[int, date]  # by year, the day that edition speaks for

    def edition(self, year: int, day: date) -> Source:
        return Source(
            slug=f"{self.slug}-{year}",
            name=self.name.replace("{year}", str(year)),
            kind=SourceKind.PUBLIC,
            publisher=self.publisher,
            url=self.url,
            published_on=day,
        )


def load(path: Path) -> dict[str, Series]:
    with path.open("rb") as file:
        entries = tomllib.load(file)["series"]
    return {entry["slug"]: Series(**{**entry, "spoke_for": _dates(entry)}) for entry in entries}


def year_in(text: str, latest: int) -> int | None:
    """The first year up to the `latest` that stands in a title or a file's name."""
    years = map(int, YEAR.findall(text))
    return next((year for year in years if FIRST_YEAR <= year <= latest), None)


def day_in(text: str) -> date | None:
    """The day in a file's name, written as 2023-05-16, 2023_05_16 or 20230516."""
    match = DAY.search(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _dates(entry: dict[str, dict[str, date]]) -> dict[int, date]:
    return {int(year): day for year, day in entry["spoke_for"].items()}
