"""What every page must be, in every state: readable by anybody, on any screen, by any means."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "results": "/search?near=Peoria,+IL&care=intensive-outpatient&insurance=aetna&q=house",
    "danger": "/search?care=detox&near=IL",
    "nothing": "/search?near=Peoria,+IL&therapy=emdr&q=zzzz",
    "notices": "/search?radius=abc&colour=blue&therapy=tea",
    "past the end": "/search?near=IL&page=9999",
    "which place": "/search?near=Springfield",
    "unknown place": "/search?near=Peoira,+IL",
    "listing": "/providers/harbor-house",
    "sparse listing": "/providers/quiet-house",
    "compare": "/compare?provider=harbor-house&provider=quiet-house&near=61602&add=house",
    "shortlist": "/shortlist",
    "call sheet": "/call-sheet?provider=harbor-house&provider=quiet-house",
    "data": "/guide/data",
    "guide": "/guide/",
    "levels of care": "/guide/levels",
    "paying, in Spanish": "/es/guide/paying",
    "error": "/nowhere",
    "Spanish home": "/es/",
    "Spanish results": "/es/search?near=Peoria,+IL&care=intensive-outpatient&insurance=aetna",
    "Spanish listing": "/es/providers/harbor-house",
    "Spanish compare": "/es/compare?provider=harbor-house&provider=long-name",
    "Spanish error": "/es/nowhere",
    "which level": "/guide/which-level",
    "Spanish which level": "/es/guide/which-level",
}
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
QUICKLY = {"resultTypes": ["violations"]}
COLOURS = QUICKLY | {"runOnly": ["color-contrast"]}  # all that another colour scheme changes
NARROW = ViewportSize(width=320, height=640)
WIDE = ViewportSize(width=1280, height=900)


@pytest.mark.parametrize("name", PAGES)
def test_anybody_can_read_it_on_any_screen(open_page: Open, name: str) -> None:
    page = open_page(PAGES[name], viewport=WIDE)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.evaluate(AXE)
    assert faults(page, QUICKLY) == []

    page.emulate_media(color_scheme="dark")
    assert faults(page, COLOURS) == []

    page.set_viewport_size(NARROW)
    assert faults(page, QUICKLY) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def faults(page: Page, options: dict[str, list[str]]) -> list[tuple[str, str]]:
    """What axe finds wrong with a page as it stands."""
    answer = page.evaluate("options => axe.run(document, options)", options)
    return [(each["id"], each["nodes"][0]["html"]) for each in answer["violations"]]


def test_a_phone_number_is_large_enough_to_tap(open_page: Open) -> None:
    page = open_page(PAGES["results"], viewport=NARROW)

    box = page.locator(".call a").first.bounding_box()

    assert box is not None
    assert box["height"] >= 44


def test_the_filters_stand_open_beside_the_results_on_a_wide_screen(open_page: Open) -> None:
    page = open_page(PAGES["results"], viewport=WIDE)

    assert page.get_by_role("button", name="Apply filters").is_visible()


def test_the_results_come_first_on_a_narrow_screen(open_page: Open) -> None:
    page = open_page(PAGES["results"], viewport=NARROW)

    assert not page.get_by_role("button", name="Apply filters").is_visible()


def test_a_printed_listing_shows_what_was_folded_away(open_page: Open) -> None:
    page = open_page(PAGES["listing"])

    page.emulate_media(media="print")

    assert page.get_by_text("1-800-662-4357").first.is_visible()
    assert page.locator(".term p").first.is_visible()
    assert not page.locator(".leave").is_visible()
