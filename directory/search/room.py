"""Room for sites that come later: spare rows at the beginning, deeper layers at the end."""

from collections.abc import Sequence
from dataclasses import replace
from math import nan
from typing import Any

import numpy as np

from directory.search import bits
from directory.search.arrangement import placed
from directory.search.bits import WORD, Bits, Numbers
from directory.search.columns import Answers, Columns
from directory.search.gathering import NO_WAIT
from directory.search.layout import SPARE_WORDS
from directory.search.openings import UNSAID
from directory.search.sites import SiteFacts

# What stands in a row, a word or a slot that nobody has.
ROW: dict[str, Any] = {
    "ids": 0,
    "names": b"",
    "ranks": 0,
    "vectors": nan,
    "points": nan,
    "confirmed": 0,
    "leaves": 0,
    "regions": 0,
    "made_up": 0,
    "cards": 0,
}
CAP = (0.0, 0.0, 0.0, 2.0, 0.0)
SLOT: dict[str, Any] = {
    "programs": 0,
    "hours": nan,
    "openings": UNSAID,
    "openings_said": 0,
    "waits": NO_WAIT,
    "schedules": 0,
    "lines": 0,
}


def made(columns: Columns, sites: Sequence[SiteFacts]) -> Columns:
    """Columns that can be written to, with spare rows and layers enough to take the sites in.

    Mostly the same; else a copy, in which rows that were vacated can be used again.
    """
    deepest = max((len(site.programs) for site in sites), default=1)
    layers = columns.layers + (columns.spare,) * (deepest - len(columns.layers))
    is_own = columns.lines.flags.writeable  # else mapped from a file, that others share
    if is_own and layers == columns.layers and len(columns.unused) >= len(sites):
        return columns
    lacking = len(sites) - len(_vacant(columns))
    wider = max(SPARE_WORDS, -(-lacking // WORD)) if lacking > 0 else 0
    wide = _arranged(columns, tuple(words + wider for words in layers), wider)
    return replace(wide, unused=tuple(_vacant(wide).tolist()))


def _vacant(columns: Columns) -> Numbers:
    return np.flatnonzero(~bits.unpacked(columns.occupied[: columns.spare]))


def _arranged(columns: Columns, layers: tuple[int, ...], shift: int) -> Columns:
    """Every row moved back by `shift` words, and the layers as long as given."""
    starts = np.cumsum((0, *layers))
    words = np.concatenate(
        [
            start + shift + np.arange(size)
            for start, size in zip(starts, columns.layers, strict=False)
        ]
    )
    rows = _places(np.arange(columns.words) + shift)
    slots = _places(words)
    length = (layers[0], int(starts[-1]))
    by_row: dict[str, Any] = {
        name: placed(getattr(columns, name), rows, length[0] * WORD, nothing)
        for name, nothing in ROW.items()
    }
    by_slot: dict[str, Any] = {
        name: placed(getattr(columns, name), slots, length[1] * WORD, nothing)
        for name, nothing in SLOT.items()
    }
    return replace(
        columns,
        layers=layers,
        spare=columns.spare + shift,
        **by_row,
        caps=placed(columns.caps, np.arange(columns.words) + shift, length[0], CAP),
        **by_slot,
        occupied=placed(columns.occupied, np.arange(columns.words) + shift, length[0], 0),
        exists=placed(columns.exists, words, length[1], 0),
        yes=_answers(columns.yes, (shift, length[0]), (words, length[1])),
        undenied=_answers(columns.undenied, (shift, length[0]), (words, length[1])),
        traits=np.ascontiguousarray(placed(columns.traits.T, words, length[1], 0).T),
        alphabet=columns.alphabet + np.int32(shift * WORD),
        rows=np.where(columns.rows >= 0, columns.rows + np.int32(shift * WORD), columns.rows),
    )


def _answers(answers: Answers, sites: tuple[int, int], programs: tuple[Bits, int]) -> Answers:
    shift, words = sites
    places = np.arange(len(answers.sites)) + shift
    return replace(
        answers,
        sites=placed(answers.sites, places, words, 0),
        programs=placed(answers.programs, programs[0], programs[1], 0),
    )


def _places(words: Numbers) -> Numbers:
    """The rows or slots of words."""
    places: Numbers = (words[:, None] * WORD + np.arange(WORD)).reshape(-1)
    return places
