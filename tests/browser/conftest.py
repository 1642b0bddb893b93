import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from config import Settings
from directory.app import create_app
from directory.context import held
from tests import furnishing, serving
from tests.browser import fetch, sites
from tests.browser.looking import WIDE
from tests.factories import Make
from tests.furnishing import Furnished

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
def site_folder(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Path:
    """Where the site keeps what it keeps."""
    instance = tmp_path_factory.mktemp("site")
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    return instance


@dataclass(frozen=True, slots=True)
class Site:
    """The real server, in a process of its own, with a few listings and people at work."""

    address: str
    furnished: Furnished
    cookies: Mapping[str, tuple[str, str]]  # by who: its name and what stands in it


@pytest.fixture(scope="session")
def furnished_site(site_folder: Path) -> Iterator[Site]:
    environment = {"DIRECTORY_INSTANCE": str(site_folder)}
    app = create_app(Settings.from_env(environment))
    with app.app_context():
        Make(held(app)).listings(sites.all_of_them())
    furnished = furnishing.furnish(app)
    name = str(app.config["SESSION_COOKIE_NAME"])
    cookies = {who: (name, furnishing.cookie(app, who)) for who in furnishing.WHO}
    with serving.served(environment) as port:
        yield Site(f"http://127.0.0.1:{port}", furnished, cookies)


@pytest.fixture(scope="session")
def site(furnished_site: Site) -> str:
    """The address of the real server."""
    return furnished_site.address


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


@dataclass(frozen=True, slots=True)
class Desks:
    """A browser for each who is somebody, and one for nobody in particular, under ""."""

    pages: Mapping[str, Page]
    watch: Watch


@pytest.fixture(scope="session")
def desks(browser: Browser, furnished_site: Site) -> Iterator[Desks]:
    watch, pages = Watch(furnished_site.address), {}
    with contextlib.ExitStack() as stack:
        for who in ("", *furnished_site.cookies):
            context = stack.enter_context(browser.new_context(base_url=furnished_site.address))
            if who:
                name, value = furnished_site.cookies[who]
                context.add_cookies([{"name": name, "value": value, "url": furnished_site.address}])
            pages[who] = watch.over(context.new_page())
        yield Desks(pages, watch)


@pytest.fixture
def visit(desks: Desks, furnished_site: Site) -> Iterator[Open]:
    """Open an address where others were open before, which is three times as quick."""

    def visit_(address: str, who: str = "") -> Page:
        page = desks.pages[who]
        page.emulate_media(color_scheme="light", media="screen")
        page.set_viewport_size(WIDE)
        page.goto(furnished_site.furnished.address(address))
        return page

    yield visit_
    desks.watch.check()
