"""Reads `data/wording.toml`, which says in its head how phrases are written."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from directory.domain.editing import DataError
from directory.domain.wording import Authority, Kind, Rule, Wording

LANGUAGES = ("en", "es")
NEEDED = frozenset({"kind", "language", "phrases", "why", "why_es", "source"})
KNOWN = NEEDED | {"unless", "instead"}
NUMBER = r"\d[\d.,]*"
BETWEEN = r"[\s\u00a0\u2010-\u2015-]+"
# What stands for itself in no phrase; longest first.
SIGNS = {"<number>": NUMBER, "...": rf"(?:\w+{BETWEEN}){{0,3}}?", "%": r"(?:%|percent|por ciento)"}


def load(path: Path) -> Wording:
    """Raises DataError, which names the entry, where one cannot be used."""
    try:
        file = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path.name} cannot be read: {error}") from error
    sources = {key: _authority(key, entry) for key, entry in file.get("sources", {}).items()}
    rules = tuple(
        _rule(number, entry, sources) for number, entry in enumerate(file.get("rule", ()), start=1)
    )
    return Wording(rules=rules, spared=pattern(file.get("spared", ())), sources=sources)


def pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """One expression for all of them, the longest first; None where there are none."""
    written = sorted(phrases, key=len, reverse=True)
    if not written:
        return None
    phrases_found = "|".join(map(_expression, written))
    # No part of a word. One look before all of them: there are hundreds.
    return re.compile(rf"(?<![\w#])(?:{phrases_found})(?!\w)", re.IGNORECASE)


def _expression(phrase: str) -> str:
    parts = [_part(word) for word in phrase.split()]
    if not parts:
        raise DataError("wording.toml has an empty phrase.")
    whole = ""
    for place, part in enumerate(parts):
        follows = place and not parts[place - 1].endswith("?")  # a gap brings its own blanks
        tight = part == SIGNS["%"]
        whole += (r"\s*" if tight else BETWEEN if follows else "") + part
    return whole


def _part(word: str) -> str:
    if word in SIGNS:
        return SIGNS[word]
    stem = word.removesuffix("*")
    return re.escape(stem).replace("'", "['\u2019]") + (r"\w*" if stem != word else "")


def _rule(number: int, entry: Mapping[str, Any], sources: Mapping[str, Authority]) -> Rule:
    fault = _fault(entry, sources)
    if fault:
        said = (entry.get("phrases") or ["none"])[0]
        raise DataError(f"wording.toml, rule {number} (“{said}”) {fault}.")
    return Rule(
        kind=Kind(entry["kind"]),
        language=entry["language"],
        pattern=_needed(entry["phrases"]),
        unless=pattern(entry.get("unless", ())),
        instead=entry.get("instead", ""),
        why=entry["why"],
        why_es=entry["why_es"],
        source=entry["source"],
    )


def _fault(entry: Mapping[str, Any], sources: Mapping[str, Authority]) -> str:
    faults = (
        *(f"has no {name}" for name in sorted(NEEDED) if not entry.get(name)),
        *(f"says {name}, which is no part of a rule" for name in sorted(entry.keys() - KNOWN)),
        *(
            f"should give {name} as a list of phrases"
            for name in ("phrases", "unless")
            if not _are_phrases(entry.get(name, []))
        ),
        *([] if entry.get("kind") in list(Kind) else ["is of no known kind"]),
        *([] if entry.get("language") in LANGUAGES else ["is in no known language"]),
        *([] if entry.get("source") in sources else ["names a source that is not there"]),
    )
    return next(iter(faults), "")


def _are_phrases(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)


def _needed(phrases: Iterable[str]) -> re.Pattern[str]:
    found = pattern(phrases)
    if found is None:
        raise DataError("wording.toml has a rule without phrases.")
    return found


def _authority(key: str, entry: Mapping[str, Any]) -> Authority:
    dated = entry.get("published") or entry.get("seen")
    if not isinstance(dated, date | str) or not {"publisher", "title", "url"} <= entry.keys():
        raise DataError(f"wording.toml, source {key} needs publisher, title, url and a day.")
    return Authority(
        publisher=entry["publisher"], title=entry["title"], url=entry["url"], dated=str(dated)
    )
