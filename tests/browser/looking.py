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
# Of many alike beside each other, two tell all, in a quarter of the time: the others are taken
# out while axe looks, and put back. Alike is what has the same elements, classes and states.
LOOK = """async () => {
  const states = /^(role|type|aria-(selected|current|expanded|checked|pressed))$/;
  const named = ({name, value}) => states.test(name) ? `${name}=${value}` : name;
  const shape = each => [each.tagName, each.className, [...each.attributes].map(named),
    [...each.children].map(shape)].join('(');
  const more = [];
  for (const parent of document.body.querySelectorAll('*')) {
    const seen = {};
    for (const child of parent.children) {
      const kind = shape(child);
      seen[kind] = (seen[kind] ?? 0) + 1;
      if (seen[kind] > 2 && !child.contains(document.activeElement)) more.push(child);
    }
  }
  const places = more.map(each => [each, document.createComment('')]);
  for (const [each, place] of places) each.replaceWith(place);
  const found = await axe.run(document, {resultTypes: ['violations']});
  for (const [each, place] of places.reverse()) place.replaceWith(each);
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
