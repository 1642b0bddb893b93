"""Reads a request to HSDS, strictly: another system would take a filter left out for applied."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, request

from directory import context
from directory.api.hsds_parameters import (
    MOST_REPEATED,
    PARAMETERS,
    Parameter,
    UnreadableError,
)
from directory.domain.facts import Answer
from directory.domain.places import Place, PlaceKind
from directory.domain.vocabulary import Selection
from directory.services.list_offerings import Question
from directory.storage.offerings import Said, Wanted

METERS_A_MILE = 1609.344
NOWHERE = -1  # a number that no site has


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    page: int = 1
    per_page: int | None = None
    format: str = "json"
    full: bool = False
    full_service: bool = False
    minimal: bool = False
    top_only: bool = False
    search: str = ""
    taxonomy_term_id: tuple[str, ...] = ()
    taxonomy_id: tuple[str, ...] = ()
    organization_id: str | None = None
    parent_id: str | None = None
    modified_after: datetime | None = None
    postcode: str | None = None
    proximity: float | None = None  # meters


def read(names: Iterable[str]) -> Asked:
    """Read these parameters of the request and leave others alone."""
    found: dict[str, Any] = {}
    for name in names:
        written = filter(None, map(str.strip, request.args.getlist(name)))
        values = [_value(name, PARAMETERS[name], value) for value in written]
        if values:
            found[name] = _different(name, values) if PARAMETERS[name].repeated else values[0]
    return Asked(**found)


def question(asked: Asked) -> Question:
    """What the request wants of the directory."""
    place = _place(asked)
    near = place if asked.proximity else None
    return Question(
        wanted=Wanted(
            said=tuple(_said(asked)),
            provider_id=_provider(asked.organization_id),
            changed_since=asked.modified_after,
            serving=place.state if place and near is None else "",
        ),
        text=asked.search,
        near=near,
        miles=asked.proximity / METERS_A_MILE if asked.proximity else None,
    )


def _value(name: str, parameter: Parameter, written: str) -> object:
    try:
        return parameter.read(written)
    except UnreadableError as error:
        abort(400, f"{name} is {written[:80]!r}. {error}")


def _different(name: str, values: Iterable[object]) -> tuple[object, ...]:
    different = tuple(dict.fromkeys(values))
    if len(different) > MOST_REPEATED:  # no database takes any number of conditions
        abort(400, f"{name} is given {len(different):,} times; {MOST_REPEATED} is the most.")
    return different


def _place(asked: Asked) -> Place | None:
    if asked.postcode is None:
        if asked.proximity is not None:
            abort(400, "proximity needs a postcode: the middle of a ZIP code to measure from.")
        return None
    found = context.gazetteer().locate(asked.postcode)
    if found is None:
        abort(400, f"postcode is {asked.postcode!r}. There is no such ZIP code in our list.")
    if asked.proximity is not None and found.point is None:
        abort(400, f"The middle of the ZIP code {asked.postcode} is not known. Ask for another.")
    return Place(
        kind=PlaceKind.ZIP,
        zip=asked.postcode,
        city=found.city,
        county=found.county,
        state=found.state,
        point=found.point,
    )


def _provider(identifier: str | None) -> int | None:
    if identifier is None:
        return None
    found = context.held().identifiers.site(context.session(), identifier)
    return NOWHERE if found is None else found


def _said(asked: Asked) -> Iterator[Said]:
    """What each term or taxonomy asks for; of an unknown one, nothing is ever said."""
    catalogue = context.held().catalogue
    for id_ in asked.taxonomy_term_id:
        yield frozenset(_with_those_below(*catalogue.said[id_]) if id_ in catalogue.said else ())
    for id_ in asked.taxonomy_id:
        yield catalogue.saying(id_)


def _with_those_below(about: Selection, answer: Answer) -> Iterator[tuple[Selection, Answer]]:
    """A yes to a term follows from a yes to one below; a no to one below means nothing above."""
    vocabulary = context.held().vocabulary
    for each in vocabulary.with_children(about) if answer is Answer.YES else (about,):
        yield each, answer
