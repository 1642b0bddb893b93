"""What would make the questions about levels mislead a person: found before the site starts."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from directory.domain.levels import Answers, Condition, Part, Question
from directory.domain.questionnaire import Questionnaire
from directory.domain.vocabulary import Selection


def of(read: Questionnaire, known: frozenset[Selection]) -> list[str]:
    """All that is wrong, each as a sentence; `known` is what a search can ask for."""
    entries = [*_unclear(read), *_unknown_conditions(read), *_unknown_searches(read, known)]
    return entries or [*_misleading(read, Part.SAFETY), *_misleading(read, Part.LEVEL)]


def _unclear(read: Questionnaire) -> Iterator[str]:
    yield from _repeated("question", (each.slug for each in read.questions))
    outcomes = [slug for part in Part for slug in read.order(part)]
    yield from _repeated("step or level", outcomes)
    yield from _repeated("rule that waits for", (rule.name for rule in read.rules))
    for question in read.questions:
        yield from _repeated(f"answer of “{question.slug}”", question.offered)
        if len(question.choices) < 2:
            yield f"“{question.slug}” needs two answers or more."


def _repeated(kind: str, slugs: Iterable[str]) -> Iterator[str]:
    for slug, count in Counter(slugs).items():
        if count > 1:
            yield f"The {kind} “{slug}” stands there twice."


def _unknown_conditions(read: Questionnaire) -> Iterator[str]:
    outcomes = {slug: part for part in Part for slug in read.order(part)}
    for rule in read.rules:
        part = outcomes.get(rule.leads_to)
        if part is None:
            yield f"A rule leads to “{rule.leads_to}”, which is neither a step nor a level."
        else:
            yield from _unasked(rule.when, read.questions_of(part), rule.leads_to)
    for wish in read.wishes:
        yield from _unasked(wish.after, read.questions, wish.search.slug)


def _unasked(when: Condition, asked: Iterable[Question], of_what: str) -> Iterator[str]:
    offered = {question.slug: question.offered for question in asked}
    for question, chosen in when.items():
        for answer in sorted(chosen - set(offered.get(question, ()))):
            yield f"“{of_what}” waits for {question} = “{answer}”, which its part does not ask."


def _unknown_searches(read: Questionnaire, known: frozenset[Selection]) -> Iterator[str]:
    steps = [step.search for step in read.steps if step.search]
    searched = [*steps, *(level.care for level in read.levels), *(w.search for w in read.wishes)]
    for facet, slug in searched:
        if (facet, slug) not in known:
            yield f"Nobody can search for {facet}={slug}."
    for step in read.steps:
        if step.stops and step.search:
            yield f"“{step.slug}” is an emergency and must not lead to a list."


def _misleading(read: Questionnaire, part: Part) -> Iterator[str]:
    """Try all answers of a part; no rule of one part asks about the other."""
    questions = read.questions_of(part)
    rules = read.rules_of(part)
    order = read.order(part)

    def place(answers: Answers) -> int:
        """How far down the ladder; past its end where no rule holds."""
        return next((order.index(r.leads_to) for r in rules if r.holds(answers)), len(order))

    places = {chosen: place(_named(questions, chosen)) for chosen in _combinations(questions)}
    for chosen, found in places.items():
        if found == len(order) and part is Part.LEVEL:
            yield f"No level follows from {_named(questions, chosen)}."
        for milder in _milder(questions, chosen):
            if places[milder] < found:
                yield f"Less follows from {_named(questions, chosen)} than from milder answers."


def _combinations(questions: list[Question]) -> Iterator[tuple[int, ...]]:
    return itertools.product(*(range(len(question.choices)) for question in questions))


def _named(questions: list[Question], chosen: tuple[int, ...]) -> dict[str, str]:
    named = zip(questions, chosen, strict=True)
    return {question.slug: question.offered[number] for question, number in named}


def _milder(questions: list[Question], chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The same answers but one, which is the next less serious."""
    for place, question in enumerate(questions):
        if chosen[place] + 1 < len(question.choices):
            yield (*chosen[:place], chosen[place] + 1, *chosen[place + 1 :])
