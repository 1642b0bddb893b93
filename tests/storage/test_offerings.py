from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory import context
from directory.domain.listings import Listing
from directory.storage import offerings
from directory.storage.offerings import Key, Offerings, Unit, Wanted
from tests.factories import Make, listing, program


@pytest.fixture
def made(app: Flask) -> Sequence[Listing]:
    """Five sites with two programs each."""
    both = (program("outpatient"), program("residential"))
    wanted = [listing(f"House {number}", programs=both) for number in range(5)]
    return Make(context.held(app), indexed=False).listings(wanted)


def programs(of: Sequence[Listing]) -> list[Key]:
    return [Key(each.id, program.id) for each in of for program in each.programs]


def test_batches_hold_each_once(session: Session, made: Sequence[Listing]) -> None:
    every = Offerings(session, Wanted(), Unit.PROGRAM)

    batches = list(every.batches(3))

    assert [len(batch) for batch in batches] == [3, 3, 3, 1]
    assert [key for batch in batches for key in batch] == programs(made)


def test_sites_are_paged_through_like_programs(session: Session, made: Sequence[Listing]) -> None:
    every = Offerings(session, Wanted(), Unit.SITE)

    assert every.page(1, 3) == (5, [Key(each.id, 0) for each in made[1:3]])
    assert list(every.batches(4))[1] == [Key(made[4].id, 0)]


def test_those_of_some_sites_keep_the_sites_order(
    session: Session, made: Sequence[Listing]
) -> None:
    every = Offerings(session, Wanted(), Unit.PROGRAM)

    assert every.of_sites([made[3].id, 999, made[0].id]) == programs([made[3], made[0]])
    assert every.of_sites([]) == []


def test_a_program_that_is_gone_has_no_line(session: Session, made: Sequence[Listing]) -> None:
    keys = programs(made)

    lines = offerings.lines(session, [keys[1], Key(1, 999), keys[0]])

    assert [line.key for line in lines] == [keys[1], keys[0]]
    assert [line.care for line in lines] == ["residential", "outpatient"]
