"""Reads the phrases that editors keep: the vocabulary's synonyms and `data/understanding/`."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from directory.domain.editing import DataError
from directory.domain.vocabulary import Facet, Selection, Term, Vocabulary
from directory.understanding import tokens
from directory.understanding.lexicon import Entry, Guard, Lexicon, Role

FOLDER = Path(__file__).parents[2] / "data" / "understanding"
LANGUAGES = ("en", "es")

Entries = dict[tuple[str, ...], Entry]


class PhraseError(DataError):
    """A phrase asks for what the vocabulary does not have; the message names it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrasebook:
    """What editors can change about understanding, ready for use.

    `english`: common words, `proper`: names of people and things; all are right as they stand.
    `spanish`: words that show a sentence to be that. `meant`: what some misspellings stand for.
    `state_words`: words that states' letters are, too; `spoken_states`: even in capitals.
    """

    lexicon: Lexicon
    english: frozenset[str]
    proper: frozenset[str]
    spanish: frozenset[str]
    meant: Mapping[str, str]
    not_places: frozenset[str]
    state_words: frozenset[str]
    spoken_states: frozenset[str]

    @classmethod
    def load(cls, vocabulary: Vocabulary, folder: Path = FOLDER) -> Self:
        """Read all files. Raises PhraseError."""
        spelling = _read(folder / "spelling.toml")
        guards = _read(folder / "guards.toml")["guard"]
        english = _lines(folder / "english.txt")
        return cls(
            lexicon=Lexicon(_entries(vocabulary, folder), map(_guard, guards)),
            english=frozenset(line for line in english if line.islower()),
            proper=frozenset(line.lower() for line in english if not line.islower()),
            spanish=_spanish(_read(folder / "fillers.toml")),
            meant={tokens.fold(wrong): right for wrong, right in spelling["meant"].items()},
            not_places=frozenset(spelling["not_places"]["words"]),
            state_words=frozenset(spelling["state_words"]["words"]),
            spoken_states=frozenset(spelling["state_words"]["spoken"]),
        )


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _spanish(fillers: Mapping[str, list[str]]) -> frozenset[str]:
    """Return words that show a sentence to be Spanish."""
    english, spanish = ({tokens.fold(word) for word in fillers[each]} for each in LANGUAGES)
    return frozenset(word for word in spanish - english if len(word) > 1)


def _entries(vocabulary: Vocabulary, folder: Path) -> Entries:
    entries = _synonyms(vocabulary)
    for phrase in _read(folder / "meanings.toml")["phrase"]:
        meaning = _meaning(phrase, vocabulary)
        entries.update(dict.fromkeys(_said(phrase), meaning))
    entries.update(_labels(vocabulary))  # what a chip says means the chip, whatever else it could
    _add_roles(entries, _read(folder / "markers.toml"))
    numbers = _read(folder / "numbers.toml")
    values = numbers.pop("values")
    _add_roles(entries, numbers)
    _add_role(entries, _said(_read(folder / "fillers.toml")), Role.FILLER)
    for word, value in values.items():
        phrase = tuple(tokens.words(word))
        entries[phrase] = replace(_with(entries.get(phrase), Role.VALUE), value=value)
    return entries


def _synonyms(vocabulary: Vocabulary) -> Entries:
    return _asking((term, (*term.synonyms, *term.synonyms_es)) for term in vocabulary)


def _labels(vocabulary: Vocabulary) -> Entries:
    return _asking(
        (term, (term.label, term.label_es, term.short, term.short_es)) for term in vocabulary
    )


def _asking(named: Iterable[tuple[Term, Iterable[str]]]) -> Entries:
    """A phrase that several terms share asks for all of them."""
    entries: Entries = {}
    for term, names in named:
        for name in names:
            phrase = tuple(tokens.words(name))
            known = entries.get(phrase, Entry())
            include = tuple(dict.fromkeys((*known.include, term.selection)))
            crosses = any(token.apart for token in tokens.tokens(name))
            entries[phrase] = Entry(frozenset({Role.TERM}), include, crosses=crosses)
    entries.pop((), None)
    return entries


def _meaning(phrase: Mapping[str, Any], vocabulary: Vocabulary) -> Entry:
    include = tuple(_selection(name, vocabulary) for name in phrase.get("means", ()))
    exclude = tuple(_selection(name, vocabulary) for name in phrase.get("avoids", ()))
    denied = tuple(_selection(name, vocabulary) for name in phrase.get("denied", ()))
    role = Role.TERM if include or exclude else Role.FILLER
    return Entry(frozenset({role}), include, exclude, denied)


def _selection(name: str, vocabulary: Vocabulary) -> Selection:
    facet, _, slug = name.partition("/")
    if facet not in tuple(Facet) or vocabulary.get(Facet(facet), slug) is None:
        raise PhraseError(f"data/understanding: the vocabulary has no {name}.")
    return Selection(Facet(facet), slug)


def _said(table: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for language in LANGUAGES:
        for phrase in table.get(language, ()):
            if said := tuple(tokens.words(phrase)):
                yield said


def _add_roles(entries: Entries, tables: Mapping[str, Any]) -> None:
    for name, table in tables.items():
        _add_role(entries, _said(table), Role(name))


def _add_role(entries: Entries, phrases: Iterable[tuple[str, ...]], role: Role) -> None:
    for phrase in phrases:
        entries[phrase] = _with(entries.get(phrase), role)


def _with(entry: Entry | None, role: Role) -> Entry:
    known = entry or Entry()
    return replace(known, roles=known.roles | {role})


def _guard(table: Mapping[str, Any]) -> Guard:
    named = {name: value for name, value in table.items() if name != "reach"}
    lists = {name: frozenset(map(tokens.fold, value)) for name, value in named.items()}
    return Guard(**lists, reach=table.get("reach", 1))
