"""Every page in each of its states, looked at the way machines can look."""

import pytest

from tests.browser import pages
from tests.browser.conftest import Open
from tests.browser.looking import NARROW, WIDE, assert_anybody_can_use_it
from tests.browser.pages import OPENED, PAGES, Seen

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("seen", [*pages.in_english()], ids=str)
def test_anybody_can_use_it_on_any_screen(visit: Open, seen: Seen) -> None:
    page = visit(seen.address, seen.who)
    page.evaluate(OPENED)

    assert_anybody_can_use_it(page)


def test_a_phone_number_is_large_enough_to_tap(open_page: Open) -> None:
    page = open_page(PAGES["results"], viewport=NARROW)

    box = page.locator(".call a").first.bounding_box()

    assert box is not None
    assert box["height"] >= 44


def test_the_filters_stand_open_beside_the_results_where_there_is_room(open_page: Open) -> None:
    page = open_page(PAGES["results"], viewport=WIDE)
    apply = page.get_by_role("button", name="Apply filters")

    assert apply.is_visible()
    page.set_viewport_size(NARROW)
    assert not apply.is_visible()


def test_a_printed_listing_shows_what_was_folded_away(open_page: Open) -> None:
    page = open_page(PAGES["listing"])

    page.emulate_media(media="print")

    assert page.get_by_text("1-800-662-4357").first.is_visible()
    assert page.locator(".term p").first.is_visible()
    assert not page.locator(".leave").is_visible()
