"""Which level of care might fit: reads the answers to all questions by the rules.

Nothing here keeps an answer. The page shows what the rules say without asking the server.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from directory.domain.guide import GuideSource
from directory.domain.levels import Answers, Level, Part, Question, Rule, Setting, Step, Wish

Rung = TypeVar("Rung", Step, Level)


class UnansweredError(ValueError):
    """A question has no answer, or one that it does not offer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """`step` comes first; without a `level` there is nothing but the step."""

    step: Step | None
    level: Level | None
    reasons: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """`steps` stand from the most to the least urgent, `levels` from the most to the least hours.

    `sources` stand by language, in the order in which the page numbers them.
    """

    reviewed: date
    questions: tuple[Question, ...]
    steps: tuple[Step, ...]
    levels: tuple[Level, ...]
    rules: tuple[Rule, ...]
    wishes: tuple[Wish, ...]
    sources: Mapping[str, tuple[GuideSource, ...]]

    def level_for(self, answers: Answers) -> Outcome:
        """Raise UnansweredError unless each question has one of its own answers."""
        for question in self.questions:
            if answers.get(question.slug) not in question.offered:
                raise UnansweredError(f"“{question.slug}” has no answer that it offers.")
        step, reasons = self._reached(Part.SAFETY, self.steps, answers)
        if step and step.stops:
            return Outcome(step=step, level=None, reasons=reasons[:1])
        level, more = self._reached(Part.LEVEL, self.levels, answers)
        return Outcome(step=step, level=level, reasons=(*reasons, *more))

    def rules_of(self, part: Part) -> list[Rule]:
        """From the most to the least serious."""
        return self._rules[part]

    def order(self, part: Part) -> list[str]:
        """What the rules of a part lead to, the most serious first."""
        ladder = self.steps if part == Part.SAFETY else self.levels
        return [each.slug for each in ladder]

    def questions_of(self, part: Part) -> list[Question]:
        return [question for question in self.questions if question.part == part]

    def wishes_at(self, setting: Setting) -> list[Wish]:
        return [wish for wish in self.wishes if setting in wish.settings]

    def above(self, level: Level) -> Level | None:
        return self._beside(level, -1)

    def below(self, level: Level) -> Level | None:
        return self._beside(level, 1)

    def numbered(self, source: str) -> int:
        """The number under which the page names a source."""
        return self._numbers[source]

    @cached_property
    def _rules(self) -> dict[Part, list[Rule]]:
        rank = {slug: number for part in Part for number, slug in enumerate(self.order(part))}
        ordered = sorted(self.rules, key=lambda rule: rank[rule.leads_to])
        return {
            part: [rule for rule in ordered if rule.leads_to in self.order(part)] for part in Part
        }

    @cached_property
    def _numbers(self) -> dict[str, int]:
        listed = next(iter(self.sources.values()))
        return {source.slug: number for number, source in enumerate(listed, start=1)}

    def _reached(
        self, part: Part, ladder: tuple[Rung, ...], answers: Answers
    ) -> tuple[Rung | None, tuple[Rule, ...]]:
        """The most serious that a part's rules lead to, and why."""
        holding = tuple(rule for rule in self.rules_of(part) if rule.holds(answers))
        # What always holds is no reason beside what was answered.
        reasons = tuple(rule for rule in holding if rule.when) or holding
        reached = holding[0].leads_to if holding else ""
        return next((each for each in ladder if each.slug == reached), None), reasons

    def _beside(self, level: Level, step: int) -> Level | None:
        there = self.levels.index(level) + step
        return self.levels[there] if 0 <= there < len(self.levels) else None
