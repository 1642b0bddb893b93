"""A person's way from a list of places to a call: keep, compare, print, and leave no trace."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.looking import faults

pytestmark = pytest.mark.browser

NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked') }})"


def press(page: Page, role: str, name: str) -> None:
    """Choose a button or a link with the keyboard."""
    page.get_by_role(role, name=name, exact=True).focus()  # type: ignore[arg-type]
    page.keyboard.press("Enter")


def test_two_places_are_kept_compared_called_and_forgotten(open_page: Open) -> None:
    page = open_page("/search?near=Peoria,+IL&q=house", viewport={"width": 360, "height": 740})

    keep_two(page)
    compare_and_call(page)
    forget(page)

    assert page.evaluate("localStorage.length") == 0


def keep_two(page: Page) -> None:
    press(page, "button", "Keep Harbor House")
    expect(page.get_by_role("button", name="Kept Harbor House: take off")).to_be_focused()
    expect(page.get_by_text("Harbor House is on your shortlist.")).to_be_attached()
    page.get_by_role("button", name=re.compile("^Keep House")).first.focus()
    page.keyboard.press("Enter")
    assert faults(page) == []


def compare_and_call(page: Page) -> None:
    press(page, "link", "Shortlist: 2")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    assert faults(page) == []
    press(page, "button", "Compare")
    expect(page.get_by_role("columnheader")).to_have_count(3)
    expect(page.get_by_role("rowheader").first).to_contain_text("Level of care")
    press(page, "link", "Make a call sheet")
    expect(page.get_by_role("button", name="Print this sheet")).to_be_visible()
    page.evaluate("print = () => document.body.append('Printing.')")
    press(page, "button", "Print this sheet")
    expect(page.get_by_text("Printing.")).to_be_attached()
    printed(page)


def printed(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="(309) 555-0101").first).to_be_visible()
    expect(page.locator(".qr svg")).to_be_visible()
    for gone in (".sheet-ways", ".leave", ".kept"):
        expect(page.locator(gone).first).to_be_hidden()
    page.emulate_media(media="screen")


def forget(page: Page) -> None:
    press(page, "link", "Shortlist: 2")
    press(page, "button", "Remove Harbor House")
    expect(page.get_by_text("Harbor House was removed.").first).to_be_focused()
    press(page, "button", "Clear the shortlist")
    expect(page.get_by_text("nothing of it is left in this browser")).to_be_focused()
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
    expect(page.locator(".kept")).to_be_hidden()
    assert faults(page) == []


def test_nothing_kept_is_sent_before_a_person_opens_it(open_page: Open) -> None:
    page = open_page("/providers/harbor-house")
    asked: list[str] = []
    press(page, "button", "Keep Harbor House")
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/shortlist")
    expect(page.get_by_role("checkbox", name="Harbor House")).to_be_checked()

    assert [url for url in asked if "harbor" in url] == []


def test_places_are_compared_by_link_without_scripts(open_page: Open) -> None:
    page = open_page("/providers/harbor-house", java_script_enabled=False)

    page.get_by_role("link", name="Compare Harbor House").click()
    page.get_by_label("Name of a place").fill("quiet")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Add Quiet House").click()

    expect(page.get_by_role("columnheader")).to_have_count(3)
    page.goto("/shortlist")
    expect(page.get_by_text("Keeping places needs scripts")).to_be_visible()


def test_a_browser_that_keeps_nothing_says_so_and_compares_by_link(open_page: Open) -> None:
    page = open_page("/")
    page.context.add_init_script(NO_STORAGE)

    page.goto("/providers/harbor-house")
    expect(page.get_by_role("link", name="Compare Harbor House")).to_be_visible()

    page.goto("/es/shortlist")
    expect(page.get_by_text("Este navegador no deja que la página guarde nada.")).to_be_visible()
    assert faults(page) == []
