"""What of a listing can be found by words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from directory.domain import schedule
from directory.domain.facts import Answer
from directory.domain.listings import Address, Listing, Program
from directory.domain.vocabulary import Facet, Selection, Term, Vocabulary
from directory.search.text import synonyms, words
from directory.storage.gazetteer.sayings import Sayings


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One site's words, by field."""

    pk: int  # the provider's id
    name: tuple[str, ...]
    programs: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()  # entries and shared words, as synonyms.py has them
    city: tuple[str, ...] = ()
    description: tuple[str, ...] = ()


class Wording:
    """Every way to say each term of a vocabulary, in both languages."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._parents = {
            term.selection: Selection(term.facet, term.parent) for term in vocabulary if term.parent
        }
        self._states = Sayings.load().titles
        names = {term.selection: _stemmed(term) for term in vocabulary}
        self._common = synonyms.shared(names.values())
        self._entries = {about: synonyms.entry(said, self._common) for about, said in names.items()}
        self._shared = {
            about: self._common.intersection(chain.from_iterable(said))
            for about, said in names.items()
        }

    def document(self, listing: Listing) -> Document:
        return Document(
            pk=listing.id,
            name=_some(listing.name, listing.name2),
            programs=_some(*(program.name for program in listing.programs), *self._cares(listing)),
            terms=self._terms(listing),
            city=self._places(listing.address.public),
            description=_some(
                listing.description, *(program.description for program in listing.programs)
            ),
        )

    def words(self) -> Iterator[str]:
        """Every name of every term, to correct spelling with."""
        return chain.from_iterable(term.names for term in self._vocabulary)

    def entries(self) -> Iterator[str]:
        """Every text that stands for the names of a term."""
        return iter(self._entries.values())

    def _cares(self, listing: Listing) -> Iterator[str]:
        for slug in dict.fromkeys(program.care for program in listing.programs if program.care):
            care = self._vocabulary.get(Facet.CARE, slug)
            if care:
                yield care.label

    def _places(self, address: Address) -> tuple[str, ...]:
        county = f"{address.county} County" if address.county else ""
        return _some(address.city, county, self._states.get(address.state, ""))

    def _terms(self, listing: Listing) -> tuple[str, ...]:
        """What it has, and what that is a kind of."""
        yes = set(_reported(listing)) & self._entries.keys()
        yes |= {self._parents[about] for about in yes if about in self._parents}
        entries = sorted(self._entries[about] for about in yes)
        return (*entries, *sorted(set().union(*(self._shared[about] for about in yes))))


def _stemmed(term: Term) -> list[list[str]]:
    """The names of a term, each as the stems of its words."""
    return [list(filter(None, map(words.stem, words.split(name)))) for name in term.names]


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
