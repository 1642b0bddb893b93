"""What people typed as plain text: no markup, no links, nothing invisible; names in any script."""

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import nh3


class Removed(StrEnum):
    MARKUP = "markup"
    LINKS = "links"
    INVISIBLE = "invisible"


@dataclass(frozen=True, slots=True)
class Plain:
    text: str
    removed: frozenset[Removed]


LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
ENDS_A_LINE = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
MAIL_IN_BRACKETS = re.compile(r"<([^<>\s@]+@[^<>\s@]+)>")
ENDINGS = (
    "com|org|net|info|biz|io|co|us|gov|edu|ru|cn|de|uk|in|me|xyz|top|site|online|shop|store|club"
    "|link|click|live|app|dev|health|care|clinic"
)
# Each repetition has its limit: without, a long text of dots would take a minute.
LINKS = re.compile(
    r"\b[a-z][a-z0-9+.-]{0,20}://(?:\S*[\w/])?|\bjavascript:\S*|\bwww\.\S*\w"
    # A bare name counts, unless it is the end of a mail address.
    rf"|(?<![\w@.-])(?:[\w-]{{1,63}}\.){{1,6}}(?:{ENDINGS})\b(?:[:/]\S*[\w/]|/)?(?!@)",
    re.IGNORECASE,
)
# Two characters that nobody sees, and without which these scripts are misspelled.
JOINERS = "\u200c\u200d"
JOINED = re.compile(
    "ARABIC|DEVANAGARI|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU|KANNADA|MALAYALAM|SINHALA"
    "|KHMER|MYANMAR|MONGOLIAN|SYRIAC"
)
BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"  # letters of no width, which make a name look empty
TOO_MANY_LINES = re.compile(r"\n{3,}")


def plain(text: str, *, keeps_lines: bool = False) -> Plain:
    """Return the text as it may be shown anywhere. `keeps_lines`: where paragraphs are welcome."""
    removed: set[Removed] = set()
    before = None
    # What is taken out may bring together what has to go as well.
    while before != text:
        before = text
        for kind, step in STEPS:
            after = step(text)
            if after != text and kind:
                removed.add(kind)
            text = after
        text = _tidy_lines(text) if keeps_lines else " ".join(text.split())
    return Plain(text, frozenset(removed))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text).replace("\t", " "))


def _visible(text: str) -> str:
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(each for place, each in enumerate(text) if _is_seen(text, place))


def _is_seen(text: str, place: int) -> bool:
    each = text[place]
    if each in JOINERS:
        around = text[place - 1 : place] + text[place + 1 : place + 2]
        return len(around) == 2 and all(map(_is_joined, around))
    blank = each == "\n" or unicodedata.category(each) == "Zs"
    return blank or (each.isprintable() and each not in BLANK_LETTERS)


def _is_joined(letter: str) -> bool:
    kind = unicodedata.category(letter)[0]
    return kind in "LM" and JOINED.match(unicodedata.name(letter, "")) is not None


def _without_markup(text: str) -> str:
    text = MAIL_IN_BRACKETS.sub(r"(\1)", text)
    if not nh3.is_html(text):
        return text
    cleaned = html.unescape(nh3.clean(ENDS_A_LINE.sub("\n", text), tags=set()))
    return cleaned if cleaned != text else text.replace("<", " ")


def _without_links(text: str) -> str:
    return LINKS.sub("", text)


def _tidy_lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return TOO_MANY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


STEPS: tuple[tuple[Removed | None, Callable[[str], str]], ...] = (
    (None, _composed),
    (Removed.INVISIBLE, _visible),
    (Removed.MARKUP, _without_markup),
    (Removed.LINKS, _without_links),
)
