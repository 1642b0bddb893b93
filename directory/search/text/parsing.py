"""From what a person typed to a query. Nothing they can type is an error.

Field names, wildcards and operators stay off: a visitor who types "detox:" is asking, not querying.
Only double quotes mean something, and only in pairs.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache
from itertools import chain

from directory.search.text import words
from directory.search.text.queries import AllOf, AnyOf, Phrase, Query, Start, Word

LONGEST = 1_000  # characters of the text that count
MOST = 32  # words and phrases that count

_LAST = re.compile(r"[^\W_]+$")
_QUOTES = str.maketrans("“”„‟«»", '""""""')


class Style(Enum):
    ALL = auto()  # of the words
    ANY = auto()
    STARTING = auto()  # all, the last of which may be the start of a word of the name


@lru_cache(maxsize=4096)
def parse(text: str, style: Style = Style.ALL) -> Query | None:
    """Return the query, or None when the text holds nothing to search for."""
    text = text[:LONGEST].translate(_QUOTES)
    last = _LAST.search(text) if style is Style.STARTING else None
    wanted = _parts(text[: last.start()] if last else text)
    parts = list(dict.fromkeys(chain(wanted, _beginning(last.group()) if last else ())))[:MOST]
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


def _beginning(word: str) -> Iterator[Query]:
    """A word as it stands, or as it may go on."""
    for written in words.split(word)[-1:]:
        start, stem = Start(words.fold(written)), words.stem(written)
        yield AnyOf((Word(stem), start)) if stem else start
