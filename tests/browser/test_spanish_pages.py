"""Every page once more in Spanish, whose words are longer and whose labels are others."""

import pytest

from tests.browser.conftest import Open
from tests.browser.looking import BY_NIGHT, assert_anybody_can_use_it
from tests.browser.pages import OPENED, SPANISH

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", SPANISH)
def test_anybody_can_use_it_on_any_screen(visit: Open, name: str) -> None:
    page = visit(SPANISH[name])
    page.evaluate(OPENED)

    assert_anybody_can_use_it(page, BY_NIGHT)
