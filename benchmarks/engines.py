"""Engines by name, each on the index that stands in a folder or is yet to be built there."""

from collections.abc import Callable
from pathlib import Path

from benchmarks.collection import Collection
from benchmarks.fts5 import Fts5
from benchmarks.fts5_tuned import TunedFts5
from benchmarks.ours import Ours
from benchmarks.peers import Engine, Peer
from benchmarks.rust import Tantivy
from benchmarks.stock import Whoosh
from directory.search.headings import Headings

_OTHERS: dict[str, tuple[Callable[[Path, Headings], Peer], str]] = {
    "tantivy": (Tantivy, "tantivy"),
    "fts5-tuned": (TunedFts5, "fts5.db"),
    "fts5": (Fts5, "fts5.db"),
    "whoosh": (Whoosh, "whoosh"),
}
OTHERS = tuple(_OTHERS)
FUZZY = {"ours", "tantivy"}  # those that find what is meant by a misspelt word


def other(name: str, folder: Path, collection: Collection) -> Peer:
    made, place = _OTHERS[name]
    return made(folder / place, collection.headings)


def opened(name: str, folder: Path, collection: Collection) -> Engine:
    if name in _OTHERS:
        return other(name, folder, collection)
    return Ours(collection, folder / "ours")
