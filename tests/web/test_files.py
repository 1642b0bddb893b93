from pathlib import Path

import pytest
from flask import Flask

from directory.services.pack_files import pack_files
from directory.web import files
from tests.web.html import PageClient

FOR_GOOD = "max-age=31536000, public, immutable"


def test_every_file_of_a_page_is_kept_for_good(visitor: PageClient) -> None:
    page = visitor.page("/search", near="IL")

    addresses = [
        *(each.attrib["href"] for each in page.all("link", rel="stylesheet")),
        *(each.attrib["src"] for each in page.all("script") if "src" in each.attrib),
    ]

    assert len(addresses) >= 2
    for address in addresses:
        answer = visitor.get(address, buffered=True)
        assert answer.headers["Cache-Control"] == FOR_GOOD, address


@pytest.mark.parametrize("query", ["", "?0123456789", "?v=1"])
def test_under_another_name_a_file_is_kept_for_a_minute(visitor: PageClient, query: str) -> None:
    answer = visitor.get(f"/static/site.css{query}", buffered=True)

    assert answer.headers["Cache-Control"] == "max-age=60, public"


def test_a_file_is_sent_as_small_as_the_browser_can_read_it(
    app: Flask, tmp_path: Path, client: PageClient
) -> None:
    packed = pack_files(Path(app.static_folder or ""), tmp_path / "packed")
    app.extensions["directory.files"].add_files(str(packed), prefix="static/")
    address = f"/static/site.css?{files.digest(str(packed / 'site.css'))}"

    plain, gzip, brotli = (
        client.get(address, headers={"Accept-Encoding": each}, buffered=True)
        for each in ("identity", "gzip", "gzip, br")
    )

    assert [each.headers.get("Content-Encoding") for each in (plain, gzip, brotli)] == [
        None,
        "gzip",
        "br",
    ]
    assert len(brotli.data) < len(gzip.data) < len(plain.data) / 2
    assert {each.headers["Cache-Control"] for each in (plain, gzip, brotli)} == {FOR_GOOD}


@pytest.mark.parametrize("method", ["POST", "PATCH", "FOO"])
def test_who_would_change_a_file_is_told_on_a_page(visitor: PageClient, method: str) -> None:
    answer = visitor.open("/static/site.css", method=method)

    assert (answer.status_code, answer.mimetype) == (405, "text/html")
    assert "GET" in answer.headers["Allow"]
