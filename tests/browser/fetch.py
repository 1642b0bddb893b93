"""Makes sure that a Chromium is there for the browser tests: `python tests/browser/fetch.py`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ABSENT = (
    "There is no Chromium on this machine and none could be fetched, so the browser tests are "
    "skipped; install the package chromium, or give this machine a way to the internet."
)


@cache
def executable() -> str | None:
    """A Chromium that starts: the system's own, else the one that Playwright fetched."""
    return next((path for path in _candidates() if _starts(path)), None)


def main() -> None:
    for fetch in (_nothing, _from_the_system, _from_playwright):
        fetch()
        executable.cache_clear()
        if executable() is not None:
            return
    sys.stderr.write(f"{ABSENT}\n")


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _starts(path: str) -> bool:
    return Path(path).exists() and _run([path, "--version"])


def _nothing() -> None:
    """Try what is there first."""


def _from_the_system() -> None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    _run([apt, "update", "-qq"])
    _run([apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"])


def _from_playwright() -> None:
    _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _run(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=600).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    main()
