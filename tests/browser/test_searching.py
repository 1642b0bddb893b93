"""A person's way through the site: by keyboard alone, without scripts, and quickly out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WEATHER, Open

pytestmark = pytest.mark.browser


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page) -> str:
    said = page.evaluate("document.activeElement.innerText || document.activeElement.name")
    return " ".join(str(said).split())


def tab_to(page: Page, what: str) -> None:
    for _ in range(80):
        press(page, "Tab")
        if focused(page).startswith(what):
            return
    raise AssertionError(f"the keyboard does not reach {what!r}")


def test_a_search_can_be_made_and_narrowed_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page("/")
    tab_to(page, "near")
    page.keyboard.type("Peoria, IL")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("within 25 miles of Peoria, IL")

    page.get_by_role("checkbox", name="Detox").first.focus()
    press(page, "Space", "Enter")

    expect(page).to_have_url(re.compile("care=detox"))
    press(page, "Tab", "Enter")
    tab_to(page, "Remove: Detox")
    press(page, "Enter")
    expect(page).not_to_have_url(re.compile("care=detox"))


@pytest.mark.parametrize(
    ("address", "name", "target"),
    [("/", "Skip to the main part", "main"), ("/search", "Skip to the results", "results")],
)
def test_the_first_stop_skips_what_is_above(
    open_page: Open, address: str, name: str, target: str
) -> None:
    page = open_page(address)

    press(page, "Tab")
    assert focused(page) == name
    press(page, "Enter")

    assert page.evaluate("document.activeElement.id") == target


def test_what_has_the_keyboard_is_never_under_the_top_bar(open_page: Open) -> None:
    still = {"reduced_motion": "reduce"}  # or it would be measured while the page still moves
    page = open_page("/search?near=IL", viewport={"width": 320, "height": 640}, **still)
    bar = page.locator(".top").bounding_box()
    page.get_by_role("link").last.focus()

    for _ in range(12):
        press(page, "Shift+Tab")
        box = page.evaluate(
            "(() => { const at = document.activeElement.getBoundingClientRect();"
            " return [at.bottom, document.activeElement.closest('.top, .skip') !== null]; })()"
        )
        assert bar is not None
        assert box[1] or box[0] > bar["height"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_search_filter_and_listing_work(open_page: Open, *, scripts: bool) -> None:
    page = open_page("/", java_script_enabled=scripts, viewport={"width": 360, "height": 740})
    page.get_by_label("Where?").fill("Peoria, IL")
    page.get_by_role("button", name="Search").click()

    page.get_by_text("Change search or add filters").click()
    page.locator(".facet summary", has_text="Therapy").click()
    page.get_by_role("checkbox", name="CBT").check()
    page.get_by_role("button", name="Apply filters").click()
    page.get_by_role("link", name="Harbor House", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Harbor House")
    page.go_back()
    expect(page.get_by_role("link", name="Remove: CBT")).to_be_visible()


def test_a_pasted_page_of_text_is_answered_helpfully(open_page: Open) -> None:
    page = open_page("/search?q=" + "pasted+" * 2000)

    expect(page.get_by_role("heading", level=1)).to_contain_text("places")
    expect(page.get_by_role("note")).to_contain_text("Your text was very long")


def test_leaving_works_without_scripts(open_page: Open) -> None:
    page = open_page("/search?near=IL", java_script_enabled=False)

    assert page.get_by_role("link", name="Leave this page").get_attribute("href") == WEATHER
    expect(page.get_by_text("press Shift three times")).to_be_hidden()  # no one listens


@pytest.mark.parametrize("way", ["click", "link", "keys"])
def test_leaving_takes_the_page_out_of_the_history(open_page: Open, way: str) -> None:
    page = open_page("/")
    page.context.route(WEATHER, lambda route: route.fulfill(body="Sunny"))
    page.goto("/search?near=IL")

    expect(page.get_by_text("press Shift three times")).to_be_visible()
    with page.expect_navigation(url=WEATHER):
        if way == "click":
            page.get_by_role("link", name="Leave this page").click()
        elif way == "link":
            tab_to(page, "Leave this page")
            press(page, "Enter")
        else:
            press(page, "Shift", "Shift", "Shift")
    page.go_back()

    assert "near=IL" not in page.url


def test_a_place_is_completed_with_the_keyboard(open_page: Open) -> None:
    page = open_page("/")
    box = page.get_by_role("combobox", name="Where?")

    box.press_sequentially("peori")
    suggestions = page.locator("#near-list [role=option]")
    expect(suggestions.first).to_contain_text("Peoria")
    expect(box).to_have_attribute("aria-expanded", "true")
    press(page, "ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "near-list-0")
    press(page, "Enter")

    expect(box).to_have_value(re.compile("Peoria, "))
    expect(suggestions).to_have_count(0)


def test_escape_leaves_what_was_typed(open_page: Open) -> None:
    page = open_page("/")
    box = page.get_by_role("combobox", name="What are you looking for?")

    box.press_sequentially("evening iop aet")
    expect(page.get_by_role("option", name="Aetna")).to_be_visible()
    press(page, "Escape")

    expect(box).to_have_value("evening iop aet")
    expect(page.get_by_role("listbox")).to_have_count(0)
