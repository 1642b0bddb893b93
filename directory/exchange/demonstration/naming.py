"""Names, slugs and web addresses. Every name says Example."""

from collections.abc import Sequence

from directory.domain import names
from directory.exchange.demonstration import texts
from directory.exchange.demonstration.dice import Dice


class Naming:
    def __init__(self, proper_names: Sequence[str]) -> None:
        written = texts.read("names")
        self._proper = proper_names
        self._patterns: list[str] = written["patterns"]
        self._first = texts.listed(written["first"])
        self._second = texts.listed(written["second"])
        self._kinds = texts.listed(written["kinds"])
        self._houses = texts.listed(written["houses"])
        self._branches = texts.listed(written["branches"])

    def site(self, dice: Dice, city: str, *, house: bool) -> str:
        kind = dice.one(self._houses if house else self._kinds)
        return dice.one(self._patterns).format(place=self.place(dice), kind=kind, city=city)

    def branch(self, dice: Dice) -> str:
        return dice.one(self._branches) if dice.chance(18) else ""

    def program(self, dice: Dice, title: str) -> str:
        return f"Example {dice.one(self._first)} {title}"

    def place(self, dice: Dice) -> str:
        if dice.chance(35):
            return dice.one(self._proper)
        return f"{dice.one(self._first)} {dice.one(self._second)}"


def slug(name: str, state: str, number: int) -> str:
    """Numbered, since invented names repeat; no published list ends its names so."""
    return "-".join([*names.words(name), state.lower(), "demo", str(number + 1)])


def website(dice: Dice, slug: str) -> str:
    if dice.chance(12):
        return ""
    return f"https://www.example.{dice.one(('org', 'com'))}/{slug}"
