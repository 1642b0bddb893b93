"""Columns in a folder: one file an array, mapped into memory so that processes share them."""

import json
from collections.abc import Iterator
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from directory.search.bits import Numbers
from directory.search.columns import Answers, Columns
from directory.search.text.errors import IndexDamagedError, damage_named
from directory.search.weeks import Weeks

SCHEMA = 7  # of the files; raise it with any change to Columns or to how sites are read into them
_ABOUT = "columns.json"
_NESTED: dict[str, type[Answers] | type[Weeks]] = {
    "yes": Answers,
    "undenied": Answers,
    "weeks": Weeks,
}
_PLAIN = ("layers", "spare", "trait_names", "unused", "region_names")
_TUPLES = ("layers", "trait_names", "unused")


def save(columns: Columns, folder: Path, vocabulary: str) -> None:
    """Write them into an empty folder. `vocabulary`: the digest of the headings they go by."""
    for name, array in _arrays(columns):
        # Written by numpy itself, a full disk would be told without its error number.
        content = BytesIO()
        np.save(content, array)
        (folder / f"{name}.npy").write_bytes(content.getbuffer())
    about = {name: getattr(columns, name) for name in _PLAIN}
    about |= {"schema": SCHEMA, "vocabulary": vocabulary}
    (folder / _ABOUT).write_text(json.dumps(about))


def load(folder: Path, vocabulary: str) -> Columns:
    """Map the columns. Raises IndexDamagedError where they cannot be used with this vocabulary."""
    with damage_named(f"{folder} cannot be read"):
        about = json.loads((folder / _ABOUT).read_text())
        _check(about, {"schema": SCHEMA, "vocabulary": vocabulary})
        plain = {name: about[name] for name in _PLAIN}
        plain |= {name: tuple(about[name]) for name in _TUPLES}
        values: dict[str, Any] = {
            field.name: _value(folder, field.name)
            for field in fields(Columns)
            if field.name not in _PLAIN
        }
        return Columns(**plain, **values)


def size(folder: Path) -> int:
    """Bytes of all their files."""
    return sum(path.stat().st_size for path in folder.iterdir())


def warm(columns: Columns) -> None:
    """Bring every page of the files into memory, so that no search waits for the disk."""
    for _, array in _arrays(columns):
        np.ascontiguousarray(array).view(np.uint8).max(initial=0)


def _check(about: dict[str, Any], wanted: dict[str, Any]) -> None:
    for name, value in wanted.items():
        if about.get(name) != value:
            raise IndexDamagedError(f"The index was built for another {name}.")


def _value(folder: Path, name: str) -> object:
    made = _NESTED.get(name)
    if made is None:
        return _array(folder, name)
    return made(**{field.name: _array(folder, f"{name}-{field.name}") for field in fields(made)})


def _array(folder: Path, name: str) -> Numbers:
    # As a plain array: numpy's class for mapped ones makes every small step slower.
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))


def _arrays(columns: Columns) -> Iterator[tuple[str, Numbers]]:
    for field in fields(columns):
        value = getattr(columns, field.name)
        if field.name in _NESTED:
            for inner in fields(value):
                yield f"{field.name}-{inner.name}", getattr(value, inner.name)
        elif field.name not in _PLAIN:
            yield field.name, value
