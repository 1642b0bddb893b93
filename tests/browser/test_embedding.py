"""The search within a page of another site, in a browser that holds both to their rules."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PARTNER = """<!DOCTYPE html><html lang="en"><title>A library</title>
<link rel="icon" href="data:,"><h1>A library</h1>
<iframe name="search" title="Find addiction treatment" width="400" height="640"
 src="{site}/embed/search?near=Peoria%2C+IL&care=intensive-outpatient"></iframe>
<iframe name="whole" title="The whole site" width="400" height="640" src="{site}/"></iframe>"""


@pytest.fixture
def library(site: str, tmp_path: Path) -> Iterator[str]:
    """A page of somebody else: another port is another origin."""
    (tmp_path / "page.html").write_text(PARTNER.format(site=site))

    class Quietly(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(tmp_path))  # type: ignore[arg-type]

        def log_message(self, *arguments: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quietly)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/page.html"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_visitor_of_a_library_searches_and_reads_on_the_whole_site(
    browser: Browser, site: str, library: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(library)
    search = page.frame_locator("iframe[name=search]")
    assert search.get_by_text("places within 25 miles of Peoria, IL").is_visible()
    assert all("frame-ancestors 'none'" in each for each in complaints)
    assert len(complaints) == 1

    search.get_by_label("What are you looking for?").fill("Harbor")
    search.get_by_role("button", name="Search").click()
    search.get_by_text("1 place within 25 miles of Peoria, IL").wait_for()
    with context.expect_page() as opened:
        search.get_by_role("link", name="Harbor House").click()

    opened.value.wait_for_load_state()
    assert opened.value.url == f"{site}/providers/harbor-house"
    assert page.url == library
    assert context.cookies() == []
    context.close()
