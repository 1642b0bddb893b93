"""What a reminder leads to, as a person sees it before and after the click."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from directory import context
from tests import keeping
from tests.browser.conftest import Open
from tests.browser.looking import BY_DAY, IN_SPANISH, Schemes, assert_anybody_can_use_it
from tests.browser.sites import all_of_them
from tests.factories import Make

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(
        ("prefix", "schemes"), [("", BY_DAY), ("/es", IN_SPANISH)], ids=["English", "Spanish"]
    ),
]
NOW = datetime.now(UTC).replace(tzinfo=None, microsecond=0)


@pytest.fixture
def link(app: Flask) -> str:
    """Of a mail about several listings, the one with everything and the one with nothing too."""
    long_ago = (NOW - timedelta(days=61)).date()
    kept = Make(context.held(app), indexed=False).listings(all_of_them())
    ids = [each.id for each in kept if not each.demonstration]
    keeping.confirmed_on(context.held(app).database, long_ago, *ids)
    return keeping.reminded(context.held(app), "ana@harbor.example.org", NOW, *ids)


@pytest.fixture
def page(app: Flask, visit: Open, prefix: str) -> Iterator[Page]:
    """A browser whose requests for the link are answered by this test's own directory."""

    def answer(route: Route) -> None:
        path = route.request.url.partition("//")[2].partition("/")[2]
        said = app.test_client().open(f"/{path}", method=route.request.method)
        while said.status_code == 303:
            said = app.test_client().get(said.location)
        route.fulfill(body=said.text, content_type="text/html")

    page = visit(f"{prefix}/")
    page.route("**/confirm/*", answer)
    yield page
    page.unroute_all()


def test_it_is_read_and_confirmed(page: Page, link: str, prefix: str, schemes: Schemes) -> None:
    page.goto(prefix + link)
    expect(page.locator(".asked-about")).not_to_have_count(0)
    assert_anybody_can_use_it(page, schemes)

    page.locator(".all button").click()

    expect(page.locator(".done li")).not_to_have_count(0)
    expect(page.locator("form.confirm")).to_have_count(0)
    assert_anybody_can_use_it(page, schemes)
