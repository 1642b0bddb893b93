"""Where names, titles, quotations and web addresses stand in a text, as far as signs show it."""

import re
from collections.abc import Iterator
from itertools import pairwise

Span = tuple[int, int]
Run = list[re.Match[str]]  # capitalized words of one sentence, side by side

LONGEST_NAME = 6  # capitalized words
FAR = 40  # letters in which the word before stands
LONGEST_TITLE = 10  # words within quotation marks
SHOUTED = 0.8  # of a sentence's words: capitals that tell nothing
SENTENCE = re.compile(r"[^.!?\n;:•]+")
WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*['\u2019]?")
QUOTED = re.compile(r"“[^”\n]{1,120}”|\"[^\"\n]{1,120}\"|«[^»\n]{1,120}»")
ADDRESS = re.compile(r"(?<!\S)\S*(?:@|://|www\.|\w\.(?:com|org|net|edu|gov)\b)\S*", re.IGNORECASE)
WITHIN = re.compile(r"[\s&/-]*")  # what may part the words of one name
OPENING = " \t\"'“\u2018«(*-\u2013"
JOINING = frozenset({"of", "and", "the", "de", "del", "la", "las", "los", "y", "e"})
LEADING = frozenset({"at", "in", "with", "for", "from", "en", "con", "para", "desde"})
# What follows one of these is praised rather than named: the Best Center, our Premier Team.
PRAISING = frozenset(
    {"the", "a", "an", "our", "your", "is", "are", "as", "we", "el", "la", "los", "las", "un"}
    | {"una", "su", "nuestro", "nuestra", "nuestros", "nuestras", "es", "son", "somos"}
)


def names(text: str) -> Iterator[Span]:
    """All that may be a name, a title, a quotation or an address."""
    yield from _spans(ADDRESS.finditer(text))
    yield from _spans(QUOTED.finditer(text))
    for sentence in SENTENCE.finditer(text):
        for run in _runs(text, sentence):
            if not _is_first(run, sentence) or _has_pair(text, run):
                yield run[0].start(), run[-1].end()


def sure_names(text: str) -> Iterator[Span]:
    """Those that are hardly praise: titles within quotation marks, names in mid-sentence."""
    yield from _spans(ADDRESS.finditer(text))
    yield from _spans(quoted for quoted in QUOTED.finditer(text) if _is_title(quoted[0]))
    for sentence in SENTENCE.finditer(text):
        for run in _runs(text, sentence):
            before = max(sentence.start(), run[0].start() - FAR)
            last = [word[0].casefold() for word in _words(text, before, run[0].start())][-1:]
            praised = {run[0][0].casefold(), *last} & PRAISING
            if not praised and not _is_first(run, sentence):
                yield run[0].start(), run[-1].end()


def _runs(text: str, sentence: re.Match[str]) -> Iterator[Run]:
    words = _words(text, *sentence.span())
    capitals = sum(word[0][0].isupper() for word in words)
    if len(words) > LONGEST_NAME and capitals > SHOUTED * len(words):
        return
    for run in _split(text, words):
        if run[0][0].casefold() in LEADING:
            del run[0]
        if 1 < len(run) <= LONGEST_NAME:
            yield run


def _split(text: str, words: list[re.Match[str]]) -> Iterator[Run]:
    run: Run = []
    last = 0
    for word in words:
        if run and not WITHIN.fullmatch(text, last, word.start()):
            yield run
            run = []
        last = word.end()
        if word[0][0].isupper():
            run.append(word)
        elif run and word[0] not in JOINING:
            yield run
            run = []
    if run:
        yield run


def _is_first(run: Run, sentence: re.Match[str]) -> bool:
    """A sentence's first word is capitalized whatever it is."""
    return not sentence[0][: run[0].start() - sentence.start()].strip(OPENING)


def _has_pair(text: str, run: Run) -> bool:
    return any(WITHIN.fullmatch(text, one.end(), two.start()) for one, two in pairwise(run))


def _is_title(quoted: str) -> bool:
    words = [word[0] for word in WORD.finditer(quoted)]
    small = [word for word in words if not word[0].isupper() and word not in JOINING]
    return 1 < len(words) <= LONGEST_TITLE and not small


def _words(text: str, start: int, end: int) -> list[re.Match[str]]:
    return list(WORD.finditer(text, start, end))


def _spans(matches: Iterator[re.Match[str]]) -> Iterator[Span]:
    return (match.span() for match in matches)
