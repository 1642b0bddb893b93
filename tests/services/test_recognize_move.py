from dataclasses import replace

import pytest

from directory.domain.changes import Doubt
from directory.domain.listings import Listing, Phone
from directory.services.recognize_move import Moves, recognize_moves
from directory.services.recognize_site import Site
from tests.factories import PEORIA, listing


def site(
    name: str, street: str, *, city: str = "Peoria", state: str = "IL", phone: str = "+13095550100"
) -> Listing:
    address = replace(PEORIA, street=street, city=city, state=state)
    return listing(name, address=address, phones=(Phone(kind="main", number=phone),))


def moves(gone: list[Listing], come: list[Listing]) -> Moves:
    went = (Site.of(replace(one, id=number)) for number, one in enumerate(gone, start=1))
    return recognize_moves(went, {one.address.street: Site.of(one) for one in come})


def found(result: Moves) -> dict[str, int]:
    return {key: site.id for key, site in result.found.items()}


def test_one_that_went_and_one_that_came_are_one() -> None:
    result = moves([site("Harbor House", "1 Main")], [site("Harbor House Inc", "9 Hill")])

    assert found(result) == {"9 Hill": 1}


@pytest.mark.parametrize(
    "other",
    [
        site("Bayside Clinic", "9 Hill"),
        site("Harbor House", "9 Hill", phone="+13095550177"),
        site("Harbor House", "9 Hill", state="IA"),
        site("Harbor House", "9 Hill", phone=""),
    ],
)
def test_another_name_telephone_or_state_is_no_move(other: Listing) -> None:
    assert not moves([site("Harbor House", "1 Main")], [other]).found


def test_of_several_the_one_of_the_town_is_taken_first() -> None:
    gone = [site("Harbor House", "1 Main"), site("Harbor House", "2 Oak", city="Pekin")]
    come = [site("Harbor House", "9 Hill", city="Pekin"), site("Harbor House", "8 Elm")]

    assert found(moves(gone, come)) == {"9 Hill": 2, "8 Elm": 1}


def test_several_of_one_town_are_doubtful() -> None:
    gone = [site("Harbor House", "1 Main"), site("Harbor House", "2 Oak")]

    result = moves(gone, [site("Harbor House", "9 Hill")])

    assert not result.found
    assert result.doubtful["9 Hill"].why is Doubt.MOVED


@pytest.mark.parametrize(
    ("come", "why"),
    [
        (site("Harbour House", "9 Hill"), Doubt.MOVED_AND_RENAMED),
        (site("Harbor House", "9 Hill", phone="+13095550177"), Doubt.MOVED_AND_RECONNECTED),
    ],
)
def test_what_is_only_alike_is_doubtful(come: Listing, why: Doubt) -> None:
    result = moves([site("Harbor House", "1 Main")], [come])

    assert result.doubtful["9 Hill"].why is why


def test_nobody_is_doubtful_where_nobody_went() -> None:
    result = moves([], [site("Harbor House", "9 Hill")])

    assert not result.found
    assert not result.doubtful
