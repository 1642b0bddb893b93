"""Shows where a passage holds what was asked: pieces of plain text, some of them matches."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from directory.search.text import parsing, queries, words
from directory.search.text.queries import Near, Phrase, Query, Start, Word

# A letter and the accents that may stand after it on their own.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")


class Segment(NamedTuple):
    text: str
    is_match: bool


def segments(passage: str, query: Query | None) -> list[Segment]:
    """Cut the passage where matching words begin and end; together the pieces are the passage."""
    return list(_cut(passage, _Wanted(query))) if query else [Segment(passage, is_match=False)]


def marked(text: str, passages: Iterable[str]) -> list[str]:
    """Return the passages as safe HTML with the words of a text marked."""
    query = parsing.parse(text)
    if query is None:
        return [html.escape(passage) for passage in passages]
    wanted = _Wanted(query)
    return ["".join(map(_marked, _cut(passage, wanted))) for passage in passages]


def _marked(segment: Segment) -> str:
    written = html.escape(segment.text)
    return f"<mark>{written}</mark>" if segment.is_match else written


class _Wanted:
    """The words that a query looks for, phrases word by word."""

    def __init__(self, query: Query) -> None:
        self._stems: set[str] = set()
        self._starts: tuple[str, ...] = ()
        self._known: dict[str, bool] = {}  # passages of one page say the same again and again
        for leaf in queries.leaves(query):
            match leaf:
                case Word(text) | Near(text):
                    self._stems.add(text)
                case Phrase(texts):
                    self._stems.update(texts)
                case Start(text):
                    self._starts += (text,)

    def has(self, written: str) -> bool:
        known = self._known.get(written)
        if known is None:
            known = self._known[written] = self._looked_up(written)
        return known

    def _looked_up(self, written: str) -> bool:
        return any(
            words.stem(word) in self._stems or words.fold(word).startswith(self._starts)
            for word in words.split(written)
        )


def _cut(passage: str, wanted: _Wanted) -> Iterator[Segment]:
    end = 0
    for found in _WORD.finditer(passage):
        if wanted.has(found.group()):
            if found.start() > end:
                yield Segment(passage[end : found.start()], is_match=False)
            yield Segment(found.group(), is_match=True)
            end = found.end()
    if end < len(passage) or not passage:
        yield Segment(passage[end:], is_match=False)
