"""tantivy, the search library in Rust, with every term in a fast field of its facet."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from benchmarks import peers
from benchmarks.asking import Asked
from benchmarks.collection import TEXTS, Flat
from benchmarks.peers import TOP, Answer, Counts
from directory.domain.vocabulary import Facet
from directory.search.headings import Headings

_WEIGHTS = (3.0, 1.5, 1.5, 1.0, 1.0)
_MEMORY = 200_000_000  # bytes for building


class Tantivy:
    """It has no circle to search in: a square stands for it, so that it finds a little more."""

    name = "tantivy"

    def __init__(self, folder: Path, headings: Headings) -> None:
        self._headings = headings
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema(headings)
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
        query = _all([*ground, *filters.values()])
        found = self._searcher.search(query, TOP)
        addresses = [address for _, address in found.hits]
        ids = [int(number or 0) for number in self._searcher.fast_field_values("id", addresses)]
        counts = self._counts(ground, filters) if asked.counts else {}
        return Answer(_count(found), ids, counts)

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
            stems = [_stem(word) for word in asked.words]
            return [_any([self._phrase(field, stems) for field in TEXTS])]
        return [self._word(_stem(word)) for word in asked.words]

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
        having = tantivy.Query.term_set_query(self._schema, _field(facet), terms)
        return tantivy.Query.const_score_query(having, 0.0)

    def _counts(self, ground: list[tantivy.Query], filters: dict[Facet, tantivy.Query]) -> Counts:
        free = [facet for facet in self._headings.slices if facet not in filters]
        counts = self._counted(_all([*ground, *filters.values()]), free)
        for facet in filters:
            others = [query for other, query in filters.items() if other is not facet]
            counts |= self._counted(_all([*ground, *others]), [facet])
        return counts

    def _counted(self, query: tantivy.Query, facets: list[Facet]) -> dict[Facet, list[int]]:
        wanted = {facet.value: {"terms": {"field": _field(facet), "size": 100}} for facet in facets}
        told = self._searcher.aggregate(query, wanted)
        return {facet: self._listed(facet, told[facet.value]["buckets"]) for facet in facets}

    def _listed(self, facet: Facet, buckets: list[dict[str, float]]) -> list[int]:
        numbers = self._headings.slices[facet]
        counted = {int(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
        return [counted.get(number, 0) for number in range(numbers.start, numbers.stop)]

    def _document(self, flat: Flat) -> tantivy.Document:
        values: dict[str, object] = dict(zip(TEXTS, flat.texts, strict=True))
        for facet, terms in peers.by_facet(flat.terms, self._headings).items():
            values[_field(facet)] = terms
        place = {"state": flat.state, "latitude": flat.latitude, "longitude": flat.longitude}
        return tantivy.Document.from_dict({"id": flat.id, **place, **values}, self._schema)


def _schema(headings: Headings) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name="en_stem")
    builder.add_text_field("state", tokenizer_name="raw")
    for name in ("latitude", "longitude"):
        builder.add_float_field(name, indexed=True, fast=True)
    for facet in headings.slices:
        builder.add_unsigned_field(_field(facet), indexed=True, fast=True)
    return builder.build()


def _field(facet: Facet) -> str:
    return f"has_{facet.value}"


_ANALYZER = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
_STEMS = (
    _ANALYZER.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("english")).build()
)


def _stem(word: str) -> str:
    return str(_STEMS.analyze(word)[0])


def _all(queries: list[tantivy.Query]) -> tantivy.Query:
    if not queries:
        return tantivy.Query.all_query()
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _count(found: tantivy.SearchResult) -> int:
    """How many there are in all, which its published types leave out."""
    return int(getattr(found, "count", 0) or 0)
