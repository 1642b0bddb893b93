"""What an address asks for as a whole: its parameters, and the sentence among them."""

from dataclasses import replace

from directory.domain.criteria import Criteria
from directory.domain.understanding import Understood
from directory.understanding.parameters import Asked
from directory.understanding.written import Notice, Trouble


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


def measured(asked: Asked) -> Asked:
    """Leave out a distance that is measured from nothing, and say so.

    While the place is open, the distance waits for it.
    """
    radius, place = asked.criteria.radius, asked.criteria.place
    if radius is None or asked.place_is_open or (place is not None and place.point is not None):
        return asked
    trouble = Trouble.PLACELESS if place is None else Trouble.BORDERS
    notice = Notice(trouble, "radius", f"{radius:g}")
    return replace(
        asked,
        criteria=replace(asked.criteria, radius=None),
        chosen=replace(asked.chosen, radius=None),
        notices=(*asked.notices, notice),
    )


def _together(chosen: Criteria, said: Criteria) -> Criteria:
    exclude = chosen.exclude | said.exclude
    return replace(
        chosen,
        text=said.text,
        place=said.place or chosen.place,
        radius=said.radius if said.radius is not None else chosen.radius,
        include=(chosen.include | said.include) - exclude,
        exclude=exclude,
        accepting=chosen.accepting or said.accepting,
    )
