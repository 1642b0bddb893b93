import gzip

from tests import factories
from tests.factories import Make, said
from tests.web.html import PageClient

SMALL = {"Accept-Encoding": "gzip, br"}
FIRST_VIEW_BYTES = 60_000


def test_a_page_is_sent_small_to_browsers_that_can_read_it(client: PageClient) -> None:
    plain = client.get("/")
    small = client.get("/", headers=SMALL)

    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert gzip.decompress(small.data) == plain.data


def test_a_page_with_a_cookie_beside_it_is_left_alone(client: PageClient) -> None:
    client.set_cookie("session", "secret")

    assert "Content-Encoding" not in client.get("/", headers=SMALL).headers


def test_a_browser_that_refuses_gets_it_plain(client: PageClient) -> None:
    answer = client.get("/", headers={"Accept-Encoding": "gzip;q=0"})

    assert "Content-Encoding" not in answer.headers


def test_a_full_page_of_results_and_its_files_are_a_small_download(
    client: PageClient, make: Make
) -> None:
    vocabulary = client.application.extensions["directory"].vocabulary
    facts = tuple(said(term.facet, term.slug) for term in vocabulary)
    make.listings([factories.listing(f"House {each}", statements=facts) for each in range(25)])
    whole = client.get("/search?near=IL&therapy=cbt&insurance=medicaid", headers=SMALL).data

    for name in ("site.css", "leave.js", "icon.svg"):
        whole += gzip.compress(client.get(f"/static/{name}", buffered=True).data)

    assert len(whole) < FIRST_VIEW_BYTES
