import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from config import Settings
from directory.app import create_app
from directory.context import held
from tests import serving
from tests.browser import fetch, sites
from tests.browser.looking import WIDE
from tests.factories import Make

# Nothing of its own accord: no updates, no sync, no background requests.
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REFUSAL = re.compile("status of 4[0-9][0-9]")
WEATHER = "https://www.weather.gov/"  # where "Leave this page" goes, when a person asks for it

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = fetch.executable()
    if path is None:
        pytest.skip(fetch.ABSENT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[str]:
    """The address of the real server, in a process of its own, with a few listings."""
    instance = tmp_path_factory.mktemp("site")
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    environment = {"DIRECTORY_INSTANCE": str(instance)}
    app = create_app(Settings.from_env(environment))
    with app.app_context():
        Make(held(app)).listings(sites.all_of_them())
    with serving.served(environment) as port:
        yield f"http://127.0.0.1:{port}"


class Watch:
    """No page may ask another host, or complain in the console."""

    def __init__(self, site: str) -> None:
        self._near = (site, "data:", WEATHER)
        self._asked_elsewhere: list[str] = []
        self._complaints: list[str] = []

    def over(self, page: Page) -> Page:
        page.on("request", lambda request: self._asked(request.url))
        page.on("console", lambda message: self._complained(message.text))
        page.on("pageerror", lambda error: self._complained(str(error)))
        return page

    def check(self) -> None:
        assert self._asked_elsewhere == []
        assert self._complaints == []

    def _asked(self, address: str) -> None:
        if not address.startswith(self._near):
            self._asked_elsewhere.append(address)

    def _complained(self, text: str) -> None:
        if not REFUSAL.search(text):  # a page about an error is answered with its code
            self._complaints.append(text)


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Open]:
    """Open an address of the site in a browser of its own, which knows nothing yet."""
    contexts, watch = [], Watch(site)

    def open_(address: str, **options: Any) -> Page:  # noqa: ANN401
        contexts.append(browser.new_context(base_url=site, **options))
        page = watch.over(contexts[-1].new_page())
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()
    watch.check()


@pytest.fixture(scope="session")
def lasting_page(browser: Browser, site: str) -> Iterator[tuple[Page, Watch]]:
    watch = Watch(site)
    with browser.new_context(base_url=site) as context:
        yield watch.over(context.new_page()), watch


@pytest.fixture
def visit(lasting_page: tuple[Page, Watch]) -> Iterator[Open]:
    """Open an address where others were open before, which is three times as quick."""
    page, watch = lasting_page

    def visit_(address: str) -> Page:
        page.emulate_media(color_scheme="light", media="screen")
        page.set_viewport_size(WIDE)
        page.goto(address)
        return page

    yield visit_
    watch.check()
