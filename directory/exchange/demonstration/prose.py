"""Descriptions: plain sentences whose words are as unevenly common as those of real texts."""

import re
from dataclasses import dataclass
from functools import cache

from directory.exchange.demonstration import texts
from directory.exchange.demonstration.dice import Dice, zipf

POOL = 1 << 15
NAME_POOL = 1 << 17
SLOT = re.compile(r"\{(\w+)\}")
TRAITS = ("noun", "verb", "adjective", "adverb")
Pools = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`pattern` takes one word from each pool; {city} stays in it for the caller."""

    pattern: str
    pools: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, text: str, pools: Pools) -> "Sentence":
        text = text.replace("%", "%%").replace("{person}", "{given} {proper}")
        slots = [name for name in SLOT.findall(text) if name != "city"]
        pattern = SLOT.sub(lambda slot: slot[0] if slot[1] == "city" else "%s", text)
        return cls(pattern, tuple(pools[name] for name in slots))

    def written(self, dice: Dice) -> str:
        random = dice.random
        return self.pattern % tuple([pool[int(random() * len(pool))] for pool in self.pools])


class Prose:
    def __init__(self) -> None:
        sentences = texts.read("sentences")
        self.proper_names = proper_names()
        pools = word_pools() | {"proper": self.proper_names}
        pools |= {name: texts.listed(value) for name, value in sentences.items()}
        kinds = ("openings", "sentences", "programs")
        self._openings, self._sentences, self._programs = (
            tuple(Sentence.of(text, pools) for text in sentences[kind]) for kind in kinds
        )

    def about_site(self, dice: Dice, city: str) -> str:
        chosen = [dice.one(self._openings)]
        chosen += dice.some(self._sentences, dice.between(1, 4))
        return " ".join([one.written(dice) for one in chosen]).replace("{city}", city)

    def about_program(self, dice: Dice) -> str:
        chosen = dice.some(self._programs, dice.between(1, 2))
        return " ".join([one.written(dice) for one in chosen])


@cache
def word_pools() -> Pools:
    words = texts.read("words")
    lists = {trait: texts.listed(words[f"{trait}s"]) for trait in TRAITS}
    return {trait: zipf(these, POOL) for trait, these in lists.items()}


@cache
def proper_names() -> tuple[str, ...]:
    """Invented names, a few of them common and thousands rare."""
    names = texts.read("names")
    whole = {
        start + end
        for start in texts.listed(names["starts"])
        for end in texts.listed(names["ends"])
    }
    mixed = sorted(whole)
    Dice(0).shuffle(mixed)
    return zipf(mixed, NAME_POOL)
