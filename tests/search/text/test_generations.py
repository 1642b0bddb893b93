from pathlib import Path

import pytest

from directory.search.text import generations
from directory.search.text.errors import IndexBusyError


def test_there_is_no_current_folder_at_first(tmp_path: Path) -> None:
    assert generations.current(tmp_path / "index") is None


def test_a_folder_becomes_current_when_it_is_complete(tmp_path: Path) -> None:
    with generations.building(tmp_path) as folder:
        (folder / "words").write_text("harbor")
        during = generations.current(tmp_path)

    assert during is None
    assert generations.current(tmp_path) == folder


def test_a_failed_build_leaves_the_current_folder_and_nothing_else(tmp_path: Path) -> None:
    with generations.building(tmp_path) as standing:
        pass

    with pytest.raises(RuntimeError), generations.building(tmp_path) as failed:
        raise RuntimeError("no more disk")

    assert generations.current(tmp_path) == standing
    assert not failed.exists()


def test_the_folder_before_stays_for_its_readers_and_older_ones_go(tmp_path: Path) -> None:
    folders = []
    for _ in range(3):
        with generations.building(tmp_path) as folder:
            folders.append(folder)

    assert [folder.exists() for folder in folders] == [False, True, True]


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "generation-0123456789ab"
    left.mkdir()

    with generations.building(tmp_path):
        pass

    assert not left.exists()


def test_a_second_build_waits_and_then_says_so(tmp_path: Path) -> None:
    with (
        generations.building(tmp_path),
        pytest.raises(IndexBusyError),
        generations.building(tmp_path, patience=0.05),
    ):
        pass


@pytest.mark.parametrize("content", ["", "generation-gone", "../elsewhere", "/etc"])
def test_a_pointer_to_nowhere_is_no_pointer(tmp_path: Path, content: str) -> None:
    (tmp_path / "current").write_text(content)

    assert generations.current(tmp_path) is None
