"""The fields that tantivy keeps of a document, and how it reads words."""

import tantivy

from benchmarks.collection import TEXTS
from directory.domain.vocabulary import Facet
from directory.search.headings import Headings


def schema(headings: Headings) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name="en_stem")
    builder.add_text_field("state", tokenizer_name="raw")
    for name in ("latitude", "longitude"):
        builder.add_float_field(name, indexed=True, fast=True)
    for facet in headings.slices:
        builder.add_unsigned_field(field(facet), indexed=True, fast=True)
        builder.add_unsigned_field(denied(facet), fast=True)
    builder.add_bytes_field("held", stored=True)
    return builder.build()


def field(facet: Facet) -> str:
    return f"has_{facet.value}"


def denied(facet: Facet) -> str:
    return f"denied_{facet.value}"


_ANALYZER = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
_STEMS = (
    _ANALYZER.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("english")).build()
)


def stem(word: str) -> str:
    return str(_STEMS.analyze(word)[0])
