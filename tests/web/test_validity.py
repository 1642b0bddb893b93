"""The check of pages, against pages that are not valid."""

import html5lib
import pytest

from tests.web import validity


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p colour=red>", "<p> has no attribute 'colour'"),
        ("<center>Text</center>", "<center> is not known here"),
        ("<ul><p>Text</p></ul>", "<p> in <ul>"),
        ("<ul>Text</ul>", "words in <ul>"),
        ("<span><div>Text</div></span>", "<div> in <span>"),
        ("<h2><p>Text</p></h2>", "<p> in <h2>"),
        ("<a href=/><label>Text</label></a>", "<label> in <a>"),
        ("<details><p>Text</p><summary>Text</summary></details>", "<summary> must come first"),
        ("<table><tr><td role=cell>Text", "<td> has its role by itself"),
        ("<p id='two words'>", "is no id"),
        ("<img src=/icon.svg>", "a picture without words"),
    ],
)
def test_what_is_not_valid_is_named(html: str, fault: str) -> None:
    (found,) = validity.faults(html5lib.parse(html, namespaceHTMLElements=False))

    assert fault in found


def test_what_is_valid_passes() -> None:
    html = (
        "<ul><li><a href=/><b>Text</b> <svg><path d=M0 /></svg></a></ul><dl><div><dt>A<dd>B</div>"
    )

    assert validity.faults(html5lib.parse(html, namespaceHTMLElements=False)) == []
