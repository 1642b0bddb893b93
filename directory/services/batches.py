"""Many of a kind, so many at a time that neither the memory nor the waiting grows."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

AT_ONCE = 500
One = TypeVar("One")


def of(many: Iterable[One]) -> Iterator[list[One]]:
    waiting = iter(many)
    while batch := list(islice(waiting, AT_ONCE)):
        yield batch
