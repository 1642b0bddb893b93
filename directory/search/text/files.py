"""A segment's files: mapped into memory, and known to be whole by their checksums."""

import mmap
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Octets = NDArray[np.uint8]


def stamps(folder: Path, names: Iterable[str]) -> dict[str, int]:
    """A checksum for each of the files."""
    return {name: zlib.crc32(_mapped(folder / name).data) for name in names}


def whole(folder: Path, stamped: Mapping[str, int]) -> dict[str, Octets]:
    """Map the files. Raises OSError or ValueError where one is missing or torn.

    Every byte is read once here, so that no search waits for the disk.
    """
    return {name: _checked(folder / name, stamp) for name, stamp in stamped.items()}


def _checked(path: Path, stamp: int) -> Octets:
    octets = _mapped(path)
    if zlib.crc32(octets.data) != stamp:
        raise ValueError(f"{path.name} is not what was written.")
    return octets


def _mapped(path: Path) -> Octets:
    with path.open("rb") as file:
        if not file.seek(0, 2):
            return np.zeros(0, np.uint8)
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), np.uint8)
