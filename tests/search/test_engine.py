"""What the engine promises whoever holds it: it opens, heals, takes changes up, never stalls."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from directory.domain.criteria import Criteria
from directory.domain.listings import Listing
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.search.embedded import EmbeddedEngine
from directory.search.text import generations
from tests.search.listings import TODAY, listing, program, said

MEDICAID = Selection(Facet.INSURANCE, "medicaid")
COMMITS = 200
READERS = 16


@pytest.fixture
def opened(tmp_path: Path, vocabulary: Vocabulary) -> Callable[[], EmbeddedEngine]:
    """Opens the same index again, as another process would."""
    return lambda: EmbeddedEngine.open(tmp_path / "index", vocabulary)


@pytest.fixture
def engine(opened: Callable[[], EmbeddedEngine]) -> EmbeddedEngine:
    return opened()


def test_a_folder_without_an_index_gets_an_empty_one_that_wants_to_be_built(
    engine: EmbeddedEngine,
) -> None:
    assert ids(engine) == []
    assert engine.needs_rebuild


def test_a_rebuilt_index_is_found_by_who_opens_it_later(
    engine: EmbeddedEngine, opened: Callable[[], EmbeddedEngine]
) -> None:
    count = engine.rebuild([listing(1), listing(2)])

    later = opened()
    assert count == 2
    assert ids(later) == [1, 2]
    assert not later.needs_rebuild


def test_another_process_takes_up_a_rebuilt_index_when_it_refreshes(
    engine: EmbeddedEngine, opened: Callable[[], EmbeddedEngine]
) -> None:
    neighbour = opened()
    engine.rebuild([listing(1)])

    assert ids(neighbour) == []
    assert neighbour.refresh()
    assert ids(neighbour) == [1]
    assert not neighbour.refresh()


def test_another_process_takes_up_a_change_when_it_refreshes(
    engine: EmbeddedEngine, opened: Callable[[], EmbeddedEngine]
) -> None:
    engine.rebuild([listing(1), listing(2)])
    neighbour = opened()
    engine.update([listing(3, name="Willow")], [1])

    assert neighbour.refresh()
    assert ids(neighbour) == [2, 3]
    assert ids(neighbour, text="willow") == [3]
    assert not neighbour.refresh()


@pytest.mark.parametrize("name", ["columns/ids.npy", "columns/columns.json", "columns/lines.npy"])
def test_an_index_with_a_torn_file_is_set_aside_and_said_so(
    engine: EmbeddedEngine,
    opened: Callable[[], EmbeddedEngine],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    name: str,
) -> None:
    engine.rebuild([listing(1)])
    torn = current(tmp_path) / name
    torn.write_bytes(torn.read_bytes()[:20])

    with caplog.at_level(logging.WARNING):
        later = opened()

    assert later.needs_rebuild
    assert "It will be rebuilt." in caplog.text
    later.rebuild([listing(1)])
    assert ids(later) == [1]


def test_an_index_built_for_another_vocabulary_is_set_aside(
    engine: EmbeddedEngine, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    engine.rebuild([listing(1)])
    fewer = Vocabulary.of(term for term in vocabulary if term.facet is not Facet.OWNERSHIP)

    later = EmbeddedEngine.open(tmp_path / "index", fewer)

    assert later.needs_rebuild


def test_a_journal_whose_last_line_was_cut_off_is_read_up_to_there(
    engine: EmbeddedEngine, opened: Callable[[], EmbeddedEngine], tmp_path: Path
) -> None:
    engine.rebuild([listing(1)])
    engine.update([listing(2)], [])
    with (current(tmp_path) / "journal").open("ab") as journal:
        journal.write(b'1234abcd {"changed": [')

    assert ids(opened()) == [1, 2]


def test_a_journal_with_a_line_that_is_not_what_was_written_is_set_aside(
    engine: EmbeddedEngine, opened: Callable[[], EmbeddedEngine], tmp_path: Path
) -> None:
    engine.rebuild([listing(1)])
    engine.update([listing(2)], [])
    with (current(tmp_path) / "journal").open("ab") as journal:
        journal.write(b'1234abcd {"changed": []}\n')

    assert opened().needs_rebuild


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(engine: EmbeddedEngine) -> None:
    engine.rebuild([listing(1)])

    with pytest.raises(ZeroDivisionError):
        engine.rebuild(listing(number // 0) for number in range(3))

    assert ids(engine) == [1]


def test_words_that_match_are_marked_in_safe_markup(engine: EmbeddedEngine) -> None:
    passages = engine.highlights("garden", ["The <b> gardens", "No word"])

    assert passages == ["The &lt;b&gt; <mark>gardens</mark>", "No word"]


def test_a_misspelt_name_is_corrected_when_nothing_is_found(engine: EmbeddedEngine) -> None:
    engine.rebuild([listing(1, name="Evergreen Recovery")])

    assert engine.search(Criteria(text="evergren"), today=TODAY).suggestion == "evergreen"
    assert engine.search(Criteria(text="evergreen"), today=TODAY).suggestion is None


def test_readers_during_many_commits_see_only_what_was_so_at_one_moment(
    engine: EmbeddedEngine, opened: Callable[[], EmbeddedEngine]
) -> None:
    """Site 1 takes and refuses Medicaid by turns, and site 2 the other way round."""
    engine.rebuild(turned(even=True))
    neighbour = opened()
    done = Event()

    with ThreadPoolExecutor(READERS + 1) as pool:
        readers = [pool.submit(seen, (engine, neighbour)[n % 2], done) for n in range(READERS)]
        follower = pool.submit(followed, neighbour, done)
        try:
            for commit in range(COMMITS):
                engine.update(turned(even=bool(commit % 2)), [])
        finally:
            done.set()

    assert all(reader.result() for reader in readers)
    assert follower.result()


def seen(engine: EmbeddedEngine, done: Event) -> int:
    """Search until it is done; return how often."""
    times = 0
    while not done.wait(0.03):
        hits = engine.search(Criteria(include=frozenset({MEDICAID})), today=TODAY)
        counted = {term.slug: term.count for term in hits.facets[Facet.INSURANCE]}
        assert len(hits.hits) == hits.total == counted["medicaid"] == 1
        times += 1
    return times


def followed(engine: EmbeddedEngine, done: Event) -> int:
    """Take up changes until it is done; return how many there were to take up."""
    times = 0
    while not done.wait(0.005):
        times += engine.refresh()
    return times


def turned(*, even: bool) -> list[Listing]:
    takes = program(1, said(Facet.INSURANCE, "medicaid"))
    return [listing(1, takes if even else program(1)), listing(2, program(1) if even else takes)]


def ids(engine: EmbeddedEngine, text: str = "", today: date = TODAY) -> list[int]:
    hits = engine.search(Criteria(text=text), today=today)
    return sorted(hit.provider_id for hit in hits.hits)


def current(tmp_path: Path) -> Path:
    folder = generations.current(tmp_path / "index")
    assert folder is not None
    return folder
