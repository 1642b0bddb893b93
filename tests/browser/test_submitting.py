"""Sending in a listing with the keyboard alone on a small screen, and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.looking import OVERFLOW, faults

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 640}
GO_ON = re.compile("^Save and go on$")


def press(page: Page, name: str | re.Pattern[str], role: str = "button") -> None:
    """Choose a button or a link with the keyboard."""
    page.get_by_role(role, name=name).last.focus()  # type: ignore[arg-type]
    page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).first.focus()
    page.keyboard.type(text)


def tick(page: Page, role: str, name: str) -> None:
    page.get_by_role(role, name=name).first.focus()  # type: ignore[arg-type]
    page.keyboard.press("Space")


def arrives(page: Page, heading: str) -> None:
    """The page comes, fits the screen, and axe finds nothing."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert (page.evaluate(OVERFLOW), faults(page)) == (0, []), heading


def test_a_listing_is_sent_in_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page("/submit", viewport=SMALL)

    arrives(page, "Add a program")
    press(page, "Start")
    the_place(page)
    the_program(page)
    the_week(page)
    the_rest(page)

    arrives(page, "Please check your mail")


def the_place(page: Page) -> None:
    arrives(page, "The place")
    write(page, "Name of the place", "Harbor House")
    expect(page.get_by_text("This may already be listed:")).to_be_visible()
    page.get_by_label("Name of the place").focus()
    page.keyboard.press("Enter")  # as people do: it goes on
    expect(page.get_by_role("alert")).to_contain_text("Saved. Please look at this")
    expect(page.get_by_role("alert")).to_be_focused()
    arrives(page, "The place")
    page.get_by_label("Name of the place").first.fill("Morning Light Center")
    write(page, "Main telephone, number 1", "309-555-0188")
    write(page, "Street and number", "48 Birch Lane")
    write(page, "City", "Peoria")
    write(page, "State", "IL")
    write(page, "ZIP code", "61602")
    press(page, GO_ON)


def the_program(page: Page) -> None:
    arrives(page, "The programs")
    page.get_by_label("Level of care of the program").focus()
    page.keyboard.type("Intensive")
    press(page, "Add it")
    arrives(page, "One program")
    write(page, "Hours of treatment a week", "9")
    press(page, GO_ON)


def the_week(page: Page) -> None:
    arrives(page, "The week of sessions")
    tick(page, "checkbox", "Monday")
    for name, time in (("From", "0600PM"), ("To", "0900PM")):
        page.get_by_label(name, exact=True).first.focus()
        page.keyboard.type(time)
    week = page.locator("[data-week-shown]")
    expect(week.get_by_role("listitem").first).to_contain_text("9:00 PM, in person")
    week.get_by_label("Copy Monday to").focus()
    page.keyboard.type("Monday to")
    press(page, "Copy: Monday")
    expect(week.get_by_text("9:00 PM, in person")).to_have_count(5)
    press(page, "Add rows")
    expect(page.get_by_role("checkbox", name="Monday")).to_have_count(4)
    arrives(page, "The week of sessions")
    press(page, GO_ON)


def the_rest(page: Page) -> None:
    for heading in ("Therapies and medications", "For whom, and what else you offer"):
        arrives(page, heading)
        page.get_by_role("radiogroup").first.get_by_role("radio", name="Yes").focus()
        page.keyboard.press("Space")
        press(page, GO_ON)
    arrives(page, "Ways to pay")
    page.get_by_label("Aetna: Do you take it?").focus()
    page.keyboard.type("Taken, in")
    press(page, GO_ON)
    arrives(page, "Check and send")
    expect(page.get_by_role("rowheader", name="Friday")).to_be_visible()
    write(page, "Your e-mail address", "front.desk@example.org")
    page.wait_for_timeout(3000)  # as long as the form wants people to take
    press(page, "Send it in")


def test_a_listing_is_sent_in_without_scripts(open_page: Open) -> None:
    page = open_page("/es/submit", viewport=SMALL, java_script_enabled=False)

    page.locator("main button").click()
    for name, text in (("name", "Casa del Alba"), ("phone_main", "309-555-0177")):
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=confidential]").check()
    page.locator("[name=city]").fill("Peoria")
    page.locator("[name=state]").fill("IL")
    page.locator(".ends button").first.click()
    page.locator("[name=care]").select_option("detox")
    page.locator("button[value=add]").click()
    page.goto(page.url.replace("program-new-1", "sessions-new-1"))
    page.locator("button[value=more]").click()
    expect(page.locator(".week-row")).to_have_count(3)
    page.goto(page.url.partition("sessions")[0] + "check")
    page.locator("[name=email]").fill("recepcion@example.org")
    page.wait_for_timeout(3000)
    page.locator(".ends button").click()

    expect(page.locator("main")).to_contain_text("recepcion@example.org")
