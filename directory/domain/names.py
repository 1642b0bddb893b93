"""How names of places are compared: the many ways to write Saint Louis are one."""

import re
import unicodedata
from collections.abc import Iterable

_WHOLE = {
    "st": "saint",
    "ste": "saint",  # Sault Ste. Marie is also written Sault St. Marie
    "sainte": "saint",
    "ft": "fort",
    "mt": "mount",
    "mtn": "mountain",
    "hts": "heights",
    "hgts": "heights",
    "spgs": "springs",
    "spngs": "springs",
    "bch": "beach",
    "twp": "township",
    "jct": "junction",
}
_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}
_UNWRITTEN = re.compile(r"['\u2018\u2019\u02bb`\u00b4]|(?<=\b\w)\.(?=\w\b)")  # O'Fallon, D.C
_APART = re.compile(r"\bmc (?=\w)")  # the postal list has Mc Kinney
_WORD = re.compile(r"\w+")
_COUNTY = re.compile(
    r"(?P<name>.+?) (?:county|co|parish|census area|(?:city and )?borough|municipio|municipality)"
    r"|(?:county of|condado de|condado|parroquia de|municipality of|municipio de) (?P<of>.+)"
)


def words(text: str) -> list[str]:
    """Return what was written, without case, accents and punctuation."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _WORD.findall(_UNWRITTEN.sub("", text.casefold()).replace("&", " and "))


def fold(text: str) -> str:
    """Return the one spelling that all ways of writing a place's name share."""
    return folded(words(text))


def folded(written: Iterable[str]) -> str:
    """Fold words that are apart already, such as a name whose state has been cut off."""
    whole = [_WHOLE.get(word, word) for word in written]
    if len(whole) > 1:
        whole[0] = _DIRECTIONS.get(whole[0], whole[0])
    return _APART.sub("mc", " ".join(whole))


def joined(name: str) -> str:
    """Return the name without gaps, for names written apart or together: La Salle, LaSalle."""
    return name.replace(" ", "")


def of_county(name: str) -> str | None:
    """Return what a folded "cook county" names, or None if it does not say that it is a county."""
    match = _COUNTY.fullmatch(name)
    return (match["name"] or match["of"]) if match else None
