"""While a new place is typed, the page says what may be listed already."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def test_who_types_a_place_that_is_listed_is_led_to_its_claim(open_page: Open) -> None:
    page = open_page("/submit")
    page.get_by_role("button", name="Start").click()
    found = page.locator("[data-listed-results]")
    told = found.get_by_role("status")
    expect(told).to_have_text("")

    page.locator("[data-listed-part=name]").press_sequentially("quiet house")
    page.locator("[data-listed-part=zip]").fill("61602")

    expect(told).to_have_text("This may already be listed:")
    claim = found.get_by_role("link", name="Claim it: Quiet House")
    expect(claim).to_have_attribute("href", "/claim/quiet-house")
    expect(found.get_by_role("listitem")).to_contain_text("Same name, town.")

    page.locator("[data-listed-part=name]").fill("Somewhere else entirely")

    expect(told).to_have_text("")
    expect(found.get_by_role("list")).to_be_hidden()
