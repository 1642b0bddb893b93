"""From what a person typed to a query. Nothing they can type is an error.

Field names, wildcards and operators stay off: a visitor who types "detox:" is asking, not querying.
Only double quotes mean something, and only in pairs.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache

from directory.search.text import words
from directory.search.text.queries import AllOf, AnyOf, Phrase, Query, Start, Word

LONGEST = 1_000  # characters of the text that count
MOST = 32  # words and phrases that count

_QUOTES = str.maketrans("“”„‟«»", '""""""')


class Style(Enum):
    ALL = auto()  # of the words
    ANY = auto()
    STARTING = auto()  # all, the last of which may be the start of a word of the name


@lru_cache(maxsize=4096)
def parse(text: str, style: Style = Style.ALL) -> Query | None:
    """Return the query, or None when the text holds nothing to search for."""
    parts = list(dict.fromkeys(_parts(text[:LONGEST].translate(_QUOTES))))[:MOST]
    if style is Style.STARTING and parts and _unfinished(text):
        parts = parts[:-1] + _starting(text, parts[-1])
    if len(parts) < 2:
        return parts[0] if parts else None
    return AnyOf(tuple(parts)) if style is Style.ANY else AllOf(tuple(parts))


def _parts(text: str) -> Iterator[Query]:
    pieces = text.split('"')
    closed = len(pieces) - 1 - (len(pieces) % 2 == 0)
    for number, piece in enumerate(pieces):
        stems = tuple(filter(None, map(words.stem, words.split(piece))))
        if number % 2 and number < closed and len(stems) > 1:
            yield Phrase(stems)
        else:
            yield from map(Word, stems)


def _unfinished(text: str) -> bool:
    return re.search(r"[^\W_]$", text[:LONGEST]) is not None


def _starting(text: str, last: Query) -> list[Query]:
    """The last word as it may go on, or as it stands."""
    start = Start(words.fold(words.split(text[:LONGEST])[-1]))
    return [AnyOf((last, start))] if isinstance(last, Word) else [last]
