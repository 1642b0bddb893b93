"""The week to paint free hours into, and the map: by keyboard, by mouse, and without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.looking import NARROW, WIDE, assert_anybody_can_use_it
from tests.browser.test_searching import press, tab_to

pytestmark = pytest.mark.browser

PLACES = "/search?near=Peoria,+IL"
FIRST_VIEW = 60_000  # bytes
QUESTION = "When are you free?"


def cell(page: Page, name: str) -> Locator:
    return page.get_by_role("gridcell", name=name, exact=True)


def fetched(page: Page) -> int:
    """The bytes that came for the page and all that belongs to it, as they were sent."""
    sizes = page.evaluate(
        "['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))"
        ".map(each => each.transferSize)"
    )
    return sum(sizes)


def times(page: Page, name: str) -> int:
    """How often a file was fetched."""
    fetched = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    return sum(name in address for address in fetched)


def test_hours_can_be_chosen_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page(PLACES, viewport=WIDE)
    page.locator("summary", has_text=QUESTION).focus()
    press(page, "Enter", "Tab")
    expect(cell(page, "Monday 5 PM")).to_be_focused()

    press(page, "Space", *["Shift+ArrowDown"] * 3, *["Shift+ArrowRight"] * 4, "Shift+ArrowLeft")
    expect(cell(page, "Thursday 8 PM")).to_have_attribute("aria-selected", "true")
    expect(cell(page, "Friday 8 PM")).to_have_attribute("aria-selected", "false")
    expect(page.locator(".chosen-hours")).to_contain_text("Thursday 5:00 PM\N{EN DASH}9:00 PM")
    tab_to(page, "Apply filters")
    press(page, "Enter")

    expect(page).to_have_url(re.compile("free=mon-1700-2100.*free=thu-1700-2100"))
    expect(page.locator(".fit")).to_have_text("Fits all sessions (Intensive outpatient)")
    expect(cell(page, "Thursday 5 PM")).to_have_attribute("aria-selected", "true")
    page.get_by_text("Choose from lists instead").click()
    assert_anybody_can_use_it(page)


def test_hours_can_be_painted_and_cleared_with_a_mouse_or_a_finger(open_page: Open) -> None:
    page = open_page(f"{PLACES}&free=sat-0930-1200", viewport=NARROW, has_touch=True)
    page.get_by_text("Change search or add filters").click()
    expect(cell(page, "Saturday 9 AM, partly")).to_be_visible()
    page.get_by_role("button", name="Clear all hours").click()

    cell(page, "Tuesday 10 AM").tap()
    cell(page, "Friday 6 PM").hover()
    page.mouse.down()
    cell(page, "Sunday 7 PM").hover()
    page.mouse.up()

    painted = ["Tuesday 10:00 AM-11:00 AM", "Weekend 6:00 PM-8:00 PM", "Friday 6:00 PM-8:00 PM"]
    said = "; ".join(painted).replace("-", "\N{EN DASH}")
    expect(page.locator(".chosen-hours")).to_have_text(said)


def test_without_scripts_hours_are_chosen_from_lists_and_no_map_is_missed(open_page: Open) -> None:
    page = open_page(PLACES, java_script_enabled=False, viewport=WIDE)
    page.locator("summary", has_text=QUESTION).click()
    row = page.get_by_role("group", name="Free hours 1")

    row.get_by_label("Day").select_option("Monday to Friday")
    row.get_by_label("From").select_option("5:30 PM")
    page.get_by_role("button", name="Apply filters").click()

    expect(page).to_have_url(re.compile("free=mon-1730-2400&.*free=fri-1730-2400"))
    expect(page.locator(".fit")).to_have_text("Fits all sessions (Intensive outpatient)")
    expect(row.get_by_label("Day")).to_have_value("weekdays")
    expect(page.get_by_text("Show the map")).to_be_hidden()
    expect(page.locator("#map")).to_be_hidden()


def test_the_map_comes_when_it_is_asked_for_and_keeps_step_with_the_list(open_page: Open) -> None:
    page = open_page(f"{PLACES}&q=harbor", viewport=NARROW)
    pin = page.get_by_role("link", name="1. Harbor House", exact=True)
    card = page.locator("#place-harbor-house")
    assert fetched(page) < FIRST_VIEW
    assert times(page, "/map.js") == times(page, "/search/map") == 0

    page.get_by_role("button", name="Show the map").press("Enter")
    expect(pin).to_be_visible()
    card.get_by_role("link", name="Harbor House").focus()
    expect(pin).to_have_class(re.compile(r"\bon\b"))
    pin.focus()
    expect(card).to_have_class(re.compile(r"\bon\b"))
    expect(page.locator(".says")).to_have_text("1. Harbor House")

    where = pin.get_attribute("transform")
    page.locator(".map svg").focus()
    press(page, "ArrowRight", "+")
    expect(pin).not_to_have_attribute("transform", where or "")
    assert_anybody_can_use_it(page)
    page.emulate_media(media="print")
    expect(page.locator("#map")).to_be_hidden()


def test_beside_the_list_the_map_shows_areas_and_counts_other_pages(open_page: Open) -> None:
    page = open_page("/search?near=IL&insurance=private", viewport=WIDE)

    expect(page.locator(".pin.about .area")).to_be_visible()
    expect(page.locator(".pin")).to_have_attribute("aria-label", re.compile(r"\(approximate\)"))
    expect(page.locator(".other text")).to_have_text("11")
    expect(page.locator(".card h2[data-number]")).to_have_count(20)
