"""Reads polygons and one column from an ESRI shapefile: the two files `.shp` and `.dbf`."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from struct import unpack_from

HEADER = 100  # bytes
RECORD = 8
POLYGON = 5
BEFORE_PARTS = 44  # bytes of a polygon: its type, its box, and how many parts and points it has

Ring = tuple[float, ...]  # x, y, x, y …


def polygons(path: Path, column: str) -> Iterator[tuple[str, list[Ring]]]:
    """Each polygon's rings, under what its row says in the column."""
    yield from zip(
        _column(path.with_suffix(".dbf").read_bytes(), column), _shapes(path), strict=True
    )


def _shapes(path: Path) -> Iterator[list[Ring]]:
    data = path.read_bytes()
    at = HEADER
    while at < len(data):
        (words,) = unpack_from(">i", data, at + 4)
        yield _rings(data, at + RECORD)
        at += RECORD + 2 * words


def _rings(data: bytes, at: int) -> list[Ring]:
    (kind,) = unpack_from("<i", data, at)
    if kind != POLYGON:
        return []
    parts, points = unpack_from("<2i", data, at + BEFORE_PARTS - 8)
    starts = [*unpack_from(f"<{parts}i", data, at + BEFORE_PARTS), points]
    first = at + BEFORE_PARTS + 4 * parts
    return [
        unpack_from(f"<{2 * (end - start)}d", data, first + 16 * start)
        for start, end in pairwise(starts)
    ]


def _column(data: bytes, name: str) -> Iterator[str]:
    count, header, width = unpack_from("<IHH", data, 4)
    at, size = _field(data, name)
    for row in range(count):
        start = header + row * width + at
        yield data[start : start + size].decode("latin-1").strip()


def _field(data: bytes, name: str) -> tuple[int, int]:
    """Where the column stands in each row, and how wide it is."""
    at, place = 1, 32  # a row begins with a mark for deleted ones
    while data[place] != ord("\r"):
        size = data[place + 16]
        if data[place : place + 11].split(b"\0")[0].decode("ascii") == name:
            return at, size
        at, place = at + size, place + 32
    raise ValueError(f"There is no column {name} in the table.")
