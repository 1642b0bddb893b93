"""How far each index has read is known of each for itself."""

from pathlib import Path

from directory.domain.vocabulary import Vocabulary
from directory.search import position
from directory.search.embedded import EmbeddedEngine
from tests.search.listings import listing


def test_what_is_taken_into_the_index_before_is_not_thought_to_be_in_the_new_one(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    serving = EmbeddedEngine.open(tmp_path, vocabulary)
    serving.rebuild([listing(1)], 1)

    EmbeddedEngine.open(tmp_path, vocabulary).rebuild([listing(1)], 1)  # by another process
    serving.update([listing(2)], [], 2)  # which this one has not seen yet

    assert position.read(tmp_path) == 1


def test_a_new_index_is_swapped_in_with_how_far_it_has_read(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    engine = EmbeddedEngine.open(tmp_path, vocabulary)

    engine.rebuild([listing(1)], 7)

    assert position.read(tmp_path) == 7
    engine.update([listing(2)], [], 9)
    assert position.read(tmp_path) == 9
