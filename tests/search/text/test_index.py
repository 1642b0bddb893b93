from pathlib import Path

import pytest

from directory.search.text.index import TextIndex
from directory.search.text.parsing import parse
from directory.search.text.queries import Near
from tests.search.text import corpus
from tests.search.text.corpus import PK, ROWS, Corpus, document, found


def test_a_changed_site_is_found_by_its_new_words_only(tmp_path: Path) -> None:
    index = corpus.built(tmp_path, [document("Harbor House")])

    index.update([document("Bayside")])

    snapshot = corpus.opened(index, ROWS)
    assert found(snapshot, "bayside") == [PK]
    assert found(snapshot, "harbor") == []


def test_a_site_that_left_is_not_found(tmp_path: Path) -> None:
    index = corpus.built(tmp_path, [document("Harbor House"), document("Harbor Hall", pk=4)])

    index.update([], [PK])

    assert found(corpus.opened(index, ROWS), "harbor") == [4]


def test_a_snapshot_keeps_what_it_saw(tmp_path: Path) -> None:
    index = corpus.built(tmp_path, [document("Harbor House")])
    before = corpus.opened(index, ROWS)

    index.update([document("Bayside")])

    assert found(before, "harbor") == [PK]
    assert before.mark != index.mark()


def test_another_process_sees_a_commit(tmp_path: Path) -> None:
    here, elsewhere = corpus.built(tmp_path, []), TextIndex(tmp_path)
    before = corpus.opened(elsewhere, ROWS)

    here.update([document("Harbor House")])

    after = corpus.opened(elsewhere, ROWS, before)
    assert found(before, "harbor") == []
    assert found(after, "harbor") == [PK]


def test_a_site_that_the_caller_does_not_know_is_not_found(tmp_path: Path) -> None:
    index = corpus.built(tmp_path, [document("Harbor House", pk=ROWS + 5)])

    assert found(corpus.opened(index, ROWS), "harbor") == []


def test_no_phrase_reaches_from_one_site_or_text_into_the_next(tmp_path: Path) -> None:
    sites = [
        document("Harbor", pk=1, description=("open house", "sober living")),
        document("House", pk=2),
    ]
    snapshot = corpus.opened(corpus.built(tmp_path, sites), ROWS)

    assert found(snapshot, '"harbor house"') == []
    assert found(snapshot, '"house sober"') == []
    assert found(snapshot, '"sober living"') == [1]


def test_the_name_outranks_the_description(tmp_path: Path) -> None:
    mention = document("Bayside", pk=1, description=("Near the old harbor.",))
    snapshot = corpus.opened(corpus.built(tmp_path, [mention, document("Harbor", pk=2)]), ROWS)

    matches = snapshot.match(parse("harbor") or Near("harbor"))

    by_name, by_description = (corpus.by_pk(ROWS)[[2, 1]]).tolist()
    scores = dict(zip(matches.rows.tolist(), matches.scores(matches.rows), strict=True))
    assert scores[by_name] > scores[by_description]


@pytest.mark.parametrize("typed", ["harbro", "habor", "harbour", "hartor"])
def test_a_near_word_is_found_one_slip_away(tmp_path: Path, typed: str) -> None:
    snapshot = corpus.opened(corpus.built(tmp_path, [document("Harbor House")]), ROWS)

    assert found(snapshot, Near(typed)) == [PK]
    assert found(snapshot, Near(typed + "xx")) == []


def test_warming_changes_no_answer(tmp_path: Path) -> None:
    index = corpus.built(tmp_path, Corpus(3).documents(range(ROWS)))
    cold, warm = corpus.opened(index, ROWS), corpus.opened(index, ROWS)
    queries = [Corpus(3).query() for _ in range(40)]

    warm.warm()
    warm.warm(cold)

    assert [found(cold, query) for query in queries] == [found(warm, query) for query in queries]
