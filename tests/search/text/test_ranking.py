"""Our answers against Whoosh's own searcher, which reads the same files in its own way."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from directory.search.text import index as text_index
from directory.search.text.queries import Except, Query
from directory.search.text.snapshot import Snapshot
from directory.search.text.whoosh_queries import translated
from tests.search.text import corpus
from tests.search.text.corpus import Corpus

SITES = 700
Ranked = dict[int, float]  # scores by site row


class Both:
    """One index, searched in both ways."""

    def __init__(self, folder: Path, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        storage = FileStorage(str(folder))
        self.searcher = FileIndex(storage, indexname=text_index.NAME).searcher()
        rows = {part.segment.id: part.rows for part in snapshot.collection.parts}
        leaves = [
            leaf.reader().segment().segment_id() for leaf, _ in self.searcher.leaf_searchers()
        ]
        self.rows = np.concatenate([rows[segment] for segment in leaves])

    def close(self) -> None:
        self.searcher.close()

    def ours(self, query: Query) -> Ranked:
        matches = self.snapshot.match(query)
        scores = matches.scores(matches.rows).tolist()
        return dict(zip(matches.rows.tolist(), scores, strict=True))

    def whooshs(self, query: Query) -> Ranked:
        question = translated(query, self.snapshot.collection)
        # With a limit, Whoosh now and then leaves out a site that belongs among the best.
        found = self.searcher.search(question, limit=None)
        return {int(self.rows[number]): score for score, number in found.top_n}


@pytest.fixture(scope="module")
def corpus_of_words() -> Corpus:
    return Corpus(seed=5)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, corpus_of_words: Corpus) -> Iterator[Both]:
    """One segment, nothing deleted."""
    folder = tmp_path_factory.mktemp("whole")
    index = corpus.built(folder, corpus_of_words.documents(range(SITES)))
    with closing(Both(folder, corpus.opened(index, SITES))) as both:
        yield both


@pytest.fixture(scope="module")
def patched(tmp_path_factory: pytest.TempPathFactory, corpus_of_words: Corpus) -> Iterator[Both]:
    """Several segments, some merged, with sites that changed, left and came."""
    folder = tmp_path_factory.mktemp("patched")
    index = corpus.built(folder, corpus_of_words.documents(range(SITES - 50)))
    for first in range(0, 300, 25):
        changed = [*range(first, first + 3), SITES - 50 + first // 25]
        index.update(corpus_of_words.documents(changed), [first + 10, first + 11])
    snapshot = corpus.opened(index, SITES)
    assert len(snapshot.collection.parts) > 2
    with closing(Both(folder, snapshot)) as both:
        yield both


@pytest.mark.parametrize("seed", range(20))
def test_one_segment_is_ranked_as_whoosh_ranks_it(whole: Both, seed: int) -> None:
    asking = Corpus(5)
    asking.random.seed(seed)

    for _ in range(12):
        query = asking.query()
        ours, whooshs = whole.ours(query), whole.whooshs(query)

        assert same(ours, whooshs), query


@pytest.mark.parametrize("seed", range(20))
def test_several_segments_with_deletions_are_ranked_as_whoosh_ranks_them(
    patched: Both, seed: int
) -> None:
    asking = Corpus(5)
    asking.random.seed(1000 + seed)

    for _ in range(12):
        query = asking.query()
        ours, whooshs = patched.ours(query), patched.whooshs(query)

        assert same(ours, whooshs), query


@pytest.mark.parametrize("seed", range(10))
def test_unwanted_words_leave_out_what_whoosh_leaves_out(patched: Both, seed: int) -> None:
    asking = Corpus(5)
    asking.random.seed(2000 + seed)

    for _ in range(6):
        query = Except(asking.query(1), asking.query(1))
        ours, whooshs = patched.ours(query), patched.whooshs(query)

        assert same(ours, {row: score - 1 for row, score in whooshs.items()}), query


def test_queries_of_every_kind_find_something(whole: Both) -> None:
    asking = Corpus(5)

    found = {type(query): 0 for query in (asking.query() for _ in range(200))}
    for query in (asking.query() for _ in range(200)):
        found[type(query)] += len(whole.ours(query))

    assert all(found.values()), found


def same(ours: Ranked, whooshs: Ranked) -> bool:
    """The same sites and scores, so the same order too, up to what rounding makes of ties."""
    return ours.keys() == whooshs.keys() and all(
        abs(score - whooshs[row]) <= 1e-12 * max(1.0, abs(score)) for row, score in ours.items()
    )
