"""Whoosh as it comes, for small sizes only: it builds slowly, one posting at a time."""

import gc
from collections.abc import Iterable, Sequence
from pathlib import Path

from whoosh import fields, index, query, sorting

from benchmarks import peers
from benchmarks.asking import Asked
from benchmarks.collection import TEXTS, Flat
from benchmarks.peers import TOP, Answer
from directory.domain.vocabulary import Facet
from directory.search.headings import Headings
from directory.search.text import schema, words

_MICRO = 1_000_000  # parts of a degree: Whoosh keeps whole numbers


class Whoosh:
    name = "whoosh"

    def __init__(self, folder: Path, headings: Headings) -> None:
        self._folder = folder
        self._headings = headings
        if index.exists_in(str(folder)):
            self._open()

    def build(self, flats: Iterable[Flat]) -> None:
        self._folder.mkdir(parents=True)
        made = index.create_in(str(self._folder), _schema(self._headings))
        writer = made.writer(limitmb=512)
        gc.disable()  # or it takes three times as long
        for flat in flats:
            writer.add_document(**self._document(flat))
        writer.commit()
        gc.enable()
        self._open()

    def change(self, flat: Flat) -> None:
        writer = index.open_dir(str(self._folder)).writer()
        writer.update_document(**self._document(flat))
        writer.commit()
        self._open()

    def answer(self, asked: Asked) -> Answer:
        filters = {
            facet: _any([query.Term(_field(facet), str(term)) for term in terms])
            for facet, terms in peers.by_facet(asked.terms, self._headings).items()
        }
        free = [facet for facet in self._headings.slices if facet not in filters]
        total, ids, counts = self._search(asked, filters.values(), free if asked.counts else [])
        for facet in filters:
            others = [one for other, one in filters.items() if other is not facet]
            counts |= self._search(asked, others, [facet])[2]
        return Answer(total, ids, counts)

    def _open(self) -> None:
        self._searcher = index.open_dir(str(self._folder)).searcher()

    def _search(
        self, asked: Asked, filters: Iterable[query.Query], facets: Sequence[Facet]
    ) -> tuple[int, list[int], dict[Facet, list[int]]]:
        required = [*_ground(asked), *filters]
        grouped = {
            _field(facet): sorting.FieldFacet(_field(facet), allow_overlap=True) for facet in facets
        }
        found = self._searcher.search(
            _words(asked),
            limit=TOP,
            filter=query.And(required) if required else None,
            groupedby=grouped or None,
            maptype=sorting.Count,
        )
        ids = [int(hit["id"]) for hit in found]
        counted = {facet: found.groups(_field(facet)) for facet in facets}
        return len(found), ids, {facet: self._listed(facet, counted[facet]) for facet in facets}

    def _listed(self, facet: Facet, groups: dict[str | None, int]) -> list[int]:
        numbers = self._headings.slices[facet]
        return [groups.get(str(number), 0) for number in range(numbers.start, numbers.stop)]

    def _document(self, flat: Flat) -> dict[str, object]:
        values: dict[str, object] = dict(zip(TEXTS, flat.texts, strict=True))
        for facet, terms in peers.by_facet(flat.terms, self._headings).items():
            values[_field(facet)] = " ".join(map(str, terms))
        place = {
            "state": flat.state,
            "latitude": round(flat.latitude * _MICRO),
            "longitude": round(flat.longitude * _MICRO),
        }
        return {"id": str(flat.id), **values, **place}


def _schema(headings: Headings) -> fields.Schema:
    texts = {
        name: fields.TEXT(analyzer=words.STEMMED, field_boost=schema.BOOSTS[name]) for name in TEXTS
    }
    facets = {_field(facet): fields.KEYWORD(scorable=False) for facet in headings.slices}
    degrees = {name: fields.NUMERIC(int, signed=True) for name in ("latitude", "longitude")}
    key = fields.ID(unique=True, stored=True)
    return fields.Schema(id=key, state=fields.ID(), **texts, **facets, **degrees)


def _words(asked: Asked) -> query.Query:
    stems = [words.stem(word) for word in asked.words]
    if asked.phrase:
        return _any([query.Phrase(field, stems) for field in TEXTS])
    if not stems:
        return query.Every()
    return query.And([_any([query.Term(field, stem) for field in TEXTS]) for stem in stems])


def _ground(asked: Asked) -> list[query.Query]:
    if asked.radius is not None:
        south, north, west, east = (round(edge * _MICRO) for edge in peers.box(asked, asked.radius))
        return [
            query.NumericRange("latitude", south, north),
            query.NumericRange("longitude", west, east),
        ]
    return [query.Term("state", asked.state)] if asked.state else []


def _any(queries: list[query.Query]) -> query.Query:
    return query.Or(queries)


def _field(facet: Facet) -> str:
    return f"has_{facet.value}"
