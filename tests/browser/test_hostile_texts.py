"""A real browser opens what was written to make it run a script; tests/security reads the rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page

from directory import context
from tests import serving
from tests.security import hostile
from tests.security.town import EDITOR, KEEPER, KEPT, OTHER, VISITOR, Town

pytestmark = pytest.mark.browser

PUBLIC = (
    "/search?q=zqxj",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E&near=%22onfocus=alert(1)",
    f"/providers/{KEPT}",
    f"/providers/{OTHER}",
    f"/compare?provider={KEPT}&provider={OTHER}",
    f"/call-sheet?provider={KEPT}",
    "/embed/search?near=IL",
    "/guide/data",
    f"/correct/{KEPT}",
    "/nowhere/%3Cscript%3Ealert(1)%3C/script%3E",
)
OWN = (
    "/account/",
    "/manage",
    f"/manage/{KEPT}",
    f"/manage/{KEPT}/edit/place",
    f"/manage/{KEPT}/small",
    f"/manage/{KEPT}/difference",
    f"/manage/{KEPT}/preview",
    f"/manage/{KEPT}/history",
    "/manage/organizations/{organization}",
    "/claim/{id_}/state",
)
REVIEW = (
    "/review",
    "/review/submission/{ref}",
    "/review/change/{revision}",
    "/review/claim/{id_}",
    "/review/correction/1",
    f"/review/listing/{KEPT}",
    "/review/audit",
    "/review/overview",
    "/review/merge/{kept}/{gone}",
)
FOUND = """() => [...document.querySelectorAll('*')].filter(each =>
    each.tagName === 'SCRIPT' && !each.src && each.type !== 'application/ld+json'
    || [...each.attributes].some(one => one.name.startsWith('on')
        || /^(javascript|data:text)/i.test(one.value)
            && ['href', 'src', 'action'].includes(one.name))
).map(each => each.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[tuple[Town, str]]:
    instance = tmp_path_factory.mktemp("spoiled")
    town = hostile.build(instance, prepared)
    with serving.served({"DIRECTORY_INSTANCE": str(instance)}) as port:
        yield town, f"http://127.0.0.1:{port}"
    context.held(town.app).database.close()


def test_no_browser_runs_what_strangers_wrote(browser: Browser, spoiled: tuple[Town, str]) -> None:
    town, site = spoiled
    told: list[str] = []
    seen = 0

    for who, addresses in ((VISITOR, PUBLIC), (KEEPER, OWN), (EDITOR, REVIEW)):
        page = browser.new_context(base_url=site).new_page()
        sign_in(page, town, site, who)
        watch(page, told)
        for address in addresses:
            page.goto(address.format_map(town.values))
            told += [f"{address}: {each}" for each in page.evaluate(FOUND)]
            seen += hostile.MARK in page.content()
        page.context.close()

    assert told == []
    assert seen > 20, "too few pages show what was written"


def watch(page: Page, told: list[str]) -> None:
    """A dialog, a broken script, or one that only the policy held back."""

    def dismiss(dialog: Dialog) -> None:
        told.append(f"{page.url} opened a dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("pageerror", lambda error: told.append(f"{page.url}: {error}"))
    page.on("request", lambda asked: told.extend(elsewhere(asked.url, page.url)))
    page.on(
        "console",
        lambda said: told.append(f"{page.url}: {said.text}") if "Refused" in said.text else None,
    )


def elsewhere(asked: str, page: str) -> list[str]:
    own = asked.startswith(("http://127.0.0.1", "data:"))
    return [] if own and not asked.endswith(f"/{hostile.MARK}") else [f"{page} asked {asked}"]


def sign_in(page: Page, town: Town, site: str, who: str) -> None:
    if who == VISITOR:
        return
    name = str(town.app.config["SESSION_COOKIE_NAME"])
    kept = town.client(who).get_cookie(name)
    assert kept is not None
    page.context.add_cookies([{"name": name, "value": kept.value, "url": site}])
