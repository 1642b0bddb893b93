import errno
from pathlib import Path

import pytest

from directory.domain.vocabulary import Vocabulary
from directory.search import layout, shelf
from directory.search.gathering import Gathered
from directory.search.headings import Headings

FULL = Path("/dev/full")  # takes nothing, as a full disk does


def test_a_full_disk_is_told_by_its_number(tmp_path: Path, vocabulary: Vocabulary) -> None:
    headings = Headings.of(vocabulary)
    columns = layout.columns(Gathered(), len(headings.selections))
    shelf.save(columns, tmp_path, headings.digest)
    for path in tmp_path.glob("*.npy"):
        path.unlink()
        path.symlink_to(FULL)

    with pytest.raises(OSError, match="No space left") as raised:
        shelf.save(columns, tmp_path, headings.digest)

    assert raised.value.errno == errno.ENOSPC
