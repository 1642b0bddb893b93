"""The vocabulary as Spanish pages say it."""

from dataclasses import replace

from directory.domain.vocabulary import Term, Vocabulary


def in_spanish(vocabulary: Vocabulary) -> Vocabulary:
    """The same terms in the same order, whose label, short label and definition are Spanish."""
    terms = {selection: _translated(term) for selection, term in vocabulary.terms.items()}
    return replace(vocabulary, terms=terms)


def _translated(term: Term) -> Term:
    return replace(term, label=term.label_es, short=term.short_es, definition=term.definition_es)
