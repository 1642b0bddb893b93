"""Reads `data/guide/`: texts in Markdown, one folder a language, and the sources they stand on."""

import tomllib
from collections.abc import Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from directory.domain.editing import DataError
from directory.domain.guide import Guide, GuidePage, GuidePart, GuideSource
from directory.exchange import markdown

LANGUAGES = ("en", "es")
FENCE = "+++\n"


def load(folder: Path) -> Guide:
    """Read every text, or raise DataError where a file, a mark or an anchor is wrong or missing."""
    known = {language: sources(folder / "sources.toml", language) for language in LANGUAGES}
    parts = tuple(_part(entry) for entry in _toml(folder / "parts.toml")["part"])
    slugs = list(chain.from_iterable(part.slugs for part in parts))
    pages = {
        (language, slug): _page(folder / language / f"{slug}.md", known[language])
        for language in LANGUAGES
        for slug in slugs
    }
    _check_files(folder, slugs)
    return Guide(parts=parts, pages=pages)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path.name} of the guide cannot be read: {error}.") from error


def sources(path: Path, language: str) -> dict[str, GuideSource]:
    return {slug: _source(slug, entry, language) for slug, entry in _toml(path).items()}


def _source(slug: str, entry: Mapping[str, str], language: str) -> GuideSource:
    """A title stays as it was published, unless the entry has it in the language too."""
    dated = entry.get("published") or entry.get("seen")
    if not dated or ("published" in entry and "seen" in entry):
        raise DataError(f"The guide's source {slug} needs either `published` or `seen`.")
    return GuideSource(
        slug=slug,
        publisher=entry.get(f"publisher_{language}", entry["publisher"]),
        title=entry.get(f"title_{language}", entry["title"]),
        language=language if f"title_{language}" in entry else "en",
        url=entry.get("url", ""),
        dated=dated,
        was_seen="seen" in entry,
    )


def _part(entry: Mapping[str, Any]) -> GuidePart:
    labels = {"en": entry["label"], "es": entry["label_es"]}
    return GuidePart(labels=labels, slugs=tuple(entry["pages"]))


def _page(path: Path, sources: Mapping[str, GuideSource]) -> GuidePage:
    name = f"{path.parent.name}/{path.name}"
    head, text = _parts_of(path, name)
    read = markdown.read(text, name)
    unknown = [mark for mark in read.marks if mark not in sources]
    if unknown:
        raise DataError(f"{name} of the guide names sources that are not there: {unknown}.")
    return GuidePage(
        slug=path.stem,
        language=path.parent.name,
        title=str(head["title"]),
        summary=str(head["summary"]),
        reviewed=_day(head.get("reviewed"), name),
        opening=read.opening,
        html=read.html,
        sections=read.sections,
        sources=tuple(sources[mark] for mark in read.marks),
    )


def _parts_of(path: Path, name: str) -> tuple[dict[str, Any], str]:
    """Part the head, which is TOML between two lines of +++, from the text."""
    try:
        opening, head, text = path.read_text("utf-8").split(FENCE, 2)
        fields = tomllib.loads(head)
    except (OSError, ValueError) as error:
        raise DataError(f"{name} of the guide cannot be read: {error}.") from error
    if opening or not {"title", "summary"} <= set(fields):
        raise DataError(f"{name} of the guide must begin with its title and summary.")
    return fields, text


def _day(written: object, name: str) -> date:
    if not isinstance(written, date):
        raise DataError(f"{name} of the guide does not say when it was last reviewed.")
    return written


def _check_files(folder: Path, slugs: list[str]) -> None:
    for path in folder.glob("*/*.md"):
        if path.stem not in slugs:
            raise DataError(f"{path.name} of the guide stands in no part of parts.toml.")
