"""What pages become in use: a list hangs open, places are kept, paper, a site without listings."""

import json

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from config import Settings
from directory.app import create_app
from tests.browser.conftest import Open
from tests.browser.looking import BY_DAY, IN_SPANISH, Schemes, assert_anybody_can_use_it, faults
from tests.browser.pages import PAGES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(
        ("prefix", "schemes"), [("", BY_DAY), ("/es", IN_SPANISH)], ids=["English", "Spanish"]
    ),
]
KEPT = [
    {"slug": slug, "name": name}
    for slug, name in (("harbor-house", "Harbor House"), ("quiet-house", "Quiet House"))
] * 3


def test_suggestions_hang_open(visit: Open, prefix: str, schemes: Schemes) -> None:
    page = visit(f"{prefix}/")

    page.locator("#near").press_sequentially("peori")
    expect(page.locator("#near-list [role=option]").first).to_be_visible()

    assert_anybody_can_use_it(page, schemes)


def test_places_are_kept(visit: Open, prefix: str, schemes: Schemes) -> None:
    page = visit(f"{prefix}/shortlist")
    page.evaluate("kept => localStorage.setItem('shortlist', kept)", json.dumps(KEPT))

    page.reload()
    expect(page.get_by_role("checkbox")).to_have_count(6)
    expect(page.locator("[data-part=several]")).to_contain_text("6")

    assert_anybody_can_use_it(page, schemes)
    page.goto(f"{prefix}/providers/harbor-house")
    expect(page.locator(".is-kept button").first).to_be_visible()
    assert_anybody_can_use_it(page, schemes)
    page.evaluate("localStorage.clear()")


@pytest.mark.parametrize("name", ["results", "listing", "compare four", "call sheet"])
def test_a_page_is_printed(visit: Open, prefix: str, schemes: Schemes, name: str) -> None:
    page = visit(prefix + PAGES[name])

    page.emulate_media(media="print", color_scheme=schemes.wide)

    expect(page.get_by_text("1-800-662-4357").first).to_be_visible()
    for gone in (".leave", ".language", ".kept", "form.search", ".show-map", "#map"):
        assert [each for each in page.locator(gone).all() if each.is_visible()] == [], gone
    assert faults(page, colors=schemes.colors) == []


@pytest.mark.parametrize("danger", [True, False], ids=["danger", "answered"])
def test_the_questions_are_answered(
    visit: Open, prefix: str, schemes: Schemes, *, danger: bool
) -> None:
    page = visit(f"{prefix}/guide/which-level")

    answer(page, first="breath" if danger else "none")

    expect(page.locator(".steps [data-stops]:visible")).to_have_count(int(danger))
    expect(page.locator(".fitting form:visible")).to_have_count(int(not danger))
    assert_anybody_can_use_it(page, schemes)


def answer(page: Page, first: str) -> None:
    """The first question as told, and each that is still asked with its last and mildest answer."""
    page.locator(f"#now-{first}").check()
    button = page.locator(".walk .next")
    while button.is_visible():
        button.click()
        current = page.locator(".question.current [type=radio]")
        if current.count():
            current.last.check()
        elif page.locator(".fitting.current").count():
            break


def test_nothing_is_listed_yet(
    visit: Open, settings: Settings, prefix: str, schemes: Schemes
) -> None:
    app: Flask = create_app(settings)
    html = app.test_client().get(f"{prefix}/search?near=IL").text
    page = visit(f"{prefix}/")
    page.route(
        "**/search?near=IL", lambda route: route.fulfill(body=html, content_type="text/html")
    )

    page.goto(f"{prefix}/search?near=IL")

    expect(page.locator("#no-listings")).to_be_visible()
    assert_anybody_can_use_it(page, schemes)
    page.unroute_all()
