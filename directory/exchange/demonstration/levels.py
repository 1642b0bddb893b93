"""Levels of care as data/demo/programs.toml writes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from directory.domain.vocabulary import Facet, Vocabulary
from directory.exchange.demonstration import sayings, texts
from directory.exchange.demonstration.dice import Dice, Weighted
from directory.exchange.demonstration.sayings import Chances, Sayings
from directory.exchange.demonstration.timetables import Timetable


@dataclass(frozen=True, slots=True)
class Level:
    slug: str
    names: tuple[str, ...]
    weeks: tuple[int, int]
    price: tuple[int, int]  # dollars
    unit: str  # what the price is for
    timetables: Weighted[Timetable] | None  # none where people stay day and night
    terms: Chances


def combinations(vocabulary: Vocabulary) -> Weighted[tuple[str, ...]]:
    """Levels that sites offer together."""
    sites = [(weight, tuple(slugs.split())) for weight, slugs in texts.read("programs")["sites"]]
    for _, slugs in sites:
        for slug in slugs:
            texts.selection(vocabulary, Facet.CARE, slug)
    return Weighted(sites)


def levels(vocabulary: Vocabulary, said: Sayings) -> Mapping[str, Level]:
    return {
        slug: _level(slug, written, Chances(sayings.own_odds(vocabulary, written["terms"]), said))
        for slug, written in texts.read("programs")["level"].items()
    }


def _level(slug: str, written: Mapping[str, Any], terms: Chances) -> Level:
    low, high, unit = written["cost"]
    timetables = [(weight, Timetable.parsed(tracks)) for weight, *tracks in written["schedules"]]
    return Level(
        slug=slug,
        names=tuple(written["names"]),
        weeks=(written["weeks"][0], written["weeks"][1]),
        price=(low, high),
        unit=unit,
        timetables=Weighted(timetables) if timetables else None,
        terms=terms,
    )


class Money:
    """What programs say about cost and co-payment."""

    def __init__(self) -> None:
        written = texts.read("costs")
        self._costs: list[str] = written["costs"]
        self._notes: list[str] = written["copay_notes"]
        self._copays: list[int] = written["copays"]

    def cost(self, dice: Dice, level: Level) -> str:
        if dice.chance(25):
            return ""
        step = 5 if level.price[1] < 300 else 25
        amount = dice.between(level.price[0] // step, level.price[1] // step) * step
        pattern = dice.one(self._costs)
        return pattern.format(amount=f"{amount:,}", less=f"{amount // 2:,}", unit=level.unit)

    def copay(self, dice: Dice) -> str:
        if dice.chance(45):
            return ""
        return dice.one(self._notes).format(copay=dice.one(self._copays))
