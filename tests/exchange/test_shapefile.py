from pathlib import Path
from struct import pack

import pytest

from directory.exchange import shapefile

SQUARE = (0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0)
HOLE = (0.4, 0.4, 0.6, 0.4, 0.6, 0.6, 0.4, 0.4)


def write(path: Path, rows: dict[str, tuple[tuple[float, ...], ...]]) -> Path:
    """A shapefile whose column CODE has these values, with the rings of each."""
    shapes = b"".join(_record(number, rings) for number, rings in enumerate(rows.values(), 1))
    path.with_suffix(".shp").write_bytes(bytes(100) + shapes)
    fields = _field(b"NAME", 4) + _field(b"CODE", 2) + b"\r"
    head = pack("<4xIHH20x", len(rows), 32 + len(fields), 7)
    values = b"".join(b" name" + code.encode() for code in rows)
    path.with_suffix(".dbf").write_bytes(head + fields + values)
    return path.with_suffix(".shp")


def _record(number: int, rings: tuple[tuple[float, ...], ...]) -> bytes:
    points = [value for ring in rings for value in ring]
    starts = [sum(len(ring) for ring in rings[:place]) // 2 for place in range(len(rings))]
    body = pack("<i32x2i", 5, len(rings), len(points) // 2)
    body += pack(f"<{len(starts)}i{len(points)}d", *starts, *points)
    return pack(">2i", number, len(body) // 2) + body


def _field(name: bytes, size: int) -> bytes:
    return pack("<11sc4xB15x", name, b"C", size)


def test_each_polygon_comes_with_its_rings_and_its_row(tmp_path: Path) -> None:
    path = write(tmp_path / "counties", {"17": (SQUARE, HOLE), "18": (SQUARE,)})

    assert list(shapefile.polygons(path, "CODE")) == [("17", [SQUARE, HOLE]), ("18", [SQUARE])]


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "counties", {"17": (SQUARE,)})

    with pytest.raises(ValueError, match="no column STATE"):
        list(shapefile.polygons(path, "STATE"))
