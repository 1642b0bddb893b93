"""Cities and counties, gathered from the ZIPs that name them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from directory.domain import names
from directory.domain.places import Point
from directory.storage.gazetteer.published import PublishedZip

LARGE = 3  # ZIPs from which a suburb may be meant though its state is not said

Key = tuple[str, str]  # a folded name and a state: Mt Zion and Mount Zion are one city


@dataclass(frozen=True, kw_only=True, slots=True)
class Town:
    name: str
    state: str
    county: str
    point: Point | None
    size: int  # standard ZIPs

    @property
    def is_large(self) -> bool:
        return self.size >= LARGE


@dataclass(frozen=True, kw_only=True, slots=True)
class Shire:
    name: str
    title: str
    state: str
    size: int


def key(entry: PublishedZip) -> Key:
    return entry.folded_city, entry.state


def towns(entries: Iterable[PublishedZip]) -> dict[Key, Town]:
    """Return the cities that can be put on a map. The others are large receivers of mail."""
    gathered: defaultdict[Key, list[PublishedZip]] = defaultdict(list)
    for entry in entries:
        gathered[key(entry)].append(entry)
    known = (
        (key, _town(_commonest(entry.city for entry in members), members))
        for key, members in gathered.items()
    )
    return {key: town for key, town in known if town.point}


def suburbs(entries: Iterable[PublishedZip], primary: Mapping[Key, Town]) -> dict[Key, Town]:
    """Return the cities that get their mail by way of another, as Plymouth does by Minneapolis.

    They are the names that the post accepts where streets are, but for short forms of others.
    """
    gathered: defaultdict[Key, list[PublishedZip]] = defaultdict(list)
    written: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for entry in (entry for entry in entries if entry.standard):
        for name in _names_of_places(entry):
            named = names.fold(name), entry.state
            if named not in primary:
                gathered[named].append(entry)
                written[named][name] += 1
    known = (
        (named, _town(_in_full(named[0], written[named]), members))
        for named, members in gathered.items()
    )
    return {named: town for named, town in known if town.point}


def _in_full(folded: str, written: Counter[str]) -> str:
    """Prefer Sandy Springs to Sandy Spgs, however often the post writes it short."""
    return max(written, key=lambda name: (name.casefold() == folded, written[name]))


def _names_of_places(entry: PublishedZip) -> Iterator[str]:
    known = [entry.folded_city, *map(names.fold, entry.accepted)]
    for name in entry.accepted:
        folded = names.fold(name)
        if folded and not any(_is_way_to_write(folded, other) for other in known):
            yield name


def _is_way_to_write(name: str, other: str) -> bool:
    """Recognize "Pt Charlotte" and "Village of Wellington", which are no places of their own."""
    if name.endswith(f" of {other}"):
        return True
    letters = iter(other)
    shorter = len(name) < len(other) and name[0] == other[0]
    return shorter and all(letter in letters for letter in name)


def aliases(entries: Iterable[PublishedZip], primary: Mapping[Key, Town]) -> dict[Key, list[Key]]:
    """Return which of those cities each further name may mean; never a name that is a city's own.

    Where the post uses a name for ZIPs of several cities and most of them are one city's, it is
    that one.
    """
    uses: defaultdict[Key, Counter[Key]] = defaultdict(Counter)
    for entry in (entry for entry in entries if key(entry) in primary):
        for folded in {names.fold(alias) for alias in entry.aliases}:
            if folded and (folded, entry.state) not in primary:
                uses[folded, entry.state][key(entry)] += 1
    return {alias: _meant(cities) for alias, cities in uses.items()}


def shires(entries: Iterable[PublishedZip]) -> dict[Key, Shire]:
    gathered: defaultdict[Key, list[PublishedZip]] = defaultdict(list)
    for entry in entries:
        if entry.county:
            gathered[names.fold(entry.county), entry.state].append(entry)
    return {key: _shire(members) for key, members in gathered.items()}


def _town(name: str, members: Sequence[PublishedZip]) -> Town:
    standard = [entry for entry in members if entry.standard]
    return Town(
        name=name,
        state=members[0].state,
        county=_commonest(entry.county for entry in members),
        point=_middle(standard) or _middle(members),
        size=len(standard),
    )


def _shire(members: Sequence[PublishedZip]) -> Shire:
    return Shire(
        name=_commonest(entry.county for entry in members),
        title=max((entry.county_title for entry in members), key=len),
        state=members[0].state,
        size=sum(entry.standard for entry in members),
    )


def _middle(members: Iterable[PublishedZip]) -> Point | None:
    points = [entry.point for entry in members if entry.point]
    if not points:
        return None
    north = sum(point.latitude for point in points) / len(points)
    east = sum(point.longitude for point in points) / len(points)
    return Point(round(north, 5), round(east, 5))


def _commonest(spellings: Iterable[str]) -> str:
    counts = Counter(spelling for spelling in spellings if spelling)
    return max(counts, key=lambda spelling: (counts[spelling], len(spelling)), default="")


def _meant(cities: Counter[Key]) -> list[Key]:
    first, count = cities.most_common(1)[0]
    return [first] if 2 * count > cities.total() else sorted(cities)
