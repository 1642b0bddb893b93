import pytest

from directory.domain.editing import DataError
from directory.domain.guide import GuideSection
from directory.exchange import markdown

TABLE = """\
{#levels}
## Levels

| Level | Hours |
|---|---|
| IOP | 9 to 19 |
"""


def test_a_heading_carries_the_anchor_from_the_line_before_it() -> None:
    read = markdown.read("{#cbt}\n## Therapy *for* you\n", "x.md")

    assert read.html == '<h2 id="cbt">Therapy <em>for</em> you</h2>\n'
    assert read.sections == (GuideSection("cbt", "Therapy for you", 2),)


def test_what_comes_before_the_first_heading_stands_apart() -> None:
    read = markdown.read("First.\n\n{#a}\n## One\n\nThen.\n", "x.md")

    assert read.opening == "<p>First.</p>\n"
    assert read.html == '<h2 id="a">One</h2>\n<p>Then.</p>\n'


def test_a_heading_without_an_anchor_is_refused_by_name() -> None:
    with pytest.raises(DataError, match=r"x\.md: “Therapy” needs an anchor"):
        markdown.read("## Therapy\n", "x.md")


def test_an_anchor_that_is_taken_is_refused() -> None:
    with pytest.raises(DataError, match="anchor of its own"):
        markdown.read("{#a}\n## One\n\n{#a}\n## Two\n", "x.md")


def test_a_mark_becomes_the_number_of_its_source() -> None:
    read = markdown.read("One.[^late] Two.[^early] Three.[^late]\n", "x.md")

    assert read.marks == ("late", "early")
    assert read.opening.count('href="#source-1"') == 2
    assert read.opening.count('href="#source-2"') == 1


def test_html_in_a_text_stays_text() -> None:
    read = markdown.read("<script>alert(1)</script> [x](javascript:alert(1))\n", "x.md")

    assert "<script>" not in read.opening
    assert "<a" not in read.opening


def test_no_attribute_but_a_language_passes_into_a_line() -> None:
    read = markdown.read("[in network]{lang=en style=color:red}\n", "x.md")

    assert read.opening == '<p><span lang="en">in network</span></p>\n'


def test_a_table_scrolls_in_a_box_that_its_heading_names() -> None:
    html = markdown.read(TABLE, "x.md").html

    assert '<div class="scroll" role="region" tabindex="0" aria-labelledby="levels">' in html
    assert '<th scope="col">Level</th>' in html
    assert '<th scope="row">IOP</th>' in html
    assert '<td data-of="Hours">9 to 19</td>' in html


def test_other_sites_are_not_told_where_a_reader_comes_from() -> None:
    html = markdown.read(
        "[out](https://example.org/) [in](rights) [call](tel:911)\n", "x.md"
    ).opening

    assert html.count('rel="noreferrer"') == 1
    assert '<a href="https://example.org/" rel="noreferrer">' in html
