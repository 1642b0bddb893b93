"""Which of the places in a sentence is the one to search around."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.domain.places import Place
from directory.understanding.placing import Certainty, Found

LARGE = 3  # ZIPs from which a name is a town's rather than a person's: Tina, San Francisco
MOST_CHOICES = 40  # as many as the gazetteer gives


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`place`, or the `choices` where a name is that of several."""

    place: Place | None = None
    choices: tuple[Place, ...] = ()


def settled(found: Iterable[Found]) -> Whereabouts:
    """The surest name wins, the first of those; a state elsewhere tells which Peoria is meant."""
    ordered = sorted(found, key=lambda each: -each.certainty)
    if not ordered:
        return Whereabouts()
    best = ordered[0]
    if best.certainty is not Certainty.BARE:
        return Whereabouts(best.places[0])
    told = [each for each in ordered if each.certainty is Certainty.STATE]
    return _bare([each for each in ordered if each.certainty is Certainty.BARE], told)


def _bare(named: list[Found], told: list[Found]) -> Whereabouts:
    states = {each.state for each in told}
    for each in named:
        within = [place for place in each.places if place.state in states]
        if within:
            return Whereabouts(within[0])
    places = next(filter(_is_clear, named), named[0]).places
    if len(places) == 1:
        return Whereabouts(places[0])
    if told:
        return Whereabouts(told[0].places[0])
    return Whereabouts(choices=places[:MOST_CHOICES])


def _is_clear(named: Found) -> bool:
    return named.size >= LARGE or named.places[0].city is None
