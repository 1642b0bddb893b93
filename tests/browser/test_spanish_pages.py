"""Every page once more in Spanish, whose words are longer and whose labels are others."""

import pytest

from tests.browser import pages
from tests.browser.conftest import Open
from tests.browser.looking import IN_SPANISH, assert_anybody_can_use_it
from tests.browser.pages import OPENED, Seen

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("seen", [*pages.in_spanish()], ids=str)
def test_anybody_can_use_it_on_any_screen(visit: Open, seen: Seen) -> None:
    page = visit(seen.address, seen.who)
    page.evaluate(OPENED)

    assert_anybody_can_use_it(page, IN_SPANISH)
