"""Tells whoever edits a listing what is wrong with it, before anything is sent in."""

from collections.abc import Iterable, Iterator

from directory.domain.documents import Document
from directory.domain.findings import Finding
from directory.domain.vocabulary import Vocabulary
from directory.services.check_address import check_address
from directory.services.check_programs import check_programs
from directory.services.check_sessions import check_sessions
from directory.services.check_site import check_site
from directory.services.check_values import check_values
from directory.services.checked_part import Whole
from directory.storage.gazetteer import Gazetteer


def check(document: Document, gazetteer: Gazetteer, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """Everything that is wrong, each once, in the order in which the form asks.

    It takes any JSON object, and raises nothing: what is no document is full of findings.
    """
    whole = Whole.of(document, gazetteer)
    return tuple(_once(_findings(whole, vocabulary)))


def _findings(whole: Whole, vocabulary: Vocabulary) -> Iterator[Finding]:
    yield from check_site(whole.site)
    yield from check_address(whole)
    yield from check_values(whole.site, vocabulary)
    yield from check_programs(whole, vocabulary)
    for program in whole.programs:
        yield from check_values(program, vocabulary)
        yield from check_sessions(program)


def _once(findings: Iterator[Finding]) -> Iterable[Finding]:
    """Two checks may see one fault, and a list may hold it twice; it is said once."""
    return {(each.key, each.problem, repr(each.values)): each for each in findings}.values()
