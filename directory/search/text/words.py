"""Where words begin and end, and which of them count as the same word.

One rule for everything that is indexed, asked and highlighted. Whoosh's filters do the analysis,
once for every distinct word.
"""

import re
import unicodedata
from functools import lru_cache

from whoosh import analysis
from whoosh.support.charset import accent_map

LONGEST = 64  # characters that count of one word

_WORD = re.compile(r"[^\W_]+")
_ENGLISH = frozenset(analysis.STOP_WORDS)
_SPANISH = frozenset(("al", "con", "de", "del", "el", "en", "la", "las", "los", "para", "por"))
_SINGLE = frozenset("abcdefghijklmnopqrstuvwxyz")  # what is left of "mother's" and "don't"
STOP_WORDS = _ENGLISH | _SPANISH | _SINGLE | {"que", "su", "un", "una"}

FOLDED = (
    analysis.RegexTokenizer(_WORD) | analysis.LowercaseFilter() | analysis.CharsetFilter(accent_map)
)
STEMMED = FOLDED | analysis.StopFilter(STOP_WORDS, minsize=1) | analysis.StemFilter(cachesize=None)


def split(text: str) -> list[str]:
    """Return the words of a text in lower case, not yet folded or stemmed."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _WORD.findall(text.lower())


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return what the word is indexed as; empty for a stop word."""
    return next((str(token.text) for token in STEMMED(word[:LONGEST])), "")


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return the word without its accents, neither stopped nor stemmed."""
    return next((str(token.text) for token in FOLDED(word[:LONGEST])), "")
