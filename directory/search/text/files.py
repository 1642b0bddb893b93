"""A segment's files: mapped into memory, and known to be whole by their checksums."""

import mmap
import os
import shutil
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_PART = 1 << 20  # bytes read at a time

Octets = NDArray[np.uint8]


def name_again(path: Path, other: Path) -> None:
    """Let a file that never changes have one more name; a copy where the disk knows no links."""
    try:
        other.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, other)


def stamps(folder: Path, names: Iterable[str]) -> dict[str, int]:
    """A checksum for each of the files."""
    return {name: _checksum(folder / name) for name in names}


def whole(folder: Path, stamped: Mapping[str, int]) -> dict[str, Octets]:
    """Map the files. Raises OSError or ValueError where one is missing or torn.

    Every byte is read once here, so that no search waits for the disk.
    """
    for name, stamp in stamped.items():
        if _checksum(folder / name) != stamp:
            raise ValueError(f"{name} is not what was written.")
    return {name: _mapped(folder / name) for name in stamped}


def _checksum(path: Path) -> int:
    """Read the file, not its mapping: pages touched there count as memory of the process."""
    checksum = 0
    with path.open("rb") as file:
        while part := file.read(_PART):
            checksum = zlib.crc32(part, checksum)
    return checksum


def _mapped(path: Path) -> Octets:
    with path.open("rb") as file:
        if not file.seek(0, os.SEEK_END):
            return np.zeros(0, np.uint8)
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), np.uint8)
