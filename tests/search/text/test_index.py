import multiprocessing
import threading
from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage

from directory.search.text import index as text_index
from directory.search.text.documents import Document
from directory.search.text.errors import IndexBusyError, IndexDamagedError
from directory.search.text.index import TextIndex
from directory.search.text.parsing import parse
from directory.search.text.queries import Near, Query
from directory.search.text.snapshot import Snapshot
from tests.search.text import corpus
from tests.search.text.corpus import Corpus

PK, ROWS = 3, 50


def document(name: str, pk: int = PK, **fields: tuple[str, ...]) -> Document:
    return Document(pk=pk, name=(name,), **fields)


def found(snapshot: Snapshot, query: str | Query) -> list[int]:
    """The ids of the sites that match."""
    asked = parse(query) if isinstance(query, str) else query
    assert asked is not None
    ids = dict(zip(corpus.by_pk(ROWS).tolist(), range(ROWS), strict=True))
    return sorted(ids[row] for row in snapshot.match(asked).rows.tolist())


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


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    index = corpus.built(tmp_path, [])
    writers = [
        threading.Thread(target=index.update, args=([document(f"Harbor {pk}", pk=pk)],))
        for pk in range(8)
    ]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert found(corpus.opened(index, ROWS), "harbor") == list(range(8))


def test_a_writer_that_never_ends_is_named(tmp_path: Path) -> None:
    corpus.built(tmp_path, [])
    hasty = TextIndex(tmp_path, patience=0.05)
    lock = FileStorage(str(tmp_path)).lock(f"{text_index.NAME}_WRITELOCK")
    lock.acquire()

    with pytest.raises(IndexBusyError):
        hasty.update([document("Harbor House")])
    lock.release()


def test_an_error_while_writing_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    index = corpus.built(tmp_path, [document("Harbor House")])
    broken = Document(pk=9, name=("Bayside",), description=(None,))  # type: ignore[arg-type]

    with pytest.raises(IndexDamagedError):
        index.update([document("Bayside"), broken])
    index.update([document("Quay", pk=4)])

    snapshot = corpus.opened(index, ROWS)
    assert found(snapshot, "harbor") == [PK]
    assert found(snapshot, "quay") == [4]


def test_what_a_killed_writer_left_is_cleared_away(tmp_path: Path) -> None:
    index = corpus.built(tmp_path, [document("Harbor House")])
    left = [tmp_path / f"{text_index.NAME}_0123456789abcdef.pst"]
    left.append(tmp_path / f"_{text_index.NAME}_7.toc.1700000000.5")
    for path in left:
        path.write_bytes(b"half")

    index.update([document("Bayside")])

    assert not any(path.exists() for path in left)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and "LOCK" not in path.name)


# Whoosh leaves the list of segments open when it cannot be read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("number", range(12))
@pytest.mark.parametrize("harm", ["cut", "gone", "zeros", "empty"])
def test_a_torn_index_is_named(tmp_path: Path, number: int, harm: str) -> None:
    corpus.built(tmp_path, Corpus(3).documents(range(ROWS)))
    files = _files(tmp_path)
    path = files[number % len(files)]
    content = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        torn = {"cut": content[: len(content) // 2], "zeros": bytes(len(content)), "empty": b""}
        path.write_bytes(torn[harm])

    with pytest.raises(IndexDamagedError):
        corpus.opened(TextIndex(tmp_path), ROWS)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError):
        corpus.opened(TextIndex(tmp_path / "none"), ROWS)


def _watch(folder: Path, done: threading.Event, wrong: list[object]) -> None:
    """Note every snapshot in which the sites do not all say the same."""
    reader = TextIndex(folder)
    while not done.is_set():
        snapshot = corpus.opened(reader, ROWS)
        seen = sorted((len(found(snapshot, "even")), len(found(snapshot, "odd"))))
        wrong += [seen] if seen != [0, 4] else []


def test_readers_see_every_commit_whole(tmp_path: Path) -> None:
    index = corpus.built(tmp_path, [document("Even", pk=pk) for pk in range(4)])
    wrong: list[object] = []
    done = threading.Event()
    readers = [threading.Thread(target=_watch, args=(tmp_path, done, wrong)) for _ in range(4)]

    for reader in readers:
        reader.start()
    for number in range(30):
        index.update([document(("Odd", "Even")[number % 2], pk=pk) for pk in range(4)])
    done.set()
    for reader in readers:
        reader.join()

    assert wrong == []


def test_a_writer_killed_at_any_moment_leaves_a_whole_index(tmp_path: Path) -> None:
    corpus.built(tmp_path, [document("Harbor House", pk=1)])

    for number in range(4):
        writer = multiprocessing.get_context("spawn").Process(target=_write, args=(tmp_path,))
        writer.start()
        writer.join(0.9 + number / 20)
        writer.kill()
        writer.join()
        assert found(corpus.opened(TextIndex(tmp_path), ROWS), "harbor house") == [1]


def _write(folder: Path) -> None:
    index = TextIndex(folder)
    for number in range(10_000):
        index.update([document("Harbor House", pk=1, description=(f"change {number}",))])
