from pathlib import Path

import pytest

from directory.domain.editing import DataError
from directory.exchange import guide

SOURCES = """\
[samhsa-tip47]
publisher = "SAMHSA"
title = "TIP 47"
url = "https://www.ncbi.nlm.nih.gov/books/NBK64093/"
published = "2006"

[this-site]
publisher = "This site"
publisher_es = "Este sitio"
title = "Its program"
title_es = "Su programa"
seen = "2026-11-22"
"""
PARTS = '[[part]]\nlabel = "Care"\nlabel_es = "Atención"\npages = ["levels", "rights"]\n'
PAGE = """\
+++
title = "Levels"
summary = "What they are."
reviewed = 2026-11-22
+++

Groups are the core.[^samhsa-tip47] We say so.[^this-site]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.toml").write_text(SOURCES)
    (tmp_path / "parts.toml").write_text(PARTS)
    for language in guide.LANGUAGES:
        (tmp_path / language).mkdir()
        for slug in ("levels", "rights"):
            (tmp_path / language / f"{slug}.md").write_text(PAGE)
    return tmp_path


def test_a_page_names_its_sources_in_the_order_of_mention(folder: Path) -> None:
    page = guide.load(folder).pages["en", "levels"]

    assert [source.slug for source in page.sources] == ["samhsa-tip47", "this-site"]
    assert [source.was_seen for source in page.sources] == [False, True]


def test_a_source_keeps_its_title_unless_it_has_one_in_the_language(folder: Path) -> None:
    published, ours = guide.load(folder).pages["es", "levels"].sources

    assert (published.title, published.language) == ("TIP 47", "en")
    assert (ours.publisher, ours.title, ours.language) == ("Este sitio", "Su programa", "es")


def test_pages_know_what_stands_before_and_after_them(folder: Path) -> None:
    loaded = guide.load(folder)
    levels, rights = loaded.pages["es", "levels"], loaded.pages["es", "rights"]

    assert (loaded.before(levels), loaded.after(levels)) == (None, rights)
    assert (loaded.before(rights), loaded.after(rights)) == (levels, None)


def test_a_mark_that_names_no_source_is_refused(folder: Path) -> None:
    (folder / "es" / "levels.md").write_text(PAGE.replace("tip47", "tip48"))

    with pytest.raises(DataError, match=r"es/levels\.md .*samhsa-tip48"):
        guide.load(folder)


def test_a_page_that_lacks_its_other_language_is_refused(folder: Path) -> None:
    (folder / "es" / "rights.md").unlink()

    with pytest.raises(DataError, match=r"es/rights\.md of the guide cannot be read"):
        guide.load(folder)


def test_a_page_that_stands_in_no_part_is_refused(folder: Path) -> None:
    (folder / "en" / "lost.md").write_text(PAGE)

    with pytest.raises(DataError, match=r"lost\.md .* stands in no part"):
        guide.load(folder)


@pytest.mark.parametrize("line", ['title = "Levels"\n', "reviewed = 2026-11-22\n", "+++\n"])
def test_a_page_without_a_whole_head_is_refused(folder: Path, line: str) -> None:
    (folder / "en" / "levels.md").write_text(PAGE.replace(line, "", 1))

    with pytest.raises(DataError, match=r"en/levels\.md"):
        guide.load(folder)


@pytest.mark.parametrize("dates", ["", 'published = "2006"\nseen = "2026-11-22"'])
def test_a_source_has_one_date(folder: Path, dates: str) -> None:
    (folder / "sources.toml").write_text(SOURCES.replace('published = "2006"', dates))

    with pytest.raises(DataError, match="samhsa-tip47 needs either"):
        guide.load(folder)


def test_a_torn_file_is_named(folder: Path) -> None:
    (folder / "parts.toml").write_text("[[part")

    with pytest.raises(DataError, match=r"parts\.toml"):
        guide.load(folder)
