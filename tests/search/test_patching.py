"""After any changes, the index answers as one built anew from what is so now."""

from pathlib import Path
from random import Random

import pytest

from directory.domain.listings import Listing
from directory.domain.vocabulary import Vocabulary
from directory.search import answering, layout
from directory.search.engine import EmbeddedEngine
from tests.search import asking
from tests.search.listings import TODAY, listing, program, varied
from tests.search.reference import Reference


@pytest.fixture
def engine(tmp_path: Path, vocabulary: Vocabulary) -> EmbeddedEngine:
    return EmbeddedEngine.open(tmp_path / "index", vocabulary)


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
    neighbour.refresh()
    late = EmbeddedEngine.open(tmp_path / "index", vocabulary)

    reference = Reference(now, vocabulary, lambda _: None, TODAY)
    for _ in range(20):
        criteria = asking.criteria(random, vocabulary, text=False)
        hits = engine.search(criteria, today=TODAY, per_page=200)
        assert [hit.provider_id for hit in hits.hits] == reference.order(criteria)
        assert hits.facets == reference.counts(criteria)
        assert neighbour.search(criteria, today=TODAY, per_page=200) == hits
        assert late.search(criteria, today=TODAY, per_page=200) == hits


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
