"""Our queries as Whoosh's, so that its own searcher can check and be compared with ours."""

from whoosh import query as whoosh

from directory.search.text import schema
from directory.search.text.queries import (
    AllOf,
    AnyOf,
    Except,
    Leaf,
    Near,
    Phrase,
    Query,
    Start,
    Word,
)


def translated(query: Query) -> whoosh.Query:
    """Return the query for Whoosh.

    It adds one to the score of an Except. A Near is not among them: Whoosh counts edits otherwise.
    """
    match query:
        case AllOf(parts):
            return whoosh.And([translated(part) for part in parts])
        case AnyOf(parts):
            return whoosh.Or([translated(part) for part in parts])
        case Except(wanted, unwanted):
            # Whoosh's AndNot lets the first document through when the unwanted ones begin earlier.
            return whoosh.And([translated(wanted), whoosh.Not(translated(unwanted))])
    return _leaf(query)


def _leaf(query: Leaf) -> whoosh.Query:
    match query:
        case Word(text, fields):
            return whoosh.Or([whoosh.Term(name, text) for name in fields])
        case Phrase(words, fields):
            return whoosh.Or([whoosh.Phrase(name, list(words)) for name in fields])
        case Start(text):
            return whoosh.Prefix(schema.STARTS, text, constantscore=False)
        case Near():
            raise ValueError("Whoosh does not count two letters in the wrong order as one edit.")
