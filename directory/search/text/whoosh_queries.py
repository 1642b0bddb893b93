"""Our queries as Whoosh's, so that its own searcher can check and be compared with ours."""

from collections.abc import Iterator

from whoosh import query as whoosh

from directory.search.text import schema
from directory.search.text.collection import Collection
from directory.search.text.queries import AllOf, AnyOf, Except, Leaf, Phrase, Query


def translated(query: Query, collection: Collection) -> whoosh.Query:
    """Return the query for Whoosh, over the index that the collection stands for.

    It adds one to the score of an Except, the same for every site.
    """
    match query:
        case AllOf(parts):
            return whoosh.And([translated(part, collection) for part in parts])
        case AnyOf(parts):
            return whoosh.Or([translated(part, collection) for part in parts])
        case Except(wanted, unwanted):
            # Whoosh's AndNot lets the first document through when the unwanted ones begin earlier.
            without = whoosh.Not(translated(unwanted, collection))
            return whoosh.And([translated(wanted, collection), without])
    return whoosh.Or(list(_leaves(query, collection)))


def _leaves(leaf: Leaf, collection: Collection) -> Iterator[whoosh.Query]:
    for field, texts in collection.meant(leaf):
        yield from (whoosh.Term(field, text.decode()) for text in texts)
    if isinstance(leaf, Phrase):
        fields = (field for field in leaf.fields if field != schema.ENTRIES)
        yield from (whoosh.Phrase(field, list(leaf.words)) for field in fields)
