"""Named insurers and their plans, such as are sold in the state and fit the payers accepted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from directory.domain.facts import Statement
from directory.domain.listings import Plan
from directory.domain.vocabulary import Facet, Vocabulary
from directory.exchange.demonstration import texts
from directory.exchange.demonstration.dice import Dice, Weighted
from directory.exchange.demonstration.sayings import SOURCE, Sayings

NETWORK = (True, True, True, True, False, None)
MOST_INSURERS = 7
PUBLIC_KINDS = {"Medicaid": "medicaid", "Medicare": "medicare"}


@dataclass(frozen=True, slots=True)
class Insurer:
    slug: str
    weight: float
    payers: dict[str, str | None]  # what a site must accept to take a plan of that kind
    states: frozenset[str]  # none: everywhere

    def kinds(self, accepted: Collection[str]) -> list[str]:
        return [kind for kind, payer in self.payers.items() if payer is None or payer in accepted]


class Payers:
    def __init__(self, vocabulary: Vocabulary, sayings: Sayings) -> None:
        self._insurers = _insurers(vocabulary)
        self._sayings = sayings
        self._by_state: dict[str, Weighted[Insurer]] = {}

    def draw(
        self, dice: Dice, on: date, state: str, accepted: Collection[str]
    ) -> tuple[list[Plan], list[Statement]]:
        """Plans of a few insurers, and what is said of these insurers and now and then another."""
        selling = self._in(state)
        drawn = {(it := selling.draw(dice)).slug: it for _ in range(dice.between(0, MOST_INSURERS))}
        plans = []
        said = []
        for insurer in drawn.values():
            if kinds := insurer.kinds(accepted):
                plans += _plans(dice, on, insurer.slug, kinds)
                said.append(self._sayings.yes(Facet.INSURANCE, insurer.slug, on))
            elif dice.chance(25):
                said.append(self._sayings.no(Facet.INSURANCE, insurer.slug, on))
        return plans, said

    def _in(self, state: str) -> Weighted[Insurer]:
        if state not in self._by_state:
            selling = (one for one in self._insurers if not one.states or state in one.states)
            self._by_state[state] = Weighted((one.weight, one) for one in selling)
        return self._by_state[state]


def _plans(dice: Dice, on: date, slug: str, kinds: list[str]) -> list[Plan]:
    wanted = dice.some(kinds, dice.between(1, min(2, len(kinds))))
    return [
        Plan(
            insurer=slug,
            source=SOURCE,
            kind=kind,
            in_network=dice.one(NETWORK),
            confirmed_on=None if dice.chance(15) else on - timedelta(days=dice.between(0, 60)),
        )
        for kind in wanted
    ]


def _insurers(vocabulary: Vocabulary) -> list[Insurer]:
    insurers = []
    for slug, written in texts.read("insurers").items():
        implied = vocabulary.terms[texts.selection(vocabulary, Facet.INSURANCE, slug)].implies
        payers = {kind: PUBLIC_KINDS.get(kind, implied) for kind in written["kinds"]}
        states = frozenset(written.get("states", ()))
        insurers.append(Insurer(slug, written["weight"], payers, states))
    return insurers
