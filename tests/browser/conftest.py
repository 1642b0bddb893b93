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


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Open]:
    """Open an address of the site. No page may ask another host, or complain in the console."""
    contexts, requests, complaints = [], [], []

    def open_(address: str, **options: Any) -> Page:  # noqa: ANN401
        contexts.append(browser.new_context(base_url=site, **options))
        page = contexts[-1].new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith((site, "data:", WEATHER))] == []
    assert [said for said in complaints if "status of 404" not in said] == []
