import os
from collections import namedtuple
from pathlib import Path

import pytest

from directory.services import keep_reserve
from directory.services.keep_reserve import BYTES, NAME

Disk = namedtuple("Disk", "f_bavail f_frsize")


def test_it_is_given_up_only_where_there_is_hardly_any_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_reserve.hold(tmp_path)
    held = (tmp_path / NAME).stat()

    with_room = keep_reserve.use(tmp_path), (tmp_path / NAME).exists()
    monkeypatch.setattr(os, "statvfs", lambda _path: Disk(0, 4096))
    full = keep_reserve.use(tmp_path), (tmp_path / NAME).exists()
    keep_reserve.hold(tmp_path)

    assert held.st_blocks * 512 >= BYTES
    assert (with_room, full) == ((False, True), (True, False))
    assert not (tmp_path / NAME).exists()
