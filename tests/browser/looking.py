"""What every page must be, in every state: readable by anybody, on any screen, by any means."""

from pathlib import Path
from typing import Literal, NamedTuple

import axe_playwright_python
from playwright.sync_api import Page, ViewportSize

Scheme = Literal["light", "dark"]


class Schemes(NamedTuple):
    wide: Scheme
    narrow: Scheme
    colors: bool = True  # whether it is told what can hardly be read for its colors


AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
NARROW = ViewportSize(width=320, height=640)
WIDE = ViewportSize(width=1280, height=900)
# The colors of a page are the same in both languages, and take two thirds of the time: they are
# looked at in English, wide by day and narrow by night.
BY_DAY = Schemes(wide="light", narrow="dark")
BY_NIGHT = Schemes(wide="dark", narrow="light")
IN_SPANISH = Schemes(wide="dark", narrow="light", colors=False)
OVERFLOW = "Math.max(0, document.documentElement.scrollWidth - innerWidth)"
# The times of day in six lists are two hundred elements that nothing is drawn of, and the page for
# developers holds a thousand rows of one kind; axe would take as long with them as with all other
# pages. Of each list the first are left while it looks.
LOOK = """async (colors) => {
  const lists = [...document.querySelectorAll('select, .api tbody, .api dl')]
    .map(each => [each, [...each.children], [...each.selectedOptions ?? []]]);
  for (const [each, all, chosen] of lists)
    each.replaceChildren(...chosen.length ? chosen : all.slice(0, 2));
  const found = await axe.run(document, {
    resultTypes: ['violations'], rules: {'color-contrast': {enabled: colors}},
  });
  for (const [each, all] of lists) each.replaceChildren(...all);
  return found.violations.map(each => [each.id, each.nodes[0].html]);
}"""


def faults(page: Page, *, colors: bool = True) -> list[list[str]]:
    """What axe finds wrong with a page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[list[str]] = page.evaluate(LOOK, colors)
    return found


def assert_anybody_can_use_it(page: Page, schemes: Schemes = BY_DAY) -> None:
    """As it stands, on a wide and on a narrow screen, each in its scheme of colors."""
    for size, scheme in ((WIDE, schemes.wide), (NARROW, schemes.narrow)):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        too_wide, found = page.evaluate(OVERFLOW), faults(page, colors=schemes.colors)
        assert (too_wide, found) == (0, []), f"{size} {scheme}: {too_wide} {found}"
