from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.text import inversion, postings, words
from directory.search.text.inversion import Field, Numbering
from directory.search.text.postings import Postings, Run
from tests.search.text import corpus
from tests.search.text.corpus import Corpus

TEXTS = st.lists(st.text("abc ", max_size=20), max_size=8)


@given(TEXTS)
def test_every_word_stands_where_it_stood(texts: list[str]) -> None:
    field = Field(Numbering(words.fold), repeats=False)

    for text in texts:
        field.add([text])

    assert placed(field) == {
        (word.encode(), document, position)
        for document, text in enumerate(texts)
        for position, word in enumerate(text.split())
    }


@given(TEXTS)
def test_what_is_absorbed_comes_after_what_was_there(texts: list[str]) -> None:
    first, both = (Field(Numbering(words.fold), repeats=True) for _ in range(2))
    for text in texts:
        first.add([text])
    both.add(["abba"])

    for block in first.blocks():
        both.absorb(first.lengths(), block)

    later = {(word, document + 1, position) for word, document, position in placed(first)}
    assert placed(both) == {(b"abba", 0, 0), *later}


def test_an_index_made_in_many_pieces_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = corpus.opened(corpus.built(tmp_path / "a", Corpus(8).documents(range(200))), 200)

    monkeypatch.setattr(inversion, "CHUNK", 90)
    pieced = corpus.opened(corpus.built(tmp_path / "b", Corpus(8).documents(range(200))), 200)

    asking = Corpus(8)
    for query in [asking.query() for _ in range(60)]:
        one, other = whole.match(query), pieced.match(query)
        assert one.rows.tolist() == other.rows.tolist()
        assert one.scores(one.rows).tolist() == other.scores(one.rows).tolist()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3)), max_size=30))
def test_putting_words_in_order_keeps_their_positions(drawn: list[tuple[int, int]]) -> None:
    numbers = np.array([number for number, _ in drawn], np.uint32)
    often = np.array([count for _, count in drawn], np.uint16)
    docs = np.arange(len(drawn), dtype=np.uint32)
    positions = np.repeat(docs, often).astype(np.uint16)

    run = postings.ordered(Run(numbers, Postings(docs, often, positions)))

    assert run.numbers.tolist() == sorted(numbers.tolist())
    assert run.postings.positions.tolist() == np.repeat(*run.postings[:2]).tolist()


def placed(field: Field) -> set[tuple[bytes, int, int]]:
    """Every word, its document and its position."""
    return {
        (text, int(document), int(position))
        for block in field.blocks()
        for text, document, position in zip(
            np.repeat(np.array(block.texts, object), words_of(block)).tolist(),
            np.repeat(block.postings.docs, block.postings.frequencies),
            block.postings.positions,
            strict=True,
        )
    }


def words_of(block: postings.Block) -> list[int]:
    """How many places each text of a block has."""
    ends = np.cumsum(block.counts)
    parts = np.split(block.postings.frequencies, ends[:-1])
    return [int(part.sum()) for part in parts]
