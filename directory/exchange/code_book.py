"""SAMHSA's codes, as each file explains them on a sheet of its own.

A facility's codes stand in groups parted by asterisks, one group a category, without the
categories' names. The groups keep the order of the reference sheet, which tells apart a code
that stands in several categories.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Self

GROUPS_END = "*"
UNKNOWN = "?"  # the category of a code that the reference sheet does not explain


class CodeBook:
    def __init__(self, explained: Iterable[tuple[str, str]]) -> None:
        """Take (category, code) pairs in the order of the reference sheet."""
        self.categories: dict[str, set[str]] = {}
        for category, code in explained:
            self.categories.setdefault(category, set()).add(code)
        self._names = list(self.categories)
        # The same group stands in thousands of rows.
        self._group = lru_cache(1 << 16)(self._read_group)

    @classmethod
    def of(cls, *explained: str) -> Self:
        """Make a book from CATEGORY:CODE, in the order of the sheet."""
        pairs = (code.partition(":") for code in explained)
        return cls((category, code) for category, _, code in pairs)

    def __contains__(self, code: str) -> bool:
        category, _, name = code.partition(":")
        return name in self.categories.get(category, ())

    def read(self, text: str) -> list[str]:
        """Return a row's codes as CATEGORY:CODE, unknown ones as ?:CODE, in their order."""
        codes: list[str] = []
        at = 0
        for group in text.split(GROUPS_END):
            at, named = self._group(group, at)
            codes += named
        return codes

    def _read_group(self, group: str, at: int) -> tuple[int, tuple[str, ...]]:
        """Name a group's codes; `at` is the first place that its category may have."""
        codes = group.split()
        place = self._place(codes, at)
        category = self._names[place] if place is not None else UNKNOWN
        named = tuple(self._named(code, category) for code in codes)
        return (at if place is None else place + 1), named

    def _place(self, codes: list[str], at: int) -> int | None:
        """The category that knows most of the codes; of equals the first at or after `at`.

        Taking the earliest possible leaves the most room for the groups that follow.
        """
        known = [sum(code in self.categories[name] for code in codes) for name in self._names]
        if not any(known):
            return None
        return max(range(len(known)), key=lambda place: (known[place], place >= at, -place))

    def _named(self, code: str, category: str) -> str:
        """The code in its group's category, else in the only one that has it."""
        if code in self.categories.get(category, ()):
            return f"{category}:{code}"
        homes = [name for name, codes in self.categories.items() if code in codes]
        return f"{homes[0] if len(homes) == 1 else UNKNOWN}:{code}"
