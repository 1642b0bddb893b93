"""A sentence as words that can be compared, each remembering where it stood."""

import re
import unicodedata
from dataclasses import dataclass

# A.A. and D.C. are one word; can't is one word; 12step and 22yo are two.
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_WORD = re.compile(
    rf"(?:{_LETTER}\.){{2,}}(?:{_LETTER}(?!{_LETTER}))?"
    rf"|(?:{_LETTER})+(?:['\u2018\u2019\u02bc](?:{_LETTER})+)*"
    r"|\d+|&|\+"
)
_BREAK = re.compile(r"[,.;:!?()\n]")
_SHORTENED = {"st", "ste", "mt", "ft", "dr", "mr", "mrs", "ms", "jr", "sr", "ave", "vs"}  # St. Paul
_UNWRITTEN = str.maketrans("", "", ".'\u2018\u2019\u02bc")
_SIGNS = {"&": "and"}


@dataclass(frozen=True, slots=True)
class Token:
    """`word` is folded for comparing. `apart`: punctuation stands before it; `glued`: nothing."""

    word: str
    written: str
    start: int
    end: int
    apart: bool
    glued: bool
    shortened: bool = False  # a full stop stands behind it, as in St.

    @property
    def capital(self) -> bool:
        return self.written[0].isupper()

    @property
    def shouted(self) -> bool:
        return self.written.isupper()


def tokens(sentence: str) -> list[Token]:
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(sentence):
        gap = sentence[end : match.start()]
        if found and found[-1].shortened:
            gap = gap.removeprefix(".")
        start, end = match.span()
        written = match.group()
        apart = _BREAK.search(gap) is not None
        word = fold(written)
        shortened = word in _SHORTENED and sentence[end : end + 1] == "."
        glued = not gap and start > 0
        found.append(Token(word, written, start, end, apart, glued, shortened))
    return found


def words(text: str) -> list[str]:
    return [fold(written) for written in _WORD.findall(text)]


def fold(written: str) -> str:
    """Return a word without case, accents, apostrophes and dots."""
    if not written.isascii():
        apart = unicodedata.normalize("NFKD", written)
        written = "".join(letter for letter in apart if not unicodedata.combining(letter))
    word = written.casefold().translate(_UNWRITTEN)
    return _SIGNS.get(word, word)
