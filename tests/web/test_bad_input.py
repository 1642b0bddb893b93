"""Whatever is typed into an address, a person gets a page that helps, never an error of ours."""

import pytest

from tests.web.html import PageClient

ODD = [
    "radius=-5",
    "radius=abc",
    "radius=1e400",
    "near=00000",
    "near=Atlantis",
    "near=%00",
    "near=99999-9999",
    "page=9999",
    "page=-1",
    "page=zero",
    "page=99999999999999999999999",
    "q=%00",
    "q=%F0%9F%98%80",
    "q=%22unclosed",
    "q=name:*",
    "q=[a+TO",
    "q=[a+TO+z]",
    "q=*",
    "q=%3F",
    "q=a~999",
    "q=((((((",
    "q=NOT",
    "q=AND+OR+NOT",
    "q=-",
    "q=%27%3B+DROP+TABLE+provider%3B--",
    "q=%3Cscript%3Ealert(1)%3C/script%3E",
    "q=%ED%A0%80",
    "q=%FF%FE",
    "q=" + "x" * 10_000,
    "q=" + "a+" * 5_000,
    "q=" + "(" * 2_000,
    "near=" + "x" * 10_000,
    "therapy=%00",
    "therapy=" + "y" * 10_000,
    "care=../../etc/passwd",
    "free=mon-9999-9999",
    "free=%00",
    "sort=%00",
    "%00=%00",
    "=",
    "&&&;;;===",
    "a[]=1&b[c]=2",
    "&".join(f"therapy=t{number}" for number in range(500)),
    "&".join(f"p{number}=1" for number in range(500)),
    "&".join(f"free=mon-{hour:02}00-{hour + 1:02}00" for hour in range(23)) * 20,
]


@pytest.mark.parametrize("query", ODD, ids=lambda query: query[:30])
def test_an_odd_search_gets_a_page_that_helps(visitor: PageClient, query: str) -> None:
    answer = visitor.get(f"/search?{query}")

    assert answer.status_code in (200, 400, 404)
    assert "1-800-662-4357" in answer.text
    assert "Traceback" not in answer.text


def test_every_choice_at_once_is_answered(visitor: PageClient) -> None:
    everything = "&".join(
        f"{term.facet}={term.slug}"
        for term in visitor.application.extensions["directory"].vocabulary
    )

    assert visitor.get(f"/search?{everything}").status_code == 200


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("radius=-5", "“-5” is not a distance"),
        ("radius=abc", "“abc” is not a distance"),
        ("colour=blue", "There is no filter named “colour”"),
        ("therapy=tea", "“therapy” has no choice “tea”"),
        ("page=zero", "“zero” is not a page number"),
        ("free=never", "“never” is not a time like “mon-1730-2100”"),
        ("q=" + "x" * 400, "Your text was very long"),
        ("near=%00", "Nothing in “near” can be read"),
        ("therapy=%00", "Nothing in “therapy” can be read"),
        ("near=61602&near=60601", "There can be only one “near”, so “60601” was not used"),
        ("radius=50", "A distance needs a place, so “50 miles” was not used"),
        ("radius=50&near=IL", "up to its borders, so “50 miles” was not used"),
        ("confirmed-within=x", "“x” is not a number that “confirmed-within” can use"),
    ],
)
def test_what_was_not_used_is_said_in_a_sentence(
    visitor: PageClient, query: str, sentence: str
) -> None:
    notice = visitor.get(f"/search?{query}").text.replace("<q>", "“").replace("</q>", "”")

    assert sentence in notice


def test_of_many_mistakes_a_few_are_named_and_the_rest_counted(visitor: PageClient) -> None:
    page = visitor.page("/search", **{f"p{number}": "1" for number in range(500)})

    assert len(page.all("q")) == 5
    assert "and 495 more" in page.main


@pytest.mark.parametrize("slug", ["%00", "nobody", "%F0%9F%98%80", "x" * 5000, "a%0Ab", "%FF"])
def test_a_listing_that_is_not_there_is_not_found(visitor: PageClient, slug: str) -> None:
    assert visitor.get(f"/providers/{slug}").status_code == 404


def test_a_query_is_echoed_as_text(visitor: PageClient) -> None:
    page = visitor.page("/search", q="<script>alert(1)</script>", near="<img src=x>")

    assert all(script.get("src", "").startswith("/static/") for script in page.all("script"))
    assert page.all("img") == []
