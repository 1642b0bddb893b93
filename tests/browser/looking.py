"""What every page must be, in every state: readable by anybody, on any screen, by any means."""

from pathlib import Path
from typing import Literal

import axe_playwright_python
from playwright.sync_api import Page, ViewportSize

Scheme = Literal["light", "dark"]
Schemes = tuple[Scheme, Scheme]  # on a wide screen, on a narrow one

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
NARROW = ViewportSize(width=320, height=640)
WIDE = ViewportSize(width=1280, height=900)
# English is looked at wide by day and narrow by night, Spanish the other way round: the colors are
# the same in both, so each is seen on each screen, and each text on both screens.
BY_DAY: Schemes = ("light", "dark")
BY_NIGHT: Schemes = ("dark", "light")
OVERFLOW = "Math.max(0, document.documentElement.scrollWidth - innerWidth)"
# The times of day in six lists are two hundred elements that nothing is drawn of; axe would take as
# long with them as with the rest of a page. One of each list is left while it looks.
LOOK = """async () => {
  const lists = [...document.querySelectorAll('select')].map(each => [each, [...each.options]]);
  for (const [each, options] of lists) each.replaceChildren(each.selectedOptions[0] ?? options[0]);
  const found = await axe.run(document, {resultTypes: ['violations']});
  for (const [each, options] of lists) each.replaceChildren(...options);
  return found.violations.map(each => [each.id, each.nodes[0].html]);
}"""


def faults(page: Page) -> list[list[str]]:
    """What axe finds wrong with a page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[list[str]] = page.evaluate(LOOK)
    return found


def assert_anybody_can_use_it(page: Page, schemes: Schemes = BY_DAY) -> None:
    """As it stands, on a wide and on a narrow screen, each in its scheme of colors."""
    for size, scheme in zip((WIDE, NARROW), schemes, strict=True):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        too_wide, found = page.evaluate(OVERFLOW), faults(page)
        assert (too_wide, found) == (0, []), f"{size} {scheme}: {too_wide} {found}"
