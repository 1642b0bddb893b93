"""What an address asks for as a whole: its parameters, and the sentence among them."""

from dataclasses import replace

from directory.domain.criteria import Criteria
from directory.domain.understanding import Understood
from directory.understanding.parameters import Asked


def interpreted(asked: Asked, understood: Understood) -> Asked:
    """Add what the sentence says to what was chosen.

    Links and forms carry what was understood as parameters and only the words left in the
    sentence, so a place or a distance in the sentence is the newer wish, and counts.
    """
    if not understood.pieces and not understood.criteria.text and not understood.wants_place:
        return replace(asked, understood=understood)  # words too common to filter by still search
    criteria = _together(asked.criteria, understood.criteria)
    chosen = replace(asked, criteria=criteria, understood=understood)
    if understood.criteria.place is not None:
        return replace(chosen, near=understood.criteria.place.label, choices=(), suggestions=())
    if asked.near or not understood.place_choices:
        return chosen
    named = understood.place_choices[0]
    return replace(chosen, near=named.city or named.county or "", choices=understood.place_choices)


def _together(chosen: Criteria, said: Criteria) -> Criteria:
    exclude = chosen.exclude | said.exclude
    return replace(
        chosen,
        text=said.text,
        place=said.place or chosen.place,
        radius=said.radius if said.radius is not None else chosen.radius,
        include=(chosen.include | said.include) - exclude,
        exclude=exclude,
    )
