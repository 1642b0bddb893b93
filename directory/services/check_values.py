"""Checks each value by itself: is there such a field, is it of the right kind and size."""

from collections.abc import Iterator

from directory.domain import documents
from directory.domain.facts import Answer
from directory.domain.findings import Finding, Problem
from directory.domain.lengths import ENTRIES, LETTERS
from directory.domain.vocabulary import Facet, Vocabulary
from directory.exchange.insurers import KINDS
from directory.services.checked_part import Part

NUMBERS = {"hours_a_week": 112, "days_a_week": 7, "weeks": 520, "wait_days": 730}  # at most
SITE_TEXTS = frozenset({*documents.SITE_TEXTS, *documents.ADDRESS_TEXTS, "office_hours"})
PROGRAM_TEXTS = frozenset({*documents.PROGRAM_VALUES, "openings"} - NUMBERS.keys())
SITE_LISTS = {f"{documents.PHONE}/{line}": "phones" for line in documents.LINES}
PROGRAM_LISTS = {"sessions": "sessions", "states": "states"}
OPENINGS = frozenset({"yes", "no", "waitlist"})
FACETS = frozenset(facet.value for facet in Facet)
ANSWERS = frozenset({Answer.YES.value, Answer.NO.value})
NETWORKS = frozenset(documents.NETWORKS.values())
PLAN_KINDS = frozenset({"", *KINDS.values()})


def check_values(part: Part, vocabulary: Vocabulary) -> Iterator[Finding]:
    for name in part.fields:
        if part.has(name):
            yield from _of_field(part, name, vocabulary)
    yield from _insurers(part)


def _of_field(part: Part, name: str, vocabulary: Vocabulary) -> Iterator[Finding]:
    kind = name.partition("/")[0]
    if kind == documents.SAYS:
        yield from _answer(part, name, vocabulary)
    elif kind == documents.PLAN and not part.program:
        yield from _plan(part, name, vocabulary)
    elif name in (SITE_LISTS, PROGRAM_LISTS)[bool(part.program)]:
        yield from _list(part, name)
    elif name in (SITE_TEXTS, PROGRAM_TEXTS)[bool(part.program)]:
        yield from _text(part, name)
    else:
        yield from _other(part, name)


def _other(part: Part, name: str) -> Iterator[Finding]:
    if part.program and name in NUMBERS:
        yield from _number(part, name)
    elif part.program or name != "confidential":
        yield part.found(name, Problem.UNKNOWN_FIELD)
    elif part.fields[name] is not True:
        yield part.found(name, Problem.WRONG_SHAPE)


def _text(part: Part, name: str) -> Iterator[Finding]:
    value, most = part.fields[name], LETTERS[name]
    if not isinstance(value, str):
        yield part.found(name, Problem.WRONG_SHAPE)
    elif len(value) > most:
        yield part.found(name, Problem.TOO_LONG, typed=len(value), most=most)
    elif name == "openings" and value not in OPENINGS:
        yield part.found(name, Problem.UNKNOWN_CHOICE)


def _number(part: Part, name: str) -> Iterator[Finding]:
    value, most = part.fields[name], NUMBERS[name]
    waits = name == "wait_days"  # no wait at all is an answer, a program of no hours is none
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        yield part.found(name, Problem.NOT_A_NUMBER)
    elif value < 0 or (value == 0 and not waits):
        yield part.found(name, Problem.TOO_SMALL)
    elif value > most:
        yield part.found(name, Problem.TOO_LARGE, most=most)
    elif waits and value != int(value):
        yield part.found(name, Problem.NOT_WHOLE)


def _list(part: Part, name: str) -> Iterator[Finding]:
    value = part.fields[name]
    most = ENTRIES[{**SITE_LISTS, **PROGRAM_LISTS}[name]]
    if not isinstance(value, list):
        yield part.found(name, Problem.WRONG_SHAPE)
    elif len(value) > most:
        yield part.found(name, Problem.TOO_MANY, entered=len(value), most=most)


def _answer(part: Part, name: str, vocabulary: Vocabulary) -> Iterator[Finding]:
    _, _, term = name.partition("/")
    facet, _, slug = term.partition("/")
    if facet not in FACETS or not vocabulary.get(Facet(facet), slug):
        yield part.found(name, Problem.UNKNOWN_TERM, term=slug)
    elif not _is_one_of(part.fields[name], ANSWERS):
        yield part.found(name, Problem.UNKNOWN_CHOICE)


def _plan(part: Part, name: str, vocabulary: Vocabulary) -> Iterator[Finding]:
    _, _, plan = name.partition("/")
    insurer, _, kind = plan.partition("/")
    term = vocabulary.get(Facet.INSURANCE, insurer)
    if term is None:
        yield part.found(name, Problem.UNKNOWN_INSURER, insurer=insurer)
    elif kind not in PLAN_KINDS | {term.label}:  # a program with one plan is of its own kind
        yield part.found(name, Problem.UNKNOWN_PLAN_KIND, kind=kind)
    elif not _is_one_of(part.fields[name], NETWORKS):
        yield part.found(name, Problem.UNKNOWN_CHOICE)


def _insurers(part: Part) -> Iterator[Finding]:
    plans = [name for name in part.fields if name.startswith(f"{documents.PLAN}/")]
    entered, most = len({name.split("/")[1] for name in plans}), ENTRIES["insurers"]
    if entered > most:
        yield part.found(documents.PLAN, Problem.TOO_MANY, entered=entered, most=most)


def _is_one_of(value: object, known: frozenset[str]) -> bool:
    return isinstance(value, str) and value in known
