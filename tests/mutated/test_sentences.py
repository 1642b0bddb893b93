from directory.understanding.sentence import Understanding
from tests.mutated import sentences


def test_no_mutated_sentence_is_too_much(understanding: Understanding) -> None:
    row = sentences.tried(understanding, 1_000, seed=7)

    assert row.faults == ()
