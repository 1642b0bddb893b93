"""Puts static files beside their compressed forms, so that phones fetch the small ones."""

import shutil
from pathlib import Path

from whitenoise.compress import Compressor

from directory.storage import soundness


def pack_files(source: Path, target: Path) -> Path:
    """Fill `target` anew with the files of `source`; they are few and small.

    Returns where to serve them from: on a full disk, as they are from where they are.
    """
    try:
        return _packed(source, target)
    except OSError as error:
        if not soundness.is_full(error):
            raise
        return source


def _packed(source: Path, target: Path) -> Path:
    started = target.with_name(f"{target.name}.new")
    shutil.rmtree(started, ignore_errors=True)
    shutil.copytree(source, started)
    compressor = Compressor(quiet=True)
    for path in list(started.rglob("*.*")):
        if compressor.should_compress(path.name):
            compressor.compress(str(path))
    shutil.rmtree(target, ignore_errors=True)
    started.rename(target)
    return target
