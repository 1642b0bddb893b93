"""tantivy, the search library in Rust, with every term in a fast field of its facet."""

from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tantivy

from benchmarks import peers, rust_schema
from benchmarks.asking import Asked
from benchmarks.collection import TEXTS, Flat
from benchmarks.peers import TOP, Answer, Count
from directory.domain.vocabulary import Facet
from directory.search.headings import Headings

_WEIGHTS = (3.0, 1.5, 1.5, 1.0, 1.0)
_MEMORY = 200_000_000  # bytes for building


class Tantivy:
    """It has no circle to search in: a square stands for it, so that it finds a little more.

    Who is silent about a term is who neither has it nor denies it: two fast fields a facet.
    """

    name = "tantivy"

    def __init__(self, folder: Path, headings: Headings) -> None:
        self._headings = headings
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = rust_schema.schema(headings)
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._writer: tantivy.IndexWriter | None = None
        self._open()

    def build(self, flats: Iterable[Flat]) -> None:
        writer = self._index.writer(heap_size=_MEMORY, num_threads=1)
        for flat in flats:
            writer.add_document(self._document(flat))
        writer.commit()
        writer.wait_merging_threads()
        self._open()

    def change(self, flat: Flat) -> None:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_MEMORY // 4, num_threads=1)
        self._writer.delete_documents("id", flat.id)
        self._writer.add_document(self._document(flat))
        self._writer.commit()
        self._open()

    def answer(self, asked: Asked) -> Answer:
        filters = {
            facet: self._filter(facet, terms)
            for facet, terms in peers.by_facet(asked.terms, self._headings).items()
        }
        ground = self._ground(asked)
        found = self._searcher.search(_all([*ground, *filters.values()]), TOP)
        addresses = [address for _, address in found.hits]
        ids = [int(number or 0) for number in self._searcher.fast_field_values("id", addresses)]
        if not asked.counts:
            return Answer(_count(found), ids)
        counts, without = self._counts(ground, filters, _count(found))
        wider = peers.wider(asked, _count(found), self._total)
        return Answer(_count(found), ids, self._reasons(addresses, asked), counts, without, wider)

    def _total(self, asked: Asked) -> int:
        chosen = peers.by_facet(asked.terms, self._headings)
        filters = [self._filter(facet, terms) for facet, terms in chosen.items()]
        return _count(self._searcher.search(_all([*self._ground(asked), *filters]), 1))

    def _reasons(self, addresses: list[tantivy.DocAddress], asked: Asked) -> list[list[int]]:
        reasons = []
        for address in addresses:
            held = array("H", self._searcher.doc(address)["held"][0])
            reasons.append([term for term in asked.terms if term in held])
        return reasons

    def _open(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def _ground(self, asked: Asked) -> list[tantivy.Query]:
        ground = self._words(asked)
        if asked.radius is not None:
            south, north, west, east = peers.box(asked, asked.radius)
            ground += [self._between("latitude", south, north)]
            ground += [self._between("longitude", west, east)]
        elif asked.state:
            state = tantivy.Query.term_query(self._schema, "state", asked.state)
            ground.append(tantivy.Query.const_score_query(state, 0.0))
        return ground

    def _words(self, asked: Asked) -> list[tantivy.Query]:
        if asked.phrase:
            stems = [rust_schema.stem(word) for word in asked.words]
            return [_any([self._phrase(field, stems) for field in TEXTS])]
        word = self._near if asked.misspelt else self._word
        return [word(rust_schema.stem(one)) for one in asked.words]

    def _near(self, word: str) -> tantivy.Query:
        """Any word one edit away."""
        near = [tantivy.Query.fuzzy_term_query(self._schema, field, word) for field in TEXTS]
        return _any(near)

    def _word(self, word: str) -> tantivy.Query:
        terms = [tantivy.Query.term_query(self._schema, field, word) for field in TEXTS]
        weighed = zip(terms, _WEIGHTS, strict=True)
        return _any([tantivy.Query.boost_query(term, weight) for term, weight in weighed])

    def _phrase(self, field: str, words: list[str]) -> tantivy.Query:
        return tantivy.Query.phrase_query(self._schema, field, list(words))

    def _between(self, field: str, low: float, high: float) -> tantivy.Query:
        kind = tantivy.FieldType.Float
        within = tantivy.Query.range_query(self._schema, field, kind, low, high)
        return tantivy.Query.const_score_query(within, 0.0)

    def _filter(self, facet: Facet, terms: list[int]) -> tantivy.Query:
        having = tantivy.Query.term_set_query(self._schema, rust_schema.field(facet), terms)
        return tantivy.Query.const_score_query(having, 0.0)

    def _counts(
        self, ground: list[tantivy.Query], filters: dict[Facet, tantivy.Query], total: int
    ) -> tuple[dict[Facet, list[Count]], dict[Facet, int]]:
        free = [facet for facet in self._headings.slices if facet not in filters]
        counts, _ = self._counted(_all([*ground, *filters.values()]), free, total)
        without = {}
        for facet in filters:
            others = [query for other, query in filters.items() if other is not facet]
            found, without[facet] = self._counted(_all([*ground, *others]), [facet], None)
            counts |= found
        return counts, without

    def _counted(
        self, query: tantivy.Query, facets: list[Facet], total: int | None
    ) -> tuple[dict[Facet, list[Count]], int]:
        wanted: dict[str, dict[str, object]] = {
            field: {"terms": {"field": field, "size": 100}}
            for facet in facets
            for field in (rust_schema.field(facet), rust_schema.denied(facet))
        }
        if total is None:
            wanted["all"] = {"value_count": {"field": "id"}}
        told = self._searcher.aggregate(query, wanted)
        number = int(told["all"]["value"]) if total is None else total
        return {facet: self._listed(facet, told, number) for facet in facets}, number

    def _listed(self, facet: Facet, told: Mapping[str, Any], total: int) -> list[Count]:
        yes, denied = (
            {int(bucket["key"]): int(bucket["doc_count"]) for bucket in told[field]["buckets"]}
            for field in (rust_schema.field(facet), rust_schema.denied(facet))
        )
        return peers.listed(yes, denied, self._headings.slices[facet], total)

    def _document(self, flat: Flat) -> tantivy.Document:
        values: dict[str, object] = dict(zip(TEXTS, flat.texts, strict=True))
        for facet, terms in peers.by_facet(flat.terms, self._headings).items():
            values[rust_schema.field(facet)] = terms
        for facet, terms in peers.by_facet(flat.denied, self._headings).items():
            values[rust_schema.denied(facet)] = terms
        values["held"] = array("H", flat.terms).tobytes()
        place = {"state": flat.state, "latitude": flat.latitude, "longitude": flat.longitude}
        return tantivy.Document.from_dict({"id": flat.id, **place, **values}, self._schema)


def _all(queries: list[tantivy.Query]) -> tantivy.Query:
    if not queries:
        return tantivy.Query.all_query()
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _count(found: tantivy.SearchResult) -> int:
    """How many there are in all, which its published types leave out."""
    return int(getattr(found, "count", 0) or 0)
