import pytest

from tests.web.html import PageClient

ADDRESSES = [
    "/",
    "/search?near=IL",
    "/guide/data",
    "/guide/ranking",
    "/nowhere",
    "/static/site.css",
]


@pytest.mark.parametrize("address", ADDRESSES[:-1])
def test_every_page_forbids_what_it_does_not_need(visitor: PageClient, address: str) -> None:
    headers = visitor.get(address).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_person_who_searches_gets_no_cookie(visitor: PageClient, address: str) -> None:
    assert "Set-Cookie" not in visitor.get(address, buffered=True).headers


@pytest.mark.parametrize("address", ADDRESSES[:-1])
def test_no_page_has_styles_or_scripts_of_its_own(visitor: PageClient, address: str) -> None:
    html = visitor.get(address).text

    assert " style=" not in html
    assert " onclick=" not in html
    assert "<style" not in html
