"""After any changes, the index answers as one built anew from what is so now."""

from datetime import time
from itertools import count
from pathlib import Path
from random import Random

import pytest

from directory.domain.criteria import Criteria
from directory.domain.listings import Listing
from directory.domain.schedule import Session
from directory.domain.vocabulary import Vocabulary
from directory.search import answering, generation, journal, layout
from directory.search.columns import Columns
from directory.search.embedded import EmbeddedEngine
from tests.search import asking
from tests.search.listings import TODAY, listing, program, varied
from tests.search.reference import Reference
from tests.search.test_engine import current


@pytest.mark.parametrize("seed", range(8))
def test_changes_leave_what_a_new_index_would_hold(
    engine: EmbeddedEngine, tmp_path: Path, vocabulary: Vocabulary, seed: int
) -> None:
    random = Random(seed)
    now = {one.id: one for one in varied(vocabulary, 60, seed=seed)}
    engine.rebuild(now.values())
    neighbour = EmbeddedEngine.open(tmp_path / "index", vocabulary)

    for step in range(4):
        change(engine, now, random, vocabulary, step)
    agree(engine, neighbour, Reference(now, vocabulary, lambda _: None, TODAY), random)


def test_after_many_changes_the_index_is_written_anew_as_it_is_then(
    engine: EmbeddedEngine, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    engine.rebuild(varied(vocabulary, 60, seed=0))
    built = current(tmp_path)
    neighbour = EmbeddedEngine.open(tmp_path / "index", vocabulary)

    seed = 0
    while current(tmp_path) == built:
        seed += 1
        engine.update(varied(vocabulary, 200, seed=seed), [], read_up_to=seed)
    engine.update([listing(1, program(1))], [2], read_up_to=seed + 1)

    now = {one.id: one for one in varied(vocabulary, 200, seed=seed)} | {1: listing(1, program(1))}
    del now[2]
    reference = Reference(now, vocabulary, lambda _: None, TODAY)
    agree(engine, neighbour, reference, Random(1))
    assert neighbour.read_up_to == seed + 1
    assert (current(tmp_path) / journal.NAME).stat().st_size < 2000 < generation.BORNE


def test_who_changes_an_index_takes_up_one_that_came_meanwhile(
    engine: EmbeddedEngine, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    engine.rebuild([])
    neighbour = EmbeddedEngine.open(tmp_path / "index", vocabulary)
    neighbour.rebuild([listing(900)], read_up_to=7)

    engine.update([listing(1)], [], read_up_to=8)
    assert (found(engine), engine.read_up_to) == ([900], 7)
    engine.update([listing(1)], [], read_up_to=8)

    assert neighbour.refresh()
    assert found(neighbour) == found(engine) == [1, 900]
    assert neighbour.read_up_to == 8


def agree(
    engine: EmbeddedEngine, neighbour: EmbeddedEngine, reference: Reference, random: Random
) -> None:
    """Who changed it, who takes it up and who opens it late find the same, and what they should."""
    neighbour.refresh()
    late = EmbeddedEngine.open(engine._folder, reference.vocabulary)
    for _ in range(20):
        criteria = asking.criteria(random, reference.vocabulary, text=False)
        hits = engine.search(criteria, today=TODAY, per_page=300)
        assert [hit.provider_id for hit in hits.hits] == reference.order(criteria)
        assert hits.facets == reference.counts(criteria)
        assert neighbour.search(criteria, today=TODAY, per_page=300) == hits
        assert late.search(criteria, today=TODAY, per_page=300) == hits
    words = Criteria(text="evening garden")
    found = engine.search(words, today=TODAY)
    assert neighbour.search(words, today=TODAY) == late.search(words, today=TODAY) == found


def test_weekly_hours_that_nobody_has_any_more_are_let_go(
    engine: EmbeddedEngine, tmp_path: Path
) -> None:
    built = current(tmp_path)
    sessions = (Session("", 1, time(8 + each // 60, each % 60), time(20)) for each in count())
    session = next(sessions)
    while current(tmp_path) == built:
        session = next(sessions)
        met = program(1, sessions=(session,))
        engine.update([listing(each, met) for each in range(1, 200)], [])

    weeks, schedules = shown(engine).weeks, shown(engine).schedules
    assert weeks.fitting([session.span])[schedules].sum() == 199
    assert len(weeks.schedules()) <= 2 + (schedules > 0).sum() / 199


def change(
    engine: EmbeddedEngine,
    now: dict[int, Listing],
    random: Random,
    vocabulary: Vocabulary,
    step: int,
) -> None:
    fresh = {one.id: one for one in varied(vocabulary, 90, seed=1000 * step + random.randrange(99))}
    changed = [fresh[number] for number in random.sample(sorted(fresh), 12)]
    gone = random.sample(sorted(set(now) - {one.id for one in changed}), 3)
    engine.update(changed, gone)
    now.update({one.id: one for one in changed})
    for number in gone:
        del now[number]


def test_more_sites_than_there_is_spare_room_for_are_taken_in(
    engine: EmbeddedEngine, vocabulary: Vocabulary
) -> None:
    crowd = layout.SPARE_WORDS * 64 + 10
    engine.update(varied(vocabulary, crowd, seed=1), [])
    engine.update(varied(vocabulary, crowd, seed=2, first=crowd + 1), [])

    reference = Reference(
        {
            one.id: one
            for one in (
                *varied(vocabulary, crowd, seed=1),
                *varied(vocabulary, crowd, seed=2, first=crowd + 1),
            )
        },
        vocabulary,
        lambda _: None,
        TODAY,
    )
    criteria = asking.criteria(Random(5), vocabulary, text=False)
    hits = engine.search(criteria, today=TODAY, per_page=3 * crowd)
    assert [hit.provider_id for hit in hits.hits] == reference.order(criteria)
    assert hits.facets == reference.counts(criteria)


def test_a_name_between_two_others_takes_its_place_again_and_again(
    engine: EmbeddedEngine,
) -> None:
    names = {number: f"B{'a' * number}" for number in range(1, 47)}
    engine.rebuild([listing(900, name="A"), listing(901, name="C")])

    for number in sorted(names, reverse=True):
        engine.update([listing(number, name=names[number])], [])

    assert found(engine) == [900, *sorted(names), 901]


def test_a_site_keeps_its_place_when_its_programs_outgrow_its_row(engine: EmbeddedEngine) -> None:
    engine.rebuild([listing(1), listing(2)])

    engine.update([listing(1, *(program(number) for number in range(1, 9)))], [])

    hit = engine.search(asking.EVERYTHING, today=TODAY).hits[0]
    assert hit.program_ids == (1, 2, 3, 4, 5, 6, 7, 8)
    assert found(engine) == [1, 2]


def test_a_search_that_began_before_a_change_does_not_see_it(
    engine: EmbeddedEngine, vocabulary: Vocabulary
) -> None:
    engine.rebuild(varied(vocabulary, 50, seed=3))
    engine.update(varied(vocabulary, 10, seed=5), [])
    before = engine._generation.moment
    criteria = [asking.criteria(Random(seed), vocabulary) for seed in range(40)]
    told = [answering.hits(before, one, TODAY, 50) for one in criteria]

    for step in range(6):
        engine.update(varied(vocabulary, 30, seed=10 + step, first=1 + 20 * step), [45 + step])

    assert [answering.hits(before, one, TODAY, 50) for one in criteria] == told


def found(engine: EmbeddedEngine) -> list[int]:
    hits = engine.search(asking.EVERYTHING, today=TODAY, per_page=100)
    return [hit.provider_id for hit in hits.hits]


def shown(engine: EmbeddedEngine) -> Columns:
    return engine._generation.moment.columns
