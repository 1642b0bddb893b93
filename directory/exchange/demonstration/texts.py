"""The files of data/demo, where people edit what demonstration listings say."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from directory.domain.editing import DataError
from directory.domain.vocabulary import Facet, Selection, Vocabulary

FOLDER = Path(__file__).parents[3] / "data" / "demo"


class DemonstrationError(DataError):
    """A file of data/demo that cannot be used; the message says where and why."""


@cache
def read(name: str) -> dict[str, Any]:
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def listed(value: str | list[str]) -> tuple[str, ...]:
    """Lists of plain words are written as one text, to spare a thousand quotation marks."""
    return tuple(value.split() if isinstance(value, str) else value)


def selection(vocabulary: Vocabulary, facet: str, slug: str) -> Selection:
    term = vocabulary.get(Facet(facet), slug)
    if term is None:
        raise DemonstrationError(f"data/demo names {facet}/{slug}, which the vocabulary lacks.")
    return term.selection
