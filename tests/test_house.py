"""What the linters cannot hold."""

from pathlib import Path

import pytest

from config import ROOT

LONGEST = 200  # lines
FILES = [path for folder in ("directory", "benchmarks") for path in ROOT.glob(f"{folder}/**/*.py")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_needs_a_table_of_contents(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST


def test_every_document_that_a_document_links_to_exists() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    links = {
        (page, link.split(")")[0].split("#")[0])
        for page in pages
        for link in page.read_text().split("](")[1:]
    }

    dead = [
        (page.name, link)
        for page, link in links
        if link and "://" not in link and not (page.parent / link).exists()
    ]

    assert dead == []
