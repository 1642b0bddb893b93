"""The rules about levels as a style sheet, so that the browser alone follows them.

What was chosen on the page decides what it shows: nothing has to be sent, and no script is needed.
A browser too old for `:has()` reads the same from attributes, which the page's script writes.

Rules stand from the least to the most serious, and each hides what milder ones have shown.
"""

from collections.abc import Iterator

from directory.domain.levels import Part, Rule
from directory.domain.questionnaire import Questionnaire


def written(asked: Questionnaire) -> str:
    stops = {step.slug for step in asked.steps if step.stops}
    lines = ["[data-outcome],[data-reason],[data-with]{display:none}"]
    for part in Part:
        for rule in reversed(asked.rules_of(part)):
            lines += (_when(rule) + said for said in _follows(rule, part))
            lines += (_when(rule) + said for said in _stopped(rule) if rule.leads_to in stops)
    return "\n".join(lines)


def _when(rule: Rule) -> str:
    """Counts for nothing itself, so that what stands later wins."""
    conditions = (
        ":is(" + ",".join(_chosen(question, answer) for answer in sorted(any_of)) + ")"
        for question, any_of in rule.when.items()
    )
    return f":where(.levels{''.join(conditions)}) "


def _chosen(question: str, answer: str) -> str:
    return f':has(#{question}-{answer}:checked),[data-{question}="{answer}"]'


def _follows(rule: Rule, part: Part) -> Iterator[str]:
    yield f'[data-with][data-with="{part}"]{{display:block}}'
    yield f'[data-outcome][data-part="{part}"]{{display:none}}'
    yield f'[data-outcome][data-outcome="{rule.leads_to}"]{{display:block}}'
    if rule.when:
        yield f'[data-reason="always"][data-part="{part}"]{{display:none}}'
    yield f'[data-reason][data-reason="{rule.name}"]{{display:list-item}}'


def _stopped(rule: Rule) -> Iterator[str]:
    yield "[data-unless-danger][data-unless-danger]{display:none}"
    yield "[data-reason][data-reason]{display:none}"
    yield f'[data-reason][data-reason="{rule.name}"]{{display:list-item}}'
