from dataclasses import dataclass
from pathlib import Path

from directory.search.text.cache import Cache
from tests.search.text import corpus
from tests.search.text.corpus import ROWS, document, found


@dataclass(frozen=True)
class Thing:
    name: str
    size: int = 10


def test_what_was_used_longest_ago_makes_room() -> None:
    cache: Cache[str, Thing] = Cache(30)
    for name in ("a", "b", "c", "a", "d"):
        cache.get(name, lambda name=name: Thing(name))  # type: ignore[misc]

    assert cache.recent(9) == ["d", "a", "c"]


def test_what_was_forgotten_leaves_its_room_to_others() -> None:
    cache: Cache[str, Thing] = Cache(30)
    for name in ("a", "b", "c"):
        cache.get(name, lambda name=name: Thing(name))  # type: ignore[misc]

    cache.forget(lambda name: name in "ab")
    cache.get("d", lambda: Thing("d", 20))

    assert cache.recent(9) == ["d", "c"]


def test_places_of_segments_that_are_no_more_are_let_go(tmp_path: Path) -> None:
    index = corpus.built(tmp_path, [document("Harbor House", pk=1)])
    snapshot = corpus.opened(index, ROWS)
    for pk in range(2, 30):
        index.update([document("Harbor House", pk=pk)])
        snapshot = corpus.opened(index, ROWS, snapshot)
        assert found(snapshot, '"harbor house"') == list(range(1, pk + 1))

    living = {part.segment.id for part in snapshot.parts}
    assert {segment for segment, _, _ in snapshot.places._cache.recent(999)} == living
