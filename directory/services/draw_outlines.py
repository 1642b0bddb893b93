"""Writes the borders of states and counties as small files that a map fetches one by one."""

import gzip
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from directory.exchange import outlines
from directory.exchange.thinning import Line, Spot

EDITION = "1"  # another one makes `directory init` draw again
OVERVIEW = "country"
TILE = 4  # degrees
Tile = tuple[int, int]
Kinds = dict[str, list[Line]]


def draw_outlines(folder: Path) -> bool:
    """Draw into `folder`, unless this edition is there; tell whether it was drawn."""
    target = folder / EDITION
    if target.is_dir():
        return False
    started = folder / f"{EDITION}.new"
    shutil.rmtree(started, ignore_errors=True)
    started.mkdir(parents=True)
    for name, lines in _files(outlines.read()):
        (started / f"{name}.json.gz").write_bytes(_packed(lines))
    started.rename(target)
    return True


def _files(drawn: outlines.Outlines) -> Iterator[tuple[str, Kinds]]:
    yield OVERVIEW, {"states": drawn.overview}
    tiles: dict[Tile, Kinds] = {}
    for kind, lines in (("states", drawn.states), ("counties", drawn.counties)):
        for tile, cut in _cut(lines).items():
            tiles.setdefault(tile, {})[kind] = cut
    for (east, north), kinds in tiles.items():
        yield f"{east}_{north}", kinds


def _cut(lines: Iterable[Line]) -> Mapping[Tile, list[Line]]:
    """The lines by tile. A stretch that crosses an edge is in both."""
    tiles: dict[Tile, list[Line]] = {}
    for line in lines:
        for one, other in pairwise(line):
            for tile in _touched(one, other):
                parts = tiles.setdefault(tile, [])
                if parts and parts[-1][-1] is one:
                    parts[-1].append(other)
                else:
                    parts.append([one, other])
    return tiles


def _touched(one: Spot, other: Spot) -> Iterator[Tile]:
    east, north = (_tiles(*ends) for ends in zip(one, other, strict=True))
    yield from product(east, north)


def _tiles(one: int, other: int) -> range:
    side = TILE * outlines.STEPS
    return range(min(one, other) // side, max(one, other) // side + 1)


def _packed(kinds: Kinds) -> bytes:
    """Each line as where it begins, then how far each point lies from the one before."""
    content: dict[str, Any] = {"steps": outlines.STEPS}
    for kind, lines in kinds.items():
        content[kind] = [_steps(line) for line in lines]
    return gzip.compress(json.dumps(content, separators=(",", ":")).encode(), mtime=0)


def _steps(line: Line) -> list[int]:
    moves = ((one[0] - last[0], one[1] - last[1]) for last, one in pairwise(line))
    return [*line[0], *(number for move in moves for number in move)]
