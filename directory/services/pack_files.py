"""Puts static files beside their compressed forms, so that phones fetch the small ones."""

import shutil
from pathlib import Path

from whitenoise.compress import Compressor


def pack_files(source: Path, target: Path) -> Path:
    """Fill `target` anew with the files of `source`; they are few and small."""
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
