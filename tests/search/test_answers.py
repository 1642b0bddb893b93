"""The engine's answers beside those of the plain evaluation in reference.py."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.domain.criteria import Criteria
from directory.domain.vocabulary import Vocabulary
from directory.search.embedded import EmbeddedEngine
from directory.search.text import parsing
from directory.search.text.documents import Wording
from directory.search.text.index import TextIndex
from tests.search import asking
from tests.search.listings import TODAY, varied
from tests.search.reference import Reference

SITES = 200
QUERIES = 300


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> EmbeddedEngine:
    engine = EmbeddedEngine.open(tmp_path_factory.mktemp("index"), vocabulary)
    engine.rebuild(varied(vocabulary, SITES, seed=7))
    return engine


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Reference:
    listings = {listing.id: listing for listing in varied(vocabulary, SITES, seed=7)}
    index = TextIndex.create(tmp_path_factory.mktemp("words"))
    index.build(map(Wording(vocabulary).document, listings.values()))
    snapshot = index.snapshot(np.arange(SITES + 1, dtype=np.int32), SITES + 1)

    def words(text: str) -> Mapping[int, float] | None:
        query = parsing.parse(text)
        if query is None:
            return None
        matches = snapshot.match(query)
        rows = matches.rows
        return dict(zip(rows.tolist(), matches.scores(rows).tolist(), strict=True))

    return Reference(listings, vocabulary, words, TODAY)


def check(engine: EmbeddedEngine, reference: Reference, criteria: Criteria) -> None:
    hits = engine.search(criteria, today=TODAY, per_page=SITES)

    assert hits.left_out == reference.left_out(criteria)
    assert hits.total == reference.total(criteria)
    assert [hit.provider_id for hit in hits.hits] == reference.order(criteria)
    assert hits.facets == reference.counts(criteria)
    assert set(hits.relaxations) == reference.relaxations(criteria)
    assert len(hits.relaxations) == len(set(hits.relaxations))


@pytest.mark.parametrize("seed", range(QUERIES))
def test_answers_are_those_of_a_plain_evaluation(
    engine: EmbeddedEngine, reference: Reference, vocabulary: Vocabulary, seed: int
) -> None:
    check(engine, reference, asking.criteria(Random(seed), vocabulary))


@pytest.mark.parametrize("seed", range(20))
def test_what_is_asked_for_and_left_out_at_once_is_given_up_as_one(
    engine: EmbeddedEngine, reference: Reference, vocabulary: Vocabulary, seed: int
) -> None:
    random = Random(seed)
    asked = asking.criteria(random, vocabulary, text=False)
    both = {random.choice(sorted(vocabulary.terms))}
    check(
        engine,
        reference,
        replace(asked, include=asked.include | both, exclude=asked.exclude | both),
    )


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(min_value=QUERIES, max_value=2**32))
def test_whatever_is_asked_is_answered_as_a_plain_evaluation_does(
    engine: EmbeddedEngine, reference: Reference, vocabulary: Vocabulary, seed: int
) -> None:
    check(engine, reference, asking.criteria(Random(seed), vocabulary))
