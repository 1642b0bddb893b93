"""Columns that may be written to, with every heading that some sites will need."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from directory.search import gathering, room
from directory.search.columns import Answers, Columns
from directory.search.sites import ProgramFacts, SiteFacts


def copied(columns: Columns, sites: Sequence[SiteFacts]) -> Columns:
    """Copy all that a change may touch, and make headings for what `sites` are the first to say."""
    programs = [program for site in sites for program in site.programs]
    names = _trait_names(columns, programs)
    traits = np.zeros((len(names), columns.starts[-1]), np.uint64)
    traits[: len(columns.traits)] = columns.traits
    largest = max((site.id for site in sites), default=0)
    rows = np.full(max(len(columns.rows), largest + 1), -1, np.int32)
    rows[: len(columns.rows)] = columns.rows
    plain = (*room.ROW, *room.SLOT, "caps", "exists")
    arrays: dict[str, Any] = {name: np.array(getattr(columns, name)) for name in plain}
    return replace(
        columns,
        **arrays,
        yes=_answers(columns.yes),
        undenied=_deniable(_answers(columns.undenied), columns, programs),
        traits=traits,
        trait_names=names,
        rows=rows,
    )


def _trait_names(columns: Columns, programs: Sequence[ProgramFacts]) -> tuple[str, ...]:
    named = [trait for program in programs for trait in gathering.traits(program)]
    return tuple(dict.fromkeys([*columns.trait_names, *named]))


def _answers(answers: Answers) -> Answers:
    return replace(answers, sites=np.array(answers.sites), programs=np.array(answers.programs))


def _deniable(undenied: Answers, columns: Columns, programs: Sequence[ProgramFacts]) -> Answers:
    """A column for each term that was never denied before: so far, every program has its bit."""
    denied = {number for program in programs for number in program.no}
    terms = np.array(sorted(denied - set(undenied.terms.tolist())), np.int64)
    if not len(terms):
        return undenied
    places = np.searchsorted(undenied.terms, terms)
    sites = columns.space.united(columns.exists)
    return Answers(
        terms=np.insert(undenied.terms, places, terms),
        sites=np.insert(undenied.sites, places, sites[:, None], axis=1),
        programs=np.insert(undenied.programs, places, columns.exists[:, None], axis=1),
        differ=np.insert(undenied.differ, places, np.False_),
    )
