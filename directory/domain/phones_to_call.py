"""Which telephone to call first."""

from collections.abc import Iterable

from directory.domain.listings import Phone

FIRST = ("intake", "main", "hotline")  # kinds; others come after them


def in_order(phones: Iterable[Phone]) -> list[Phone]:
    """Who answers new people comes first."""
    return sorted(phones, key=_place)


def _place(phone: Phone) -> int:
    return FIRST.index(phone.kind) if phone.kind in FIRST else len(FIRST)
