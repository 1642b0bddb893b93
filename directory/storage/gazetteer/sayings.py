"""What people call states and large cities, as `data/places.toml` has it."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from directory.domain import names
from directory.domain.places import Place, PlaceKind

FILE = Path(__file__).parents[3] / "data" / "places.toml"
_LONGEST_STATE = 6  # words, in "Islas Vírgenes de los Estados Unidos"


@dataclass(frozen=True)
class Sayings:
    """`codes`: from every way to write a state; `titles`: what a person reads for its code."""

    codes: Mapping[str, str]
    titles: Mapping[str, str]
    nicknames: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls, path: Path = FILE) -> Self:
        with path.open("rb") as file:
            content = tomllib.load(file)
        states = content["states"]
        return cls(
            codes={" ".join(names.words(way)): code for way, code in _ways(states)},
            titles={code: state.get("title", state["name"]) for code, state in states.items()},
            nicknames={said: tuple(meant) for said, meant in content["nicknames"].items()},
        )

    def state(self, text: str) -> str | None:
        """Return the two letters of a state, however it is written."""
        written = " ".join(names.words(text))
        return self.codes.get(written) or self.codes.get(names.fold(text))

    def place(self, code: str) -> Place:
        return Place(kind=PlaceKind.STATE, state=code, title=self.titles[code])

    def beginning(self, text: str) -> set[str]:
        """Return the states that any way of writing begins so."""
        return {code for way, code in self.codes.items() if way.startswith(text)}

    def splits(self, words: list[str]) -> Iterator[tuple[list[str], str]]:
        """Cut states off the end, the longest first: West Virginia before Virginia."""
        for start in range(max(0, len(words) - _LONGEST_STATE), len(words)):
            code = self.codes.get(" ".join(words[start:]))
            if code:
                yield words[:start], code


def _ways(states: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for code, state in states.items():
        more = (*state.get("abbreviations", ()), *state.get("spanish", ()))
        for way in (code, state["name"], state.get("title", code), *more):
            yield way, code
