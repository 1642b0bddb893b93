"""Questions about given listings, of every kind that the page can ask."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from random import Random

from directory.domain.criteria import Criteria, Sort
from directory.domain.listings import Listing
from directory.domain.places import Place, PlaceKind
from directory.domain.schedule import Span
from directory.domain.vocabulary import Facet, Selection, Term, Vocabulary
from directory.search.text import words
from tests.search import asking

COMBINED = 150


class Questions:
    def __init__(self, listings: Sequence[Listing], vocabulary: Vocabulary) -> None:
        self._random = Random(11)
        self._listings = listings
        self._vocabulary = vocabulary

    def all(self) -> Iterator[Criteria]:
        yield from (Criteria(sort=sort) for sort in Sort)
        yield from self._of_every_facet()
        yield from self._of_places()
        yield from self._of_words()
        for _ in range(COMBINED):
            yield self._combined()

    def _of_every_facet(self) -> Iterator[Criteria]:
        """Two of its terms as alternatives, and one that is not wanted."""
        for facet in Facet:
            terms = [term.selection for term in self._vocabulary.of_facet(facet)]
            yield Criteria(include=frozenset(self._random.choices(terms, k=2)))
            yield Criteria(exclude=frozenset(self._random.choices(terms, k=1)))
        for term in self._insurers():
            yield Criteria(include=frozenset({term.selection}))

    def _insurers(self) -> Iterator[Term]:
        """Whom sites may take without saying so."""
        yield from (term for term in self._vocabulary.of_facet(Facet.INSURANCE) if term.implies)

    def _of_places(self) -> Iterator[Criteria]:
        for kind in PlaceKind:
            for radius in (None, 5.0, 50.0, 20_000.0):
                sort = self._random.choice((Sort.BEST, Sort.DISTANCE))
                yield Criteria(place=self._place(kind), radius=radius, sort=sort)

    def _of_words(self) -> Iterator[Criteria]:
        listings = self._random.sample(list(self._listings), 12)
        yield from (Criteria(text=one.name) for one in listings)
        yield from (Criteria(text=_misspelt(one.name)) for one in listings)
        for one in listings:
            some = words.split(one.description) or ["recovery"]
            start = self._random.randrange(len(some))
            yield Criteria(text=some[start])
            yield Criteria(text=f'"{" ".join(some[start : start + 2])}" {some[0]}')
        said = ("terapia", "intensive outpatient", '"cognitive behavioral therapy"', "the", "zzyzx")
        yield from (Criteria(text=text) for text in said)

    def _combined(self) -> Criteria:
        one = asking.criteria(self._random, self._vocabulary, text=False)
        site = self._random.choice(self._listings)
        some = words.split(site.description) or ["care"]
        kinds: tuple[PlaceKind | None, ...] = (None, *PlaceKind)
        kind = self._random.choice(kinds)
        return replace(
            one,
            text=self._random.choice(("", "", site.name, self._random.choice(some))),
            place=self._place(kind) if kind else None,
            include=frozenset(self._said(site)),
            free=one.free or frozenset(self._random.choice(((), WEEKDAY_EVENINGS))),
            page=self._random.choice((1, 1, 1, 2, 5)),
        )

    def _said(self, site: Listing) -> Iterator[Selection]:
        """What one of its programs has, so that something is found now and then."""
        program = self._random.choice(site.programs)
        answers = sorted(site.answers(program))
        for _ in range(self._random.choice((0, 1, 2, 3))):
            yield self._random.choice(answers)

    def _place(self, kind: PlaceKind) -> Place:
        tries = (self._random.choice(self._listings).address for _ in count())
        address = next(one for one in tries if one.point and one.county)
        point = address.point if kind in (PlaceKind.ZIP, PlaceKind.CITY) else None
        return Place(
            kind=kind,
            state=address.state,
            county=address.county,
            city=address.city,
            zip=address.zip,
            point=point,
        )


WEEKDAY_EVENINGS = tuple(Span(day, 17 * 60, 21 * 60 + 30) for day in range(5))


def _misspelt(name: str) -> str:
    """Without a letter in the middle of its longest word."""
    longest = max(words.split(name), key=len)
    middle = len(longest) // 2
    return longest[:middle] + longest[middle + 1 :]
