"""Somebody keeps a listing true: from the list of what they keep to what an editor gets."""

import csv
from io import StringIO

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Open
from tests.browser.looking import BY_DAY, BY_NIGHT, assert_anybody_can_use_it
from tests.kept_house import PLAIN

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visit: Open) -> Page:
    return visit("/manage", "keeper")


def test_from_what_is_kept_to_what_is_sent_in(page: Page, visit: Open) -> None:
    page.get_by_text("Openings, wait and phones").first.click()
    assert_anybody_can_use_it(page, BY_DAY)
    page.get_by_role("link", name=PLAIN).click()
    page.get_by_role("link", name="Anything else").click()

    page.get_by_label("Website").fill("https://house.example")
    page.get_by_label("Main telephone, number 1").fill("309 555 0177")
    page.get_by_role("button", name="Save and go on").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The programs")
    page.get_by_role("link", name="See it as readers will").click()
    expect(page.locator(".call").first).to_contain_text("(309) 555-0177")
    page.get_by_role("link", name="Look over your changes and send them in").click()
    expect(page.locator(".became")).to_have_count(2)
    assert_anybody_can_use_it(page, BY_NIGHT)
    page.get_by_role("button", name="Send it in").click()

    expect(page.get_by_role("status").first).to_contain_text("Readers see some of it now")
    expect(page.get_by_text("Waits for an editor").first).to_be_visible()
    visit("/providers/{plain}", "keeper")
    expect(page.locator(".call").first).to_contain_text("(309) 555-0177")
    expect(page.get_by_role("link", name="Their website")).to_have_count(0)


def test_what_comes_back_from_a_spreadsheet_is_shown_before_it_is_sent(page: Page) -> None:
    page.get_by_role("link", name="All of them in a table").click()
    address = page.get_by_role("link", name="programs.csv").get_attribute("href")
    rows = list(csv.DictReader(StringIO(page.request.get(str(address)).text())))
    for row in rows:
        row["cost"] = "$90 a visit" if row["site_name"] == PLAIN else row["cost"]

    page.get_by_label("The table, as CSV or zip").set_input_files(written(rows))
    page.get_by_role("button", name="Show what it would change").click()
    expect(page.get_by_text("$90 a visit")).to_be_visible()
    assert_anybody_can_use_it(page, BY_DAY)
    page.get_by_role("button", name="Send all of these in").click()

    expect(page.get_by_role("status").first).to_contain_text("Changes to 1 listing were sent in.")


def written(rows: list[dict[str, str]]) -> FilePayload:
    text = StringIO()
    sheet = csv.DictWriter(text, list(rows[0]))
    sheet.writeheader()
    sheet.writerows(rows)
    return {"name": "table.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}
