"""What the questions about levels of care are made of: questions, rules, what these lead to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from directory.domain.vocabulary import Facet, Selection

Wording = Mapping[str, str]  # by language
Answers = Mapping[str, str]  # what was chosen, by question
Condition = Mapping[str, frozenset[str]]  # what must be chosen, any of them, by question


class Part(StrEnum):
    SAFETY = "safety"
    LEVEL = "level"


class Setting(StrEnum):
    HOME = "home"
    STAY = "stay"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    slug: str
    says: Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """`choices` stand from the most to the least serious."""

    slug: str
    part: Part
    asks: Wording
    hint: Wording | None
    choices: tuple[Choice, ...]

    @property
    def offered(self) -> list[str]:
        return [choice.slug for choice in self.choices]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What comes before treatment; one that stops is an emergency, after which nothing counts."""

    slug: str
    stops: bool
    title: Wording
    says: tuple[Wording, ...]
    calls: tuple[str, ...]  # telephone numbers as people write them
    search: Selection | None
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    slug: str  # of a term of care
    setting: Setting

    @property
    def care(self) -> Selection:
        return Selection(Facet.CARE, self.slug)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    when: Condition
    leads_to: str
    because: Wording
    sources: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it waits for, in one line; no two rules wait for the same."""
        return _named(self.when) or "always"

    def holds(self, answers: Answers) -> bool:
        return all(answers[question] in any_of for question, any_of in self.when.items())


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What a person may add to the search; offered as chosen after some answers."""

    search: Selection
    says: Wording
    settings: frozenset[Setting]
    after: Condition

    @property
    def suggested_by(self) -> str:
        return _named(self.after)


def _named(condition: Condition) -> str:
    return " ".join(f"{q}-{a}" for q, any_of in condition.items() for a in sorted(any_of))
