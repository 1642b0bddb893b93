"""Several writers and readers at once, and what is left when one of them dies."""

import multiprocessing
import threading
from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage

from directory.search.text import index as text_index
from directory.search.text.documents import Document
from directory.search.text.errors import IndexBusyError, IndexDamagedError
from directory.search.text.index import TextIndex
from tests.search.text import corpus
from tests.search.text.corpus import PK, ROWS, Corpus, document, found


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
