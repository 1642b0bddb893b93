"""What a column of an unknown list may be, by its name and by what its cells hold."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from directory.domain import names
from directory.exchange import one_line, weekly
from directory.exchange.clocks import HoursError
from directory.exchange.mapping import DAYS
from directory.exchange.mapping_manner import Manner
from directory.exchange.text import zip_code

Place = tuple[str, str]  # a table of a mapping, and a key in it

NAMES = Path(__file__).parents[2] / "data" / "column_names.toml"
CERTAIN = 88.0  # per cent alike, whatever the order of the words
BY_CELLS = 50.0  # how far cells are trusted where the name tells nothing
MOST = 0.7  # of the cells that hold anything
PHONE = re.compile(r"\+?1?[\s.(-]*\d{3}[\s.)-]*\d{3}[\s.-]*\d{4}(?:\s*(?:x|ext).*)?", re.IGNORECASE)
WEB = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}.*|\d{4}-\d\d-\d\d.*|[A-Za-z]{3,9} \d{1,2}, \d{4}")
ANSWERS = frozenset((*Manner().yes, *Manner().no, *Manner().waitlist))


@dataclass(slots=True)
class Sample:
    """A column's name, and those of its first cells that hold anything."""

    name: str
    cells: list[str] = field(default_factory=list)

    def add(self, cell: str) -> None:
        if cell:
            self.cells.append(cell)

    def mostly(self, holds: Callable[[str], object]) -> bool:
        return sum(map(bool, map(holds, self.cells))) >= MOST * len(self.cells)

    @property
    def answers(self) -> bool:
        """Whether it says nothing but yes and no."""
        return bool(self.cells) and all(cell.casefold() in ANSWERS for cell in self.cells)

    @property
    def words(self) -> str:
        """Its name in plain words, also of words written together: HoursOfOperation."""
        return " ".join(names.words(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", self.name)))


def guess(sample: Sample) -> tuple[Place, float] | None:
    """Where the column belongs and how certain that is, in per cent; None where nothing tells."""
    day = sample.words.rpartition(" ")[2]
    if day in DAYS and ("hour" in sample.words or sample.words == day):
        return ("hours", day), 100.0
    known = _known()
    found = process.extractOne(
        sample.words, list(known), scorer=fuzz.token_sort_ratio, score_cutoff=CERTAIN
    )
    if found and sample.mostly(HOLDS.get(known[found[0]], bool)):
        return known[found[0]], found[1]
    told = (place for place in BY_CELLS_ALONE if sample.cells and sample.mostly(HOLDS[place]))
    return next(((place, BY_CELLS) for place in told), None)


@cache
def _known() -> dict[str, Place]:
    content = tomllib.loads(NAMES.read_text("utf-8"))
    return {
        phrase: (table, key)
        for table, keys in content.items()
        for key, phrases in keys.items()
        for phrase in phrases
    }


def _is_week(cell: str) -> bool:
    try:
        return bool(weekly.read(cell))
    except HoursError:
        return False


def _lies_between(least: float, most: float) -> Callable[[str], bool]:
    def lies(cell: str) -> bool:
        try:
            return least <= float(cell) <= most
        except ValueError:
            return False

    return lies


def _is_state(cell: str) -> bool:
    return len(one_line.state(cell)) == 2


HOLDS: Mapping[Place, Callable[[str], object]] = {
    ("site", "state"): _is_state,
    ("site", "zip"): zip_code,
    ("site", "address"): one_line.read,
    ("site", "latitude"): _lies_between(-90, 90),
    ("site", "longitude"): _lies_between(-180, 180),
    ("site", "website"): WEB.fullmatch,
    ("site", "confirmed"): DAY.fullmatch,
    ("phones", "main"): PHONE.fullmatch,
    ("phones", "intake"): PHONE.fullmatch,
    ("phones", "hotline"): PHONE.fullmatch,
    ("hours", "week"): _is_week,
    ("program", "sessions"): _is_week,
}
# What cells can be of nothing else.
BY_CELLS_ALONE: tuple[Place, ...] = (
    *(("site", "address"), ("phones", "main"), ("site", "website"), ("hours", "week")),
)
