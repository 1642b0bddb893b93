"""What of a listing can be found by words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from directory.domain import schedule
from directory.domain.facts import Answer
from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Facet, Selection, Term, Vocabulary

# Parts two texts that stand in one string: no phrase reaches across.
BREAK = "\x1e"


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One site's words, by field. Strings that many sites share are analysed once."""

    pk: int  # the provider's id
    name: tuple[str, ...]
    programs: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    description: tuple[str, ...] = ()


class Wording:
    """Every way to say each term of a vocabulary, in both languages."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names = {term.selection: self._spoken(term) for term in vocabulary}

    def document(self, listing: Listing) -> Document:
        return Document(
            pk=listing.id,
            name=_some(listing.name, listing.name2),
            programs=_some(*(program.name for program in listing.programs), *self._cares(listing)),
            terms=tuple(self._terms(listing)),
            city=_places(listing),
            description=_some(
                listing.description, *(program.description for program in listing.programs)
            ),
        )

    def _spoken(self, term: Term) -> str:
        """A term's names and those of its parent, which it is a kind of."""
        parent = self._vocabulary.get(term.facet, term.parent) if term.parent else None
        names = (*term.names, *(parent.names if parent else ()))
        return BREAK.join(dict.fromkeys(name for name in names if name))

    def _cares(self, listing: Listing) -> Iterator[str]:
        for slug in dict.fromkeys(program.care for program in listing.programs if program.care):
            care = self._vocabulary.get(Facet.CARE, slug)
            if care:
                yield care.label

    def _terms(self, listing: Listing) -> Iterator[str]:
        yes = dict.fromkeys(_reported(listing))
        return (self._names[selection] for selection in yes if selection in self._names)


def _reported(listing: Listing) -> Iterator[Selection]:
    """What any of its programs has, or takes as payment."""
    for program in listing.programs or (Program(care=None),):
        for about, answer in listing.answers(program).items():
            if answer is Answer.YES:
                yield about
        for slug in sorted(schedule.times_of_day(program.sessions)):
            yield Selection(Facet.WHEN, slug)
    for plan in listing.plans:
        yield Selection(Facet.INSURANCE, plan.insurer)


def _places(listing: Listing) -> tuple[str, ...]:
    address = listing.address
    county = f"{address.county} County" if address.county else ""
    return _some(address.city, county, address.state)


def _some(*texts: str) -> tuple[str, ...]:
    """The texts that say anything, each once."""
    return tuple(dict.fromkeys(text for text in texts if text))


def strings(document: Document) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The document's texts by the field they are indexed in."""
    return (
        ("name", document.name),
        ("programs", document.programs),
        ("terms", document.terms),
        ("city", document.city),
        ("description", document.description),
    )
