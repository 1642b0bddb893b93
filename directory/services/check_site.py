"""Checks what the site is called, and how it is reached by telephone and on the web."""

from collections.abc import Iterator

from directory.domain import documents, hours, names
from directory.domain.findings import Finding, Problem
from directory.domain.lengths import LETTERS
from directory.exchange import phones, websites
from directory.exchange.websites import Fault
from directory.services.checked_part import Part

# What people type to get past a field, or to try a form.
FILLERS = frozenset(
    {"test", "testing", "prueba", "asdf", "n a", "na", "none", "ninguno", "xxx", "abc", "tbd"}
)
LONGEST_SHORT_FORM = 10  # letters; YMCA and NARCONON may stand in capitals
WEBSITE_FAULTS = {
    Fault.MAIL: Problem.WEBSITE_IS_MAIL,
    Fault.UNREADABLE: Problem.UNREADABLE_WEBSITE,
    Fault.PRIVATE: Problem.PRIVATE_WEBSITE,
}


def check_site(part: Part) -> Iterator[Finding]:
    yield from _name(part)
    yield from _description(part)
    yield from _phones(part)
    yield from _benefits_phone(part)
    yield from _website(part)
    yield from _office_hours(part)


def _name(part: Part) -> Iterator[Finding]:
    name = part.text("name")
    if not name:
        yield part.found("name", Problem.NO_NAME)
    elif not any(letter.isalpha() for letter in name):
        yield part.found("name", Problem.NAME_WITHOUT_LETTERS)
    elif "@" in name or "://" in name or name.casefold().startswith("www."):
        yield part.found("name", Problem.NAME_IS_ADDRESS)
    elif " ".join(names.words(name)) in FILLERS:
        yield part.found("name", Problem.PLACEHOLDER, typed=name)
    elif _is_shouted(name):
        yield part.found("name", Problem.SHOUTING)


def _description(part: Part) -> Iterator[Finding]:
    said, name = names.words(part.text("description")), names.words(part.text("name"))
    if said and said == name:
        yield part.found("description", Problem.DESCRIPTION_IS_NAME)
    elif " ".join(said) in FILLERS:
        yield part.found("description", Problem.PLACEHOLDER, typed=part.text("description"))
    elif _is_shouted(part.text("description")):
        yield part.found("description", Problem.SHOUTING)


def _is_shouted(text: str) -> bool:
    """Many scripts know no capitals, and are never shouted."""
    return text.isupper() and sum(map(str.isalpha, text)) > LONGEST_SHORT_FORM


def _phones(part: Part) -> Iterator[Finding]:
    lines = [f"{documents.PHONE}/{line}" for line in documents.LINES]
    if not any(part.has(line) for line in lines):
        yield part.found(lines[0], Problem.NO_PHONE)
    for line in lines:
        for number in part.entries(line):
            yield from _phone(part, line, number)


def _benefits_phone(part: Part) -> Iterator[Finding]:
    number = part.text("benefits_phone")
    if number:
        yield from _phone(part, "benefits_phone", number)


def _phone(part: Part, name: str, number: object) -> Iterator[Finding]:
    if not isinstance(number, str):
        yield part.found(name, Problem.WRONG_SHAPE)
    elif len(number) > LETTERS["phone"] or not phones.dialable(number).startswith("+"):
        shown = number[: LETTERS["phone"]]
        yield part.found(name, Problem.UNREADABLE_PHONE, typed=shown)
    elif not phones.is_assigned(number):
        yield part.found(name, Problem.UNUSUAL_PHONE, typed=number)


def _website(part: Part) -> Iterator[Finding]:
    fault = websites.fault(part.text("website")) if part.has("website") else None
    if fault:
        yield part.found("website", WEBSITE_FAULTS[fault])


def _office_hours(part: Part) -> Iterator[Finding]:
    try:
        spans = hours.read(part.text("office_hours")[: LETTERS["office_hours"]])
        is_wrong = any(span.end <= span.start for span in spans)
    except (ValueError, IndexError):
        is_wrong = True
    if is_wrong:
        yield part.found("office_hours", Problem.UNREADABLE_HOURS)
