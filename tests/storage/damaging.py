"""Damages a database as a failing disk does."""

from pathlib import Path

LOST = 64 * 1024  # bytes


def damage(file: Path) -> None:
    with file.open("r+b") as database:
        database.seek(file.stat().st_size // 2)
        database.write(b"\xff" * LOST)
