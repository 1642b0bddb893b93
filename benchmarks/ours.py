"""This project's engine, asked as the page asks it."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from benchmarks.asking import Asked
from benchmarks.collection import TODAY, Collection
from benchmarks.peers import TOP, Answer
from directory.domain.criteria import Criteria
from directory.domain.listings import Listing
from directory.domain.places import Place, PlaceKind, Point
from directory.domain.vocabulary import Selection
from directory.search.embedded import EmbeddedEngine
from directory.search.headings import Headings
from directory.search.text import parsing


class Ours:
    name = "ours"

    def __init__(self, collection: Collection, folder: Path) -> None:
        self._headings = collection.headings
        self.engine = EmbeddedEngine.open(folder, collection.vocabulary)

    def build(self, listings: Iterable[Listing]) -> None:
        self.engine.rebuild(listings)

    def change(self, listing: Listing) -> None:
        self.engine.update([listing], [])

    def answer(self, asked: Asked) -> Answer:
        return self._page(asked) if asked.counts else self._words(asked)

    def _page(self, asked: Asked) -> Answer:
        hits = self.engine.search(criteria(asked, self._headings), today=TODAY, per_page=TOP)
        return Answer(
            total=hits.total,
            ids=[hit.provider_id for hit in hits.hits],
            reasons=[[self._headings.numbers[one] for one in hit.confirmed] for hit in hits.hits],
            counts={
                facet: [(term.count, term.not_reported) for term in counts]
                for facet, counts in hits.facets.items()
            },
            without={
                one.drop.facet: one.total
                for one in hits.relaxations
                if isinstance(one.drop, Selection)
            },
            wider={one.drop: one.total for one in hits.relaxations if isinstance(one.drop, str)},
        )

    def _words(self, asked: Asked) -> Answer:
        """The words alone, which the page never asks without counts."""
        moment = self.engine._generation.moment
        written = _written(asked)
        if asked.misspelt:  # nothing is found, and the word that was meant is looked for
            written = moment.speller.suggestion(written, moment.text) or written
        query = parsing.parse(written)
        if query is None:
            return Answer(0, [])
        matches = self.engine._generation.words.match(query)
        rows = matches.rows
        scores = matches.scores(rows)
        best = np.argpartition(-scores, min(TOP, len(scores)) - 1)[:TOP] if len(scores) else rows
        first = best[np.argsort(-scores[best], kind="stable")]
        return Answer(len(rows), moment.columns.ids[rows[first]].tolist())


def criteria(asked: Asked, headings: Headings) -> Criteria:
    return Criteria(
        text=_written(asked),
        include=frozenset(headings.selections[number] for number in asked.terms),
        place=_place(asked),
        radius=asked.radius,
    )


def _written(asked: Asked) -> str:
    words = " ".join(asked.words)
    return f'"{words}"' if asked.phrase else words


def _place(asked: Asked) -> Place | None:
    if asked.radius is None:
        return Place(kind=PlaceKind.STATE, state=asked.state) if asked.state else None
    point = Point(asked.latitude, asked.longitude)
    return Place(kind=PlaceKind.ZIP, state=asked.state, zip="00000", point=point)
