"""The programs of a listing after a person's word on some of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, cast

from directory.domain import documents
from directory.domain.documents import PROGRAM_VALUES
from directory.domain.facts import Answer, Source, SourceKind, Statement
from directory.domain.listings import Openings, Program
from directory.domain.schedule import Session
from directory.domain.vocabulary import Facet, Selection

Wanted = Mapping[str, object]  # names, and what they become; None: nothing is said any more
OPENINGS = ("openings", "wait_days")
NUMBERS = ("hours_a_week", "days_a_week", "weeks")  # None where nobody gave them; texts are empty


@dataclass(frozen=True, slots=True)
class Word:
    """Who says so, and on which day."""

    source: Source
    day: date


def revised_programs(
    programs: tuple[Program, ...], wanted: Mapping[str, Wanted], word: Word
) -> tuple[Program, ...]:
    known = {str(program.id): program for program in programs}
    new = {number: Program(care=None) for number in wanted if number not in known}
    found = (
        _program(program, wanted.get(number, {}), word) for number, program in (known | new).items()
    )
    return tuple(program for program in found if program is not None)


def _program(program: Program, wanted: Wanted, word: Word) -> Program | None:
    if not wanted:
        return program
    if "care" in wanted and wanted["care"] is None:
        return _ended(program, word)
    care = cast("str | None", wanted.get("care", program.care))
    changed: dict[str, Any] = {
        name: wanted[name] if name in NUMBERS else wanted[name] or ""
        for name in PROGRAM_VALUES
        if name in wanted
    }
    changed |= {name: read(wanted[key]) for key, (name, read) in LISTS.items() if key in wanted}
    told = spoken_for(program.statements, wanted, word)
    if "care" in wanted:
        told = (*(one for one in told if one.about.facet is not Facet.CARE), _care(care, word))
    return replace(
        program,
        **(changed | {"care": care}),
        statements=told,
        openings=_openings(program.openings, wanted, word),
    )


def _care(care: str | None, word: Word) -> Statement:
    return _statement(Selection(Facet.CARE, care or ""), Answer.YES, word)


def _ended(program: Program, word: Word) -> Program | None:
    """Where a list names the level too, it has to be denied, or the list would bring it back."""
    listed = [one for one in program.statements if not _is_by(one.source, word)]
    if program.care is None or not listed:
        return None
    no = _statement(Selection(Facet.CARE, program.care), Answer.NO, word)
    return Program(care=program.care, id=program.id, name=program.name, statements=(*listed, no))


def _openings(openings: Openings, wanted: Wanted, word: Word) -> Openings:
    if not any(name in wanted for name in OPENINGS):
        return openings
    answer = str(wanted.get("openings", openings.answer) or "")
    wait = cast("int | None", wanted.get("wait_days", openings.wait_days))
    if not answer and wait is None:
        return Openings()
    return Openings(answer=answer, wait_days=wait, reported_on=word.day)


def _sessions(value: object) -> tuple[Session, ...]:
    return tuple(
        Session(track, weekday, time.fromisoformat(start), time.fromisoformat(end), form)
        for track, weekday, start, end, form in _list(value)
    )


def _list(value: object) -> list[Any]:
    return list(cast("list[Any]", value or []))


LISTS: Mapping[str, tuple[str, Callable[[object], tuple[Any, ...]]]] = {
    "sessions": ("sessions", _sessions),
    "states": ("states_served", lambda value: tuple(_list(value))),
}


def spoken_for(
    statements: tuple[Statement, ...], wanted: Wanted, word: Word
) -> tuple[Statement, ...]:
    told = {
        about: value
        for name, value in wanted.items()
        if (about := documents.subject(name).selection)
    }
    stay = [one for one in statements if one.about not in told or not _gives_way(one, word)]
    new = [_statement(about, str(value), word) for about, value in told.items() if value]
    return (*stay, *new)


def _gives_way(statement: Statement, word: Word) -> bool:
    """To what the same source says now; a provider's, to an editor who looked at it."""
    by_provider = statement.source.kind is SourceKind.PROVIDER
    mended = by_provider and word.source.kind is SourceKind.EDITOR
    return mended or _is_by(statement.source, word)


def _statement(about: Selection, answer: str, word: Word) -> Statement:
    return Statement(about=about, answer=Answer(answer), source=word.source, reported_on=word.day)


def _is_by(source: Source, word: Word) -> bool:
    return source.slug == word.source.slug
