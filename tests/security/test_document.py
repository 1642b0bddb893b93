"""docs/security.md names tests, and they are there."""

import re

from config import ROOT

NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
ROW = re.compile(r"^\| (\d+\.\d+[^|]*) \|([^|]*)\|([^|]*)\|$", re.MULTILINE)
WITHOUT = ("none: ", "does not apply", "by the ", "by gunicorn")
DOCUMENT = (ROOT / "docs" / "security.md").read_text("utf-8")


def test_every_test_that_is_named_exists() -> None:
    named = set(NAMED.findall(DOCUMENT))

    missing = [f"{file}::{test}" for file, test in named if f"def {test}(" not in source(file)]

    assert sorted(missing) == []
    assert len(named) > 80


def source(file: str) -> str:
    path = ROOT / "tests" / file
    return path.read_text("utf-8") if path.exists() else ""


def test_every_row_names_a_test_or_says_why_there_is_none() -> None:
    rows = ROW.findall(DOCUMENT)

    silent = [
        requirement
        for requirement, how, test in rows
        if not NAMED.search(test)
        and not test.strip().startswith(WITHOUT)
        and "**not met**" not in how
    ]

    assert silent == []
    assert len(rows) > 120


def test_every_chapter_is_looked_at() -> None:
    for number in range(1, 18):
        assert re.search(rf"\bV{number}\b", DOCUMENT), number
