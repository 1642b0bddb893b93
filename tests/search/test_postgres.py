"""What the engine in PostgreSQL promises whoever holds it: no search sees half of a change."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import text

from directory.domain.criteria import Criteria
from directory.domain.listings import Listing
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.search.postgres import PostgresEngine
from directory.storage.database import Database
from tests.search.listings import TODAY, listing, program, said

MEDICAID = Selection(Facet.INSURANCE, "medicaid")
COMMITS = 60
READERS = 4
Opened = Callable[[], PostgresEngine]


@pytest.fixture
def opened(search_database: Database, vocabulary: Vocabulary) -> Opened:
    """Opens the same index, as another node would."""
    return lambda: PostgresEngine(search_database, vocabulary)


@pytest.fixture
def engine(opened: Opened) -> PostgresEngine:
    return opened()


def ids(engine: PostgresEngine, **criteria: object) -> list[int]:
    hits = engine.search(Criteria(**criteria), today=TODAY)  # type: ignore[arg-type]
    return sorted(hit.provider_id for hit in hits.hits)


def test_where_nothing_was_indexed_nothing_is_found_and_it_wants_to_be_built(
    search_database: Database, vocabulary: Vocabulary
) -> None:
    fewer = Vocabulary.of(term for term in vocabulary if term.facet is not Facet.OWNERSHIP)
    engine = PostgresEngine(search_database, fewer)

    assert engine.needs_rebuild
    assert ids(engine, text="harbor") == []
    assert engine.spread(Criteria(), today=TODAY).total == 0
    assert engine.lacking([1]) == [1]
    assert engine.read_up_to == 0


def test_every_node_finds_what_one_node_indexed(engine: PostgresEngine, opened: Opened) -> None:
    neighbour = opened()
    before = neighbour.edition

    count = engine.rebuild([listing(1), listing(2)], read_up_to=7)

    assert count == 2
    assert ids(neighbour) == [1, 2]
    assert neighbour.refresh()
    assert neighbour.edition == engine.edition != before
    assert not neighbour.refresh()
    assert neighbour.read_up_to == 7
    assert not neighbour.needs_rebuild
    assert neighbour.lacking([1, 2, 3]) == [3]


def test_a_change_is_found_by_every_node_at_once(engine: PostgresEngine, opened: Opened) -> None:
    engine.rebuild([listing(1), listing(2)])
    neighbour = opened()
    before = neighbour.edition

    engine.update([listing(3, name="Willow")], [1], read_up_to=9)

    assert ids(neighbour) == [2, 3]
    assert ids(neighbour, text="willow") == [3]
    assert neighbour.refresh()
    assert neighbour.edition != before
    assert neighbour.read_up_to == 9


def test_a_change_of_which_nobody_says_how_far_it_goes_leaves_the_place_in_the_outbox(
    engine: PostgresEngine,
) -> None:
    engine.rebuild([listing(1)], read_up_to=7)

    engine.update([listing(2)], [])

    assert engine.read_up_to == 7


def test_only_what_is_searched_is_kept(engine: PostgresEngine, search_database: Database) -> None:
    for number in (1, 2, 3):
        engine.rebuild([listing(number, name=f"House {number}")])
    engine.update([listing(4)], [3])

    assert ids(engine) == [4]
    with search_database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM search_site")) == 1
        assert session.scalar(text("SELECT count(*) FROM search_index")) == 1
        words = text("SELECT word FROM search_spelling WHERE holders > 0 ORDER BY word")
        assert session.scalars(words).all() == ["harbor", "house"]


def test_a_rebuild_that_fails_leaves_what_was(
    engine: PostgresEngine, search_database: Database
) -> None:
    engine.rebuild([listing(1)])

    with pytest.raises(ZeroDivisionError):
        engine.rebuild(breaking_off())

    assert ids(engine) == [1]
    with search_database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM search_site")) == 1


def test_a_misspelt_name_is_corrected_when_nothing_is_found(engine: PostgresEngine) -> None:
    engine.rebuild([listing(1, name="Evergreen Recovery")])

    assert engine.search(Criteria(text="evergren"), today=TODAY).suggestion == "evergreen"
    assert engine.search(Criteria(text="evergreen"), today=TODAY).suggestion is None
    engine.update([], [1])
    assert engine.search(Criteria(text="evergren"), today=TODAY).suggestion is None


def test_readers_during_many_commits_see_only_what_was_so_at_one_moment(
    engine: PostgresEngine, opened: Opened
) -> None:
    """Site 1 takes and refuses Medicaid by turns, and site 2 the other way round."""
    engine.rebuild(turned(even=True))
    done = Event()

    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(seen, opened(), done) for _ in range(READERS)]
        try:
            for commit in range(COMMITS):
                engine.update(turned(even=bool(commit % 2)), [])
                if commit % 20 == 0:
                    engine.rebuild(turned(even=bool(commit % 2)))
        finally:
            done.set()

    assert all(reader.result() for reader in readers)


def breaking_off() -> Iterator[Listing]:
    """More than are written at once, and then a fault."""
    yield from (listing(number) for number in range(1, 601))
    raise ZeroDivisionError


def seen(engine: PostgresEngine, done: Event) -> int:
    """Search until it is done; return how often."""
    times = 0
    while not done.wait(0.01):
        hits = engine.search(Criteria(include=frozenset({MEDICAID})), today=TODAY)
        counted = {term.slug: term.count for term in hits.facets[Facet.INSURANCE]}
        assert len(hits.hits) == hits.total == counted["medicaid"] == 1
        times += 1
    return times


def turned(*, even: bool) -> Iterator[Listing]:
    takes = program(1, said(Facet.INSURANCE, "medicaid"))
    yield listing(1, takes if even else program(1))
    yield listing(2, program(1) if even else takes)
