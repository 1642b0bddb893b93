"""The parameters of a search, read leniently: what cannot be used is left out and said.

Pages and API share this, so it knows pairs of strings and nothing of requests.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.domain.criteria import Criteria, Sort
from directory.domain.places import Place
from directory.domain.understanding import Understood
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.storage.gazetteer import Gazetteer
from directory.understanding import written
from directory.understanding.written import Notice, Trouble, Written

LONGEST_TEXT = written.LONGEST_TEXT
FARTHEST_MILES = 5000
HOURS_A_WEEK = 168
LAST_PAGE = 1_000_000
NUMBERS = ("radius", "hours-min", "hours-max", "confirmed-within", "page")
SINGLE = ("q", "near", *NUMBERS, "accepting", "older", "exact", "sort")
KNOWN = {*SINGLE, "free", *Facet, *(f"not-{facet}" for facet in Facet)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was understood, and what has to be said about the rest.

    `chosen` is what was selected apart from the sentence. `near` is the place as typed:
    `choices` where it could be several, `suggestions` where it is none.
    """

    criteria: Criteria
    chosen: Criteria
    near: str = ""
    choices: tuple[Place, ...] = ()
    suggestions: tuple[Place, ...] = ()
    understood: Understood | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def place_is_open(self) -> bool:
        """Whether a place was asked for that is still to be chosen or named."""
        wanted = bool(self.near or self.choices) or self.wants_place
        return wanted and self.criteria.place is None

    @property
    def wants_place(self) -> bool:
        return self.understood is not None and self.understood.wants_place


def read(pairs: Iterable[tuple[str, str]], vocabulary: Vocabulary, gazetteer: Gazetteer) -> Asked:
    values = Written(pairs, SINGLE)
    reader = _Reader(values, vocabulary)
    near = values.text("near")
    found = gazetteer.resolve(near) if near else None
    criteria = reader.criteria(found.place if found else None)
    return Asked(
        criteria=criteria,
        chosen=criteria,
        near=near,
        choices=tuple(found.choices) if found else (),
        suggestions=tuple(found.suggestions) if found else (),
        notices=(*values.notices, *reader.strangers()),
    )


class _Reader:
    def __init__(self, values: Written, vocabulary: Vocabulary) -> None:
        self._values = values
        self._vocabulary = vocabulary

    def criteria(self, place: Place | None) -> Criteria:
        return Criteria(
            text=self._values.text("q"),
            place=place,
            radius=self._values.number("radius", FARTHEST_MILES),
            include=self._selections(""),
            exclude=self._selections("not-"),
            free=self._values.spans("free"),
            hours_min=self._values.number("hours-min", HOURS_A_WEEK),
            hours_max=self._values.number("hours-max", HOURS_A_WEEK),
            accepting=self._values.truth("accepting"),
            older=self._values.truth("older"),
            exact=self._values.truth("exact"),
            confirmed_within=self._values.whole("confirmed-within", 36_500),
            sort=self._sort(),
            page=self._values.whole("page", LAST_PAGE) or 1,
        )

    def strangers(self) -> list[Notice]:
        unknown = (name for name in self._values.names() if name not in KNOWN)
        return [Notice(Trouble.PARAMETER, name) for name in unknown]

    def _selections(self, prefix: str) -> frozenset[Selection]:
        return frozenset(
            Selection(facet, slug)
            for facet in Facet
            for slug in self._values.all(f"{prefix}{facet}")
            if self._knows(f"{prefix}{facet}", facet, slug)
        )

    def _knows(self, name: str, facet: Facet, slug: str) -> bool:
        known = self._vocabulary.get(facet, slug) is not None
        if not known:
            self._values.say(Trouble.CHOICE, name, slug)
        return known

    def _sort(self) -> Sort:
        asked = self._values.one("sort")
        if asked in tuple(Sort):
            return Sort(asked)
        if asked:
            self._values.say(Trouble.CHOICE, "sort", asked)
        return Sort.BEST
