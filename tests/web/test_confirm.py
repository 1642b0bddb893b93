"""The page that a reminder leads to: read, then one click."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask

from directory import context
from directory.domain.listings import Listing, Openings
from directory.domain.schedule import Session as Held
from directory.storage import listings
from tests import keeping as people
from tests.factories import Make, program, said
from tests.web.html import Page, PageClient

ANA = "ana@harbor.example.org"
NOW = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
TODAY = NOW.date()
CONFIRMED = TODAY - timedelta(days=61)
Ask = Callable[..., str]


@pytest.fixture
def make(app: Flask) -> Make:
    return Make(context.held(app), indexed=False)


@pytest.fixture
def harbor(make: Make) -> Listing:
    evenings = tuple(
        Held(track="", weekday=day, starts_at=time(17, 30), ends_at=time(20, 30))
        for day in (0, 2, 4)
    )
    runs = program("intensive-outpatient", said("insurance", "medicaid"), sessions=evenings)
    runs = replace(runs, openings=Openings(answer="waitlist", wait_days=9), copay="$20 a day")
    return make.listing("Harbor House", confirmed_on=CONFIRMED, programs=(runs,), slug="harbor")


@pytest.fixture
def ask(app: Flask) -> Ask:
    """Remind a member of these listings' organization, and return the path of the mail's link."""

    def asking(*kept: Listing, at: datetime = NOW) -> str:
        return people.reminded(context.held(app), ANA, at, *(each.id for each in kept))

    return asking


def test_it_shows_what_readers_see(client: PageClient, harbor: Listing, ask: Ask) -> None:
    page = open_(client, ask(harbor))

    assert page.heading == "Is this still right?"
    for words in (
        "Harbor House",
        "100 Main Street, Peoria, IL",
        "(309) 555-0100",
        "Medicaid",
        "Has a waiting list · wait about 9 days",
        "Mon, Wed, Fri, 5:30 PM to 8:30 PM",
        "$20 a day",
        "Not reported: hours a week, weeks, cost, online for people in.",
    ):
        assert words in page.main
    assert page.link("Something changed") == "/manage/harbor/edit"
    assert page.link("See the whole page") == "/providers/harbor"


def test_to_open_the_link_confirms_nothing_and_leaves_no_cookie(
    client: PageClient, harbor: Listing, ask: Ask
) -> None:
    answer = client.get(ask(harbor))

    assert confirmed_on(harbor) == CONFIRMED
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "noindex" in answer.text


def test_one_click_confirms(client: PageClient, harbor: Listing, ask: Ask) -> None:
    address = ask(harbor)

    answer = client.post(address)
    page = open_(client, answer.location)

    assert (answer.status_code, confirmed_on(harbor)) == (303, TODAY)
    assert page.heading == "Thank you. All of it is confirmed."
    assert page.all("button") == []


def test_a_second_click_is_harmless(client: PageClient, harbor: Listing, ask: Ask) -> None:
    address = ask(harbor)

    client.post(address)

    assert client.post(address).status_code == 303
    assert confirmed_on(harbor) == TODAY


def test_of_several_each_has_a_button(
    client: PageClient, harbor: Listing, make: Make, ask: Ask
) -> None:
    bayside = make.listing("Bayside", confirmed_on=CONFIRMED, slug="bayside")
    address = ask(harbor, bayside)

    before = open_(client, address)
    client.post(address, data={"listing": "bayside"})
    after = open_(client, address)

    assert before.texts("button") == [
        "This one is still right: Harbor House",
        "This one is still right: Bayside",
        "All of this is still right",
    ]
    assert after.texts("button") == ["All of this is still right"]
    assert after.link("Bayside") == "/providers/bayside"
    assert (confirmed_on(bayside), confirmed_on(harbor)) == (TODAY, CONFIRMED)


def test_it_speaks_spanish(client: PageClient, harbor: Listing, ask: Ask) -> None:
    address = f"/es{ask(harbor)}"

    page = open_(client, address)
    answer = client.post(address)

    assert page.one("html").attrib["lang"] == "es"
    assert answer.location.startswith("/es/confirm/")


def test_a_torn_link_says_so(client: PageClient) -> None:
    answer = client.get("/confirm/torn")

    page = Page(answer.text)
    assert (answer.status_code, page.heading) == (404, "This link is not whole")
    assert client.post("/confirm/torn").status_code == 404


def test_an_old_link_says_so(client: PageClient, harbor: Listing, ask: Ask) -> None:
    address = ask(harbor, at=NOW - timedelta(days=62))

    answer = client.get(address)

    assert (answer.status_code, Page(answer.text).heading) == (410, "This link is too old")


def confirmed_on(listing: Listing) -> date | None:
    with context.held().database.reading() as session:
        return listings.by_ids(session, [listing.id])[0].confirmed_on


def open_(client: PageClient, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200
    return Page(answer.text)
