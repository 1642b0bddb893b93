"""Drafts a mapping for a list that nothing is known of, by its header and what its cells hold."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from directory.domain import names
from directory.domain.vocabulary import Vocabulary
from directory.exchange import column_guesses, tables
from directory.exchange.column_guesses import Place, Sample
from directory.exchange.series import day_in
from directory.exchange.term_guesses import TermGuess, TermGuesser
from directory.exchange.text import cell_text

ROWS_LOOKED_AT = 500
EXAMPLES = 3  # of a column that could not be placed
LONGEST = 60  # letters of an example
TABLES = ("site", "phones", "hours", "program", "plans")
TOP = """\
# A draft from {file}: its header and its first {rows:,} rows were looked at.
# Read every line, since a guess may be wrong. data/mappings/example.toml explains
# the keys.

[list]
slug = {slug}  # stays the same for every later edition
name = {name}
publisher = ""
url = ""
licence = ""
{day}
[file]
separator = {separator}  # between several values of one cell
rows = {unit}  # "programs" where one site stands in several rows, each a program of it
"""


def mapping_for(path: Path, vocabulary: Vocabulary) -> str:
    """Return the draft as TOML. Raises UnreadableFileError."""
    head = tables.read(path).fullest()
    samples = [Sample(name) for name in head.names]
    rows = 0
    for row in islice(head.rows(), ROWS_LOOKED_AT):
        rows += 1
        for sample, cell in zip(samples, row.cells, strict=False):
            sample.add(cell_text(cell))
    draft = _drafted([sample for sample in samples if sample.name], vocabulary)
    return "\n".join(_written(draft, path, rows))


@dataclass(slots=True)
class _Draft:
    placed: dict[Place, Sample] = field(default_factory=dict)
    terms: dict[str, TermGuess] = field(default_factory=dict)
    left: list[Sample] = field(default_factory=list)
    separator: str = ";"


def _drafted(samples: list[Sample], vocabulary: Vocabulary) -> _Draft:
    """Give each place to the column that fits it best."""
    draft = _Draft()
    guesses = [(sample, guess) for sample in samples if (guess := column_guesses.guess(sample))]
    for sample, (place, _) in sorted(guesses, key=lambda one: -one[1][1]):
        draft.placed.setdefault(place, sample)
    guesser = TermGuesser(vocabulary, samples)
    draft.separator = guesser.separator
    placed = [id(sample) for sample in draft.placed.values()]
    for sample in samples:
        if id(sample) in placed:
            continue
        if meant := guesser.guess(sample):
            draft.terms[sample.name] = meant
        else:
            draft.left.append(sample)
    return draft


def _written(draft: _Draft, path: Path, rows: int) -> Iterator[str]:
    slug = "-".join(names.words(re.sub(r"[\d_]+", " ", path.stem))) or "list"
    yield TOP.format(
        file=path.name,
        rows=rows,
        slug=_quoted(slug.encode("ascii", "ignore").decode() or "list"),
        name=_quoted(f"{path.stem} {{year}}"),
        day="" if day_in(path.name) else "# date = 2026-01-31  # the day the list speaks for\n",
        separator=_quoted(draft.separator),
        unit=_quoted(_unit(draft)),
    )
    for table in TABLES:
        yield from _table(table, draft)
    yield from _terms(draft)
    yield from _left(draft.left)


def _table(table: str, draft: _Draft) -> Iterator[str]:
    said = {key: sample for (name, key), sample in draft.placed.items() if name == table}
    if table == "site" and "name" not in said:
        yield '[site]\n# name = ""  # no column looks like it; without it the list cannot be read'
    elif said:
        yield f"[{table}]"
    for key, sample in said.items():
        column = _quoted(sample.name)
        yield f"{key} = {f'[{column}]' if table == 'plans' else column}{_example(sample)}"
    if said or table == "site":
        yield ""


def _terms(draft: _Draft) -> Iterator[str]:
    if not draft.terms:
        return
    yield "[terms]"
    for name, meant in draft.terms.items():
        yield f"{_quoted(name)} = {_quoted(meant.target)}"
    for name, meant in draft.terms.items():
        if meant.unknown:
            yield f"\n[values.{_quoted(name)}]  # what no term is called; empty: no filter has it"
            yield from (f'{_quoted(value)} = ""' for value in meant.unknown)
    yield ""


def _left(samples: list[Sample]) -> Iterator[str]:
    if samples:
        yield "# These columns could not be placed:"
    for sample in samples:
        yield f"#   {_quoted(sample.name)}{_example(sample) or '  # always empty'}"


def _example(sample: Sample) -> str:
    often = [cell for cell, _ in Counter(sample.cells).most_common(EXAMPLES)]
    return f"  # {', '.join(_quoted(cell[:LONGEST]) for cell in often)}" if often else ""


def _unit(draft: _Draft) -> str:
    """Rows are programs where columns of programs are there, and names stand in several rows."""
    name = draft.placed.get(("site", "name"))
    several = name is not None and len(set(name.cells)) < len(name.cells)
    return "programs" if several and ("program", "sessions") in draft.placed else "sites"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
