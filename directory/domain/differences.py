"""What differs between two documents of one listing, and what becomes of it when a third came."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.domain import documents
from directory.domain.documents import Document

ADDRESS = "address"  # the part that its keys make
ADDRESS_KEYS = (*documents.ADDRESS_TEXTS, "confidential")


@dataclass(frozen=True, slots=True)
class Difference:
    """`was` or `became` is None where nothing is said."""

    key: str
    was: object
    became: object


@dataclass(frozen=True, slots=True)
class Since:
    """What somebody proposes, beside what others changed while they did.

    `clashing`: keys that both changed, and not to the same.
    """

    mine: tuple[Difference, ...]  # from how it is now
    theirs: tuple[Difference, ...]  # from how it was to how it is now
    clashing: frozenset[str]


def between(base: Document, proposal: Document) -> tuple[Difference, ...]:
    """In the order of the base, then of what is new."""
    return tuple(
        Difference(key, base.get(key), proposal.get(key))
        for key in {**base, **proposal}
        if base.get(key) != proposal.get(key)
    )


def applied(document: Document, differences: Iterable[Difference]) -> Document:
    changed = {**document, **{each.key: each.became for each in differences}}
    return {key: value for key, value in changed.items() if value is not None}


def since(base: Document, proposal: Document, current: Document) -> Since:
    wanted, theirs = between(base, proposal), between(base, current)
    moved = {each.key: each.became for each in theirs}
    return Since(
        mine=between(current, applied(current, wanted)),
        theirs=theirs,
        clashing=frozenset(
            each.key for each in wanted if each.key in moved and moved[each.key] != each.became
        ),
    )


def parts(differences: Iterable[Difference]) -> dict[str, tuple[Difference, ...]]:
    """What can be accepted by itself.

    A program that comes or goes is a whole, by its number. So is an address: without the wish to
    keep it private, a street would become public.
    """
    told = list(differences)
    whole = {documents.subject(each.key).program for each in told if _is_end(each)}
    found: dict[str, tuple[Difference, ...]] = {}
    for each in told:
        program = documents.subject(each.key).program
        name = program if program in whole else each.key
        name = ADDRESS if each.key in ADDRESS_KEYS else name
        found[name] = (*found.get(name, ()), each)
    return found


def noted(differences: Iterable[Difference]) -> dict[str, list[object]]:
    """By key what was and what became, to be remembered.

    A street that becomes private is not, though it was public until then.
    """
    told = list(differences)
    hides = any(each.key == "confidential" and each.became for each in told)
    hidden = documents.HIDDEN if hides else ()
    return {each.key: [each.was, each.became] for each in told if each.key not in hidden}


def backwards(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """What takes them back."""
    return tuple(Difference(each.key, each.became, each.was) for each in differences)


def _is_end(difference: Difference) -> bool:
    """Whether a program begins or ends with it: each has a level of care."""
    about = documents.subject(difference.key)
    return (
        bool(about.program) and about.name == "care" and None in (difference.was, difference.became)
    )
