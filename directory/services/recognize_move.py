"""Finds where a site went that its list does not name at its old street any more.

Names and telephones are shared by the branches of one organization, so a move is believed only
where one site went and one came; a false guess would give one branch the history of another.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from directory.domain.changes import Doubt
from directory.services.recognize_site import Doubtful, Site, same_name

Pairs = list[tuple[str, Site]]
Trait = Callable[[Site], Hashable | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Moves:
    """By the key of the record that names the site now."""

    found: dict[str, Site] = field(default_factory=dict)
    doubtful: dict[str, Doubtful] = field(default_factory=dict)


def recognize_moves(gone: Iterable[Site], come: Mapping[str, Site]) -> Moves:
    """`gone` are sites of the list that it does not name; `come` are its records of no known site.

    First those of one name and telephone, of several those that stayed in their town.
    """
    went = {site.id: site for site in gone}
    here = dict(come)
    moves = Moves()
    for trait in SURE:
        for key, site in _only_ones(went.values(), here, trait):
            moves.found[key] = went.pop(site.id)
            del here[key]
    for trait, why in DOUBTS:
        for key, site in _first_ones(went.values(), here, trait):
            moves.doubtful.setdefault(key, Doubtful(site, why))
    return moves


def _only_ones(gone: Iterable[Site], come: Mapping[str, Site], trait: Trait) -> Pairs:
    """Pairs that share the trait with nobody else who came or went."""
    went, here = _grouped(gone, trait), _keys(come, trait)
    return [
        (keys[0], went[value][0])
        for value, keys in here.items()
        if len(keys) == 1 and len(went.get(value, ())) == 1
    ]


def _first_ones(gone: Iterable[Site], come: Mapping[str, Site], trait: Trait) -> Pairs:
    went, here = _grouped(gone, trait), _keys(come, trait)
    pairs = []
    for value, keys in here.items():
        for key in keys:
            alike = [site for site in went.get(value, ()) if _same_name(site, come[key])]
            pairs += [(key, site) for site in alike[:1]]
    return pairs


def _same_name(a: Site, b: Site) -> bool:
    return same_name(a.identity.name, b.identity.name)


def _grouped(sites: Iterable[Site], trait: Trait) -> dict[Hashable, list[Site]]:
    grouped: defaultdict[Hashable, list[Site]] = defaultdict(list)
    for site in sites:
        if (value := trait(site)) is not None:
            grouped[value].append(site)
    return grouped


def _keys(come: Mapping[str, Site], trait: Trait) -> dict[Hashable, list[str]]:
    grouped: defaultdict[Hashable, list[str]] = defaultdict(list)
    for key, site in come.items():
        if (value := trait(site)) is not None:
            grouped[value].append(key)
    return grouped


def _name_and_phone(site: Site) -> Hashable | None:
    return (site.identity.name, site.phone, site.town[0]) if site.phone else None


def _name_and_phone_in_town(site: Site) -> Hashable | None:
    return (site.identity.name, site.phone, site.town) if site.phone else None


def _phone(site: Site) -> Hashable | None:
    return site.phone or None


def _name_in_town(site: Site) -> Hashable | None:
    return (site.identity.name, site.town)


SURE: tuple[Trait, ...] = (_name_and_phone_in_town, _name_and_phone)
DOUBTS: tuple[tuple[Trait, Doubt], ...] = (
    (_name_and_phone, Doubt.MOVED),
    (_phone, Doubt.MOVED_AND_RENAMED),
    (_name_in_town, Doubt.MOVED_AND_RECONNECTED),
)
