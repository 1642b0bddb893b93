import gzip
import json
from pathlib import Path

import pytest

from directory.services.draw_outlines import EDITION, draw_outlines

CHICAGO = "-22_10.json.gz"  # from 88 to 84 degrees west, from 40 to 44 north


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outlines")
    assert draw_outlines(folder)
    return folder


def test_an_edition_is_drawn_once(folder: Path) -> None:
    assert not draw_outlines(folder)


def test_a_phone_fetches_little(folder: Path) -> None:
    sizes = {file.name: file.stat().st_size for file in (folder / EDITION).iterdir()}

    assert sizes.pop("country.json.gz") < 25_000
    assert max(sizes.values()) < 12_000
    assert sum(sizes.values()) < 300_000


def test_a_part_holds_the_borders_that_cross_it(folder: Path) -> None:
    part = json.loads(gzip.decompress((folder / EDITION / CHICAGO).read_bytes()))

    starts = [(line[0] / part["steps"], line[1] / part["steps"]) for line in part["counties"]]
    assert len(part["counties"]) > 50
    assert all(-90 <= east <= -82 and 38 <= north <= 46 for east, north in starts)
    assert part["states"]
