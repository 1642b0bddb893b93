"""A site's words for PostgreSQL: where each stands, and how often in which field.

Words begin, end and are stemmed as in the embedded index, so that both find and rank the same.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from whoosh.util.numeric import length_to_byte

from directory.search.text import documents, inversion, schema, synonyms, words
from directory.search.text.documents import Document

FIELDS = schema.FIELDS
WEIGHTS = {"name": "A", "programs": "B", "terms": "B", "city": "C", "description": "D"}
PHRASED = tuple(field for field in FIELDS if field != schema.ENTRIES)
LAST = 16_383  # place that PostgreSQL tells from others
APART = 2  # places between two that do not follow one another
_ORDER = sorted(range(len(FIELDS)), key=lambda field: FIELDS[field] == "description")  # it is long

Tokens = list[str | None]  # None: a place that no word has


@dataclass(frozen=True, slots=True)
class SiteWords:
    """`often`: for each hash, how often its word stands in each field, at most 255 times."""

    vector: str
    hashes: list[int]
    often: bytes
    lengths: tuple[int, ...]
    spelled: list[str]


def of(document: Document, common: Mapping[int, int]) -> SiteWords:
    """`common`: how many sites hold a word, as far as is known: those of most sites come first.

    It is looked for from the beginning, and of many sites only where many hold it.
    """
    fields = [_tokens(field, texts) for field, texts in documents.strings(document)]
    often: dict[int, bytearray] = defaultdict(lambda: bytearray(len(FIELDS)))
    for field, tokens in enumerate(fields):
        for token, count in Counter(filter(None, tokens)).items():
            held = often[hashed(token)]
            held[field] = min(held[field] + count, 255)
    hashes = sorted(often, key=lambda each: (-common[each], each))
    return SiteWords(
        vector=_vector(fields),
        hashes=hashes,
        often=b"".join(often[each] for each in hashes),
        lengths=tuple(map(len, fields)),
        spelled=sorted(
            {each for text in (*document.name, *document.city) for each in _spelled(text)}
        ),
    )


@lru_cache(maxsize=200_000)
def hashed(word: str) -> int:
    """A number for a word, as PostgreSQL's integers have it. That two words share one is rare."""
    return int.from_bytes(zlib.crc32(word.encode()).to_bytes(4, "big"), "big", signed=True)


@lru_cache(maxsize=200_000)
def lexeme(word: str) -> str:
    """As PostgreSQL is told a word; of a term's names, which are long, the number."""
    return (
        f"'~{hashed(word) & 0xFFFFFFFF:08x}'" if synonyms.is_entry(word.encode()) else f"'{word}'"
    )


@lru_cache(maxsize=4096)
def length_byte(length: int) -> int:
    """A field's length as the embedded index keeps it."""
    return int(length_to_byte(length))


def _tokens(field: str, texts: Iterable[str]) -> Tokens:
    if field == schema.ENTRIES:
        return list(texts)
    tokens: Tokens = []
    for text in texts:
        if tokens:
            tokens.append(None)
        tokens += map(words.stem, words.split(text))
    return [token for token in tokens[: inversion.LONGEST] if token != ""]


def _vector(fields: list[Tokens]) -> str:
    """Field after field, with room between them, so that no phrase reaches from one to the next."""
    places: dict[str, list[str]] = defaultdict(list)
    place = 1
    for number in _ORDER:
        field = FIELDS[number]
        step = APART if field == schema.ENTRIES else 1
        for token in fields[number]:
            if token and place <= LAST:
                places[token].append(f"{place}{WEIGHTS[field]}")
            place += step
        place += APART
    return " ".join(f"{lexeme(word)}:{','.join(at)}" for word, at in places.items())


def _spelled(text: str) -> Iterator[str]:
    return filter(None, map(words.fold, words.split(text)))
