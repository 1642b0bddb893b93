"""Whoosh as it comes, for small sizes only: it builds slowly, one posting at a time."""

import gc
from collections.abc import Iterable, Sequence
from pathlib import Path

from whoosh import fields, index, query, searching, sorting

from benchmarks import peers
from benchmarks.asking import Asked
from benchmarks.collection import TEXTS, Flat
from benchmarks.peers import TOP, Answer, Count
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
            facet: _having(facet, terms)
            for facet, terms in peers.by_facet(asked.terms, self._headings).items()
        }
        if not asked.counts:
            found, _ = self._search(asked, filters.values(), [])
            return Answer(len(found), [int(hit["id"]) for hit in found])
        free = [facet for facet in self._headings.slices if facet not in filters]
        found, counts = self._search(asked, filters.values(), free)
        without = {}
        for facet in filters:
            others = [one for other, one in filters.items() if other is not facet]
            more, counted = self._search(asked, others, [facet])
            without[facet] = len(more)
            counts |= counted
        held = [set(hit["held"]) for hit in found]
        return Answer(
            total=len(found),
            ids=[int(hit["id"]) for hit in found],
            reasons=[[term for term in asked.terms if term in terms] for terms in held],
            counts=counts,
            without=without,
            wider=peers.wider(asked, len(found), self._total),
        )

    def _total(self, asked: Asked) -> int:
        chosen = peers.by_facet(asked.terms, self._headings)
        filters = [_having(facet, terms) for facet, terms in chosen.items()]
        return len(self._search(asked, filters, [])[0])

    def _open(self) -> None:
        self._searcher = index.open_dir(str(self._folder)).searcher()

    def _search(
        self, asked: Asked, filters: Iterable[query.Query], facets: Sequence[Facet]
    ) -> tuple[searching.Results, dict[Facet, list[Count]]]:
        required = [*_ground(asked), *filters]
        grouped = {
            field: sorting.FieldFacet(field, allow_overlap=True)
            for facet in facets
            for field in (_field(facet), _denied(facet))
        }
        found = self._searcher.search(
            _words(asked),
            limit=TOP,
            filter=query.And(required) if required else None,
            groupedby=grouped or None,
            maptype=sorting.Count,
        )
        return found, {facet: self._listed(facet, found) for facet in facets}

    def _listed(self, facet: Facet, found: searching.Results) -> list[Count]:
        yes, denied = (
            {int(number): count for number, count in found.groups(field).items() if number}
            for field in (_field(facet), _denied(facet))
        )
        return peers.listed(yes, denied, self._headings.slices[facet], len(found))

    def _document(self, flat: Flat) -> dict[str, object]:
        values: dict[str, object] = dict(zip(TEXTS, flat.texts, strict=True))
        for facet, terms in peers.by_facet(flat.terms, self._headings).items():
            values[_field(facet)] = " ".join(map(str, terms))
        for facet, terms in peers.by_facet(flat.denied, self._headings).items():
            values[_denied(facet)] = " ".join(map(str, terms))
        values["held"] = flat.terms
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
    facets = {
        name: fields.KEYWORD(scorable=False)
        for facet in headings.slices
        for name in (_field(facet), _denied(facet))
    }
    degrees = {name: fields.NUMERIC(int, signed=True) for name in ("latitude", "longitude")}
    key = fields.ID(unique=True, stored=True)
    return fields.Schema(
        id=key, held=fields.STORED(), state=fields.ID(), **texts, **facets, **degrees
    )


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


def _having(facet: Facet, terms: Sequence[int]) -> query.Query:
    return _any([query.Term(_field(facet), str(term)) for term in terms])


def _any(queries: list[query.Query]) -> query.Query:
    return query.Or(queries)


def _field(facet: Facet) -> str:
    return f"has_{facet.value}"


def _denied(facet: Facet) -> str:
    return f"denied_{facet.value}"
