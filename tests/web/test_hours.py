"""The hours a person is free: from rows of boxes into the address, and from it back into rows."""

from datetime import time
from urllib.parse import parse_qsl, urlsplit

import pytest

from directory.domain.schedule import Session
from tests.factories import Make, program
from tests.web.html import Page, PageClient

WORKING_DAYS = ("mon", "tue", "wed", "thu", "fri")
EVENINGS = tuple(Session("Evening", day, time(17, 30), time(20, 30)) for day in (0, 2, 3))


def sent(client: PageClient, *rows: tuple[str, str, str]) -> list[str]:
    """The `free` of the address that a form with these rows leads to."""
    names = ("free-day", "free-from", "free-to")
    pairs = [pair for row in rows for pair in zip(names, row, strict=True)]
    answer = client.get("/search", query_string=[("q", ""), *pairs, ("near", "IL")])
    asked = parse_qsl(urlsplit(answer.headers["Location"]).query)
    assert answer.status_code == 302
    assert asked[0] == ("near", "IL")
    return [value for name, value in asked if name == "free"]


def rows(page: Page) -> list[list[str]]:
    """What is chosen in each row that says anything."""
    chosen = [
        [box.get("value", "") for box in select.iter("option") if "selected" in box.attrib]
        for select in page.all("select")
        if (select.get("name") or "").startswith("free-")
    ]
    values = [next(iter(each), "") for each in chosen]
    grouped = [values[place : place + 3] for place in range(0, len(values), 3)]
    return [row for row in grouped if any(row)]


@pytest.mark.parametrize(
    ("row", "free"),
    [
        (("mon", "1730", "2100"), ["mon-1730-2100"]),
        (("weekend", "", ""), ["sat-0000-2400", "sun-0000-2400"]),
        (("fri", "1700", ""), ["fri-1700-2400"]),
        (("", "", ""), []),
        (
            ("weekdays", "0900", "1200"),
            [f"{day}-0900-1200" for day in WORKING_DAYS],
        ),
    ],
)
def test_a_row_becomes_hours_in_the_address(
    visitor: PageClient, row: tuple[str, str, str], free: list[str]
) -> None:
    assert sent(visitor, row) == free


def test_hours_without_a_day_are_those_of_every_day(visitor: PageClient) -> None:
    assert len(sent(visitor, ("", "1700", "2100"))) == 7


def test_rows_stand_beside_each_other(visitor: PageClient) -> None:
    free = sent(visitor, ("tue", "0900", "1200"), ("", "", ""), ("sat", "", ""))

    assert free == ["tue-0900-1200", "sat-0000-2400"]


@pytest.mark.parametrize(
    "row",
    [("mon", "2100", "1700"), ("mon", "1700", "1700"), ("someday", "", ""), ("mon", "x", "y")],
)
def test_a_row_that_makes_no_sense_is_named_on_the_page(
    visitor: PageClient, row: tuple[str, str, str]
) -> None:
    (free,) = sent(visitor, row)

    page = visitor.page("/search", free=free)

    assert f"{free} is not a time like mon-1730-2100. It must end after it begins." in page.main


def test_the_boxes_show_what_the_address_says_in_as_few_rows_as_can_be(visitor: PageClient) -> None:
    evenings = [f"{day}-1730-2100" for day in ("mon", "tue", "wed", "thu", "fri", "sat")]

    page = visitor.page("/search", free=[*evenings, "sun-0000-2400", "sat-0905-1010"])

    assert sorted(rows(page)) == [
        ["sat", "0905", "1010"],
        ["sat", "1730", "2100"],
        ["sun", "", ""],
        ["weekdays", "1730", "2100"],
    ]


def test_there_is_always_an_empty_row(visitor: PageClient) -> None:
    free = [f"mon-{hour:02}00-{hour:02}30" for hour in range(8, 20)]

    page = visitor.page("/search", free=free)

    assert len(rows(page)) == 12
    assert len(page.all("select", name="free-day")) == 13


def test_a_card_says_what_fits_whole_and_what_in_part(client: PageClient, make: Make) -> None:
    make.listing(
        programs=(
            program("outpatient", sessions=EVENINGS[:1]),
            program("intensive-outpatient", sessions=EVENINGS),
        )
    )

    page = client.page("/search", free=["mon-1700-2100", "wed-1700-2100"])

    assert page.texts("p", class_="fit") == ["Fits all sessions (Outpatient)"]
    assert page.texts("p", class_="fit part") == ["Fits 2 of 3 sessions (Intensive outpatient)"]


def test_a_place_that_fits_in_part_is_shown_below_the_list(client: PageClient, make: Make) -> None:
    make.listing(programs=(program(sessions=EVENINGS),))

    page = client.page("/search", near="IL", free=["mon-1700-2100", "wed-1700-2100"])

    assert page.heading == "0 places in Illinois"
    assert "Fit some of your hours" in page.texts("h2")
    assert page.texts("p", class_="fit part") == ["Fits 2 of 3 sessions (Intensive outpatient)"]


def test_a_place_that_gives_no_times_is_counted_and_can_be_shown(
    client: PageClient, make: Make
) -> None:
    make.listing()

    page = client.page("/search", near="IL", free="mon-1700-2100")

    assert "1 more place may fit. It does not say when it meets" in page.main
    assert page.link("Show places at any hour") == "/search?near=Illinois"
