"""Reads `data/levels.toml`, which says how its entries are to be understood."""

import tomllib
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from directory.domain.editing import DataError
from directory.domain.guide import GuideSource
from directory.domain.levels import (
    Choice,
    Condition,
    Level,
    Part,
    Question,
    Rule,
    Setting,
    Step,
    Wish,
    Wording,
)
from directory.domain.questionnaire import Questionnaire
from directory.domain.vocabulary import Facet, Selection
from directory.exchange import level_faults

Entry = Mapping[str, Any]
Sources = Mapping[str, Mapping[str, GuideSource]]  # of the guide, by language and slug


def load(path: Path, known: frozenset[Selection], sources: Sources) -> Questionnaire:
    """Read the questions and rules, or raise DataError with all that is wrong with them.

    `known` is what a search can ask for.
    """
    try:
        file = tomllib.loads(path.read_text("utf-8"))
        read = _questionnaire(file, sources)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path.name} cannot be read: {error}.") from error
    except KeyError as error:
        raise DataError(f"{path.name} lacks {error}, or names it and has no such entry.") from error
    except (TypeError, ValueError) as error:
        raise DataError(f"{path.name} has an entry of the wrong kind: {error}.") from error
    faults = list(level_faults.of(read, known))
    if faults:
        raise DataError(f"{path.name} cannot be used: {' '.join(faults[:5])}")
    return read


def _questionnaire(file: Entry, sources: Sources) -> Questionnaire:
    steps = tuple(_step(entry) for entry in file["step"])
    rules = tuple(_rule(entry) for entry in file["rule"])
    named = dict.fromkeys(
        chain.from_iterable([each.sources for each in steps] + [each.sources for each in rules])
    )
    return Questionnaire(
        reviewed=file["reviewed"],
        questions=tuple(_question(entry) for entry in file["question"]),
        steps=steps,
        levels=tuple(_level(entry) for entry in file["level"]),
        rules=rules,
        wishes=tuple(_wish(entry) for entry in file["wish"]),
        sources={
            language: tuple(found[slug] for slug in named) for language, found in sources.items()
        },
    )


def _question(entry: Entry) -> Question:
    return Question(
        slug=entry["slug"],
        part=Part(entry["part"]),
        asks=_wording(entry, "ask"),
        hint=_wording(entry, "hint") if "hint" in entry else None,
        choices=tuple(
            Choice(slug=choice["slug"], says=_wording(choice, "say")) for choice in entry["answers"]
        ),
    )


def _step(entry: Entry) -> Step:
    return Step(
        slug=entry["slug"],
        stops=entry.get("stops", False),
        title=_wording(entry, "title"),
        says=tuple(
            {"en": english, "es": spanish}
            for english, spanish in zip(entry["say"], entry["say_es"], strict=True)
        ),
        calls=tuple(entry.get("calls", ())),
        search=_selection(entry["search"]) if "search" in entry else None,
        sources=tuple(entry["sources"]),
    )


def _level(entry: Entry) -> Level:
    setting = Setting.HOME if entry["at_home"] else Setting.STAY
    return Level(slug=entry["care"], setting=setting)


def _rule(entry: Entry) -> Rule:
    return Rule(
        when=_condition(entry.get("when", {})),
        leads_to=entry["leads_to"],
        because=_wording(entry, "because"),
        sources=tuple(entry["sources"]),
    )


def _wish(entry: Entry) -> Wish:
    return Wish(
        search=_selection(entry["search"]),
        says=_wording(entry, "say"),
        settings=frozenset(map(Setting, entry["places"])),
        after=_condition(entry.get("after", {})),
    )


def _wording(entry: Entry, name: str) -> Wording:
    return {"en": entry[name], "es": entry[f"{name}_es"]}


def _condition(written: Mapping[str, str | Iterable[str]]) -> Condition:
    return {
        question: frozenset([chosen] if isinstance(chosen, str) else chosen)
        for question, chosen in written.items()
    }


def _selection(written: str) -> Selection:
    facet, _, slug = written.partition("=")
    return Selection(Facet(facet), slug)
