"""Tells whether a record is about a site that the directory has already.

The rule, with what it finds in real lists, stands in docs/importing.md. Where it doubts, the
sites stay apart and the report says so: two programs taken for one would hide one of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from rapidfuzz import fuzz

from directory.domain import names
from directory.domain.changes import Doubt
from directory.domain.identity import HOUSE_NUMBER, Identity
from directory.domain.listings import Listing

ALIKE_NAME = 85.0  # per cent, whatever the order of the words
ALIKE_STREET = 80.0  # per cent, besides the same house number
FEWEST_WORDS = 2  # a name of one word is part of too many others


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """A site as far as it matters here; `phone` is its main number without the extension."""

    id: int
    slug: str
    identity: Identity
    phone: str
    town: tuple[str, str] = ("", "")  # state and city

    @classmethod
    def of(cls, listing: Listing) -> Self:
        main = (phone.number for phone in listing.phones if phone.kind == "main")
        return cls(
            id=listing.id,
            slug=listing.slug,
            identity=Identity.of(listing),
            phone=next(main, "").partition(";")[0],
            town=(listing.address.state, " ".join(names.words(listing.address.city))),
        )


@dataclass(frozen=True, slots=True)
class Doubtful:
    site: Site
    why: Doubt


class Recognizer:
    """Knows all sites; gives each away once, since a list does not name a site twice."""

    def __init__(self, sites: Iterable[Site], spoken_for: Iterable[int]) -> None:
        """`spoken_for` are the ids of sites that other records of the same list are about."""
        self._taken = set(spoken_for)
        self._same: defaultdict[Identity, list[Site]] = defaultdict(list)
        self._near: defaultdict[tuple[str, str], list[Site]] = defaultdict(list)
        for site in sites:
            self._same[site.identity].append(site)
            self._near[site.identity.zip, site.phone].append(site)

    def same(self, sought: Site) -> Site | None:
        """The site of the same name, street and ZIP; of several, the one with its telephone."""
        free = self._free(self._same.get(sought.identity, ()))
        sharing = [site for site in free if site.phone and site.phone == sought.phone]
        if sharing:
            return self.take(sharing[0])
        return self.take(free[0]) if len(free) == 1 and sought.identity.street else None

    def near(self, sought: Site) -> Site | None:
        """A site with the same ZIP and telephone, much the same street and much the same name."""
        alike = [site for site in self._sharing_phone(sought) if _alike(site, sought)]
        return self.take(alike[0]) if len(alike) == 1 else None

    def doubtful(self, sought: Site) -> Doubtful | None:
        """A site that may be the same: for an editor to look at."""
        for site in self._sharing_phone(sought):
            if _same_place(site, sought):
                return Doubtful(site, Doubt.SAME_PLACE)
        equal = self._free(self._same.get(sought.identity, ()) if sought.identity.street else ())
        return Doubtful(equal[0], Doubt.SAME_NAME) if equal else None

    def take(self, site: Site) -> Site:
        """Give it to one record of the list, and to no other."""
        self._taken.add(site.id)
        return site

    def _sharing_phone(self, sought: Site) -> list[Site]:
        if not sought.phone:
            return []
        return self._free(self._near.get((sought.identity.zip, sought.phone), ()))

    def _free(self, sites: Iterable[Site]) -> list[Site]:
        return [site for site in sites if site.id not in self._taken]


def _alike(a: Site, b: Site) -> bool:
    return _same_place(a, b) and same_name(a.identity.name, b.identity.name)


def _same_place(a: Site, b: Site) -> bool:
    return bool(a.identity.street) and same_street(a.identity.street, b.identity.street)


def same_street(a: str, b: str) -> bool:
    """Tell whether two streets, as they compare, are one however it is written."""
    numbers = [HOUSE_NUMBER.search(street) for street in (a, b)]
    first, second = (match[0] if match else "" for match in numbers)
    return first == second and fuzz.ratio(a, b) >= ALIKE_STREET


def same_name(a: str, b: str) -> bool:
    """Nearly equal, or one has all the words of the other and some more."""
    ours, theirs = set(a.split()), set(b.split())
    fewer = min(len(ours), len(theirs))
    if fewer >= FEWEST_WORDS and (ours <= theirs or theirs <= ours):
        return True
    return fuzz.token_sort_ratio(a, b) >= ALIKE_NAME
