"""What of columns a change must not write into, copied; and headings for what is said first by it.

A change writes sites into rows that nobody has, so that who still searches the columns as they were
does not see it. Only what speaks of other rows too is copied.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from directory.search import gathering
from directory.search.bits import Flags, Numbers
from directory.search.columns import Answers, Columns
from directory.search.sites import ProgramFacts, SiteFacts


def copied(columns: Columns, sites: Sequence[SiteFacts]) -> Columns:
    programs = [program for site in sites for program in site.programs]
    names = _trait_names(columns, programs)
    new_traits = np.zeros((len(names) - len(columns.traits), columns.starts[-1]), np.uint64)
    largest = max((site.id for site in sites), default=0)
    rows = np.full(max(len(columns.rows), largest + 1), -1, np.int32)
    rows[: len(columns.rows)] = columns.rows
    yes, undenied = columns.yes, _deniable(columns, programs)
    return replace(
        columns,
        caps=columns.caps.copy(),
        occupied=columns.occupied.copy(),
        exists=columns.exists.copy(),
        schedules=columns.schedules.copy(),  # its numbers may lie beyond the weeks known before
        yes=_varied(yes, columns, [saying_yes(yes, site) for site in sites]),
        undenied=_varied(undenied, columns, [not_denying(undenied, site) for site in sites]),
        traits=np.concatenate([columns.traits, new_traits]) if len(new_traits) else columns.traits,
        trait_names=names,
        rows=rows,
    )


def _trait_names(columns: Columns, programs: Sequence[ProgramFacts]) -> tuple[str, ...]:
    named = [trait for program in programs for trait in gathering.traits(program)]
    return tuple(dict.fromkeys([*columns.trait_names, *named]))


def saying_yes(answers: Answers, site: SiteFacts) -> Flags:
    """What each program of a site says, a row each, by column."""
    return np.array([_among(answers.terms, program.yes) for program in site.programs])


def not_denying(answers: Answers, site: SiteFacts) -> Flags:
    return np.array([~_among(answers.terms, program.no) for program in site.programs])


def _among(terms: Numbers, numbers: Sequence[int]) -> Flags:
    """Which of the columns these terms have, all of which have one."""
    flags = np.zeros(len(terms), np.bool_)
    flags[np.searchsorted(terms, np.array(numbers, np.int64))] = True
    return flags


def _deniable(columns: Columns, programs: Sequence[ProgramFacts]) -> Answers:
    """A column for each term that was never denied before: so far, every program has its bit."""
    undenied = columns.undenied
    denied = {number for program in programs for number in program.no}
    terms = np.array(sorted(denied - set(undenied.terms.tolist())), np.int64)
    if not len(terms):
        return undenied
    places = np.searchsorted(undenied.terms, terms)
    sites = columns.space.united(columns.exists)
    return Answers(
        terms=np.insert(undenied.terms, places, terms),
        sites=np.insert(undenied.sites, places, sites[:, None], axis=1),
        varied=undenied.varied + np.searchsorted(places, undenied.varied, side="right"),
        programs=undenied.programs,
    )


def _varied(answers: Answers, columns: Columns, said: Iterable[Flags]) -> Answers:
    """A column by program wherever the programs of one of the sites do not say the same."""
    differ = np.zeros(len(answers.terms), np.bool_)
    for flags in said:
        differ |= flags.any(axis=0) & ~flags.all(axis=0)
    varied = np.setdiff1d(np.flatnonzero(differ), answers.varied)
    if not len(varied):
        return answers
    places = np.searchsorted(answers.varied, varied)
    programs = answers.sites[:, varied][columns.space.site_of] & columns.exists[:, None]
    return replace(
        answers,
        varied=np.insert(answers.varied, places, varied),
        programs=np.insert(answers.programs, places, programs, axis=1),
    )
