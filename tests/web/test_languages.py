"""The language stands in the address and nowhere else."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory import context
from tests.factories import Make, said
from tests.web.html import Page, PageClient, words


def test_a_page_is_in_english_unless_its_address_says_otherwise(visitor: PageClient) -> None:
    english = visitor.get("/", headers={"Accept-Language": "es"})

    assert '<html lang="en">' in english.text
    assert english.headers["Content-Language"] == "en"
    assert "Set-Cookie" not in english.headers


def test_below_es_it_is_in_spanish(visitor: PageClient) -> None:
    spanish = visitor.get("/es/")

    assert '<html lang="es">' in spanish.text
    assert spanish.headers["Content-Language"] == "es"
    assert "Salir de aquí" in spanish.text
    assert "Set-Cookie" not in spanish.headers


def test_one_language_does_not_leak_into_the_next_page(visitor: PageClient) -> None:
    pages = [visitor.get(address).text for address in ("/", "/es/", "/", "/es/")]

    assert ["Leave this page" in page for page in pages] == [True, False, True, False]


def test_the_bare_prefix_leads_to_the_home_page(visitor: PageClient) -> None:
    answer = visitor.get("/es")

    assert answer.status_code == 301
    assert answer.location == "/es/"


@pytest.mark.parametrize("address", ["/", "/search", "/providers/harbor-house", "/guide/data"])
def test_a_spanish_page_links_to_spanish_pages(visitor: PageClient, address: str) -> None:
    page = visitor.page(f"/es{address}")

    inside = [each.attrib["href"] for each in page.all("a") if each.attrib["href"][0] == "/"]
    assert {link.split("/")[1] for link in inside if link != page.link("English")} == {"es"}
    assert all(form.attrib["action"].startswith("/es/") for form in page.all("form"))


def test_the_switch_keeps_the_search(visitor: PageClient) -> None:
    query = "near=Peoria,+IL&therapy=cbt&q=%22caf%C3%A9+%26+m%C3%A1s%22"

    english = Page(visitor.get(f"/search?{query}").text)
    spanish = Page(visitor.get(f"/es/search?{query}").text)

    assert english.link("Español") == f"/es/search?{query}"
    assert spanish.link("English") == f"/search?{query}"


def test_every_language_is_named_to_search_engines(visitor: PageClient) -> None:
    page = visitor.page("/es/search", near="IL")

    assert languages_of(page) == {
        "en": "http://localhost/search?near=IL",
        "es": "http://localhost/es/search?near=IL",
        "x-default": "http://localhost/search?near=IL",
    }


def test_a_site_that_knows_its_name_gives_the_whole_address(app: Flask, client: PageClient) -> None:
    held = context.held(app)
    held.settings = replace(held.settings, base_url="https://treatment.example.org")

    assert languages_of(client.page("/es/")) == {
        "en": "https://treatment.example.org/",
        "es": "https://treatment.example.org/es/",
        "x-default": "https://treatment.example.org/",
    }


@pytest.mark.parametrize("path", ["//elsewhere.example/", "/\\elsewhere.example/", "/%0d%0aX: y"])
def test_the_switch_leads_to_no_other_host(visitor: PageClient, path: str) -> None:
    page = visitor.page(f"/es{path}")

    assert page.link("English").startswith("/")
    assert not page.link("English").startswith(("//", "/\\"))
    assert "\n" not in page.link("English")


def test_below_another_address_the_language_comes_behind_it(visitor: PageClient) -> None:
    page = visitor.get("/es/search", environ_overrides={"SCRIPT_NAME": "/help"}).text

    assert 'action="/help/es/search"' in page
    assert 'href="/help/search"' in page


@pytest.mark.parametrize("address", ["/api/search?near=IL", "/static/site.css"])
def test_what_machines_read_has_no_language(visitor: PageClient, address: str) -> None:
    answer = visitor.get(f"/es{address}")

    assert answer.status_code == 308
    assert answer.location == address


def test_an_answer_for_machines_names_no_language(visitor: PageClient) -> None:
    assert "Content-Language" not in visitor.get("/api/search?near=IL").headers


def test_an_error_below_es_speaks_spanish(visitor: PageClient) -> None:
    answer = visitor.get("/es/nowhere")

    assert answer.status_code == 404
    assert '<html lang="es">' in answer.text
    assert 'rel="alternate"' not in answer.text


def test_a_spanish_sentence_is_shown_as_spanish_chips(client: PageClient, make: Make) -> None:
    make.listing(statements=(said("insurance", "medicaid"),))

    page = client.page("/es/search", q="ambulatorio intensivo cerca de Peoria, IL con Medicaid")

    chips = [words(each) for each in page.one("section", class_="chips").iter("a")]
    assert any("Ambulatorio intensivo" in chip for chip in chips)
    assert any("Medicaid" in chip for chip in chips)


def test_the_example_beside_the_box_is_understood(client: PageClient, make: Make) -> None:
    make.listing()

    page = client.page("/es/search", q="IOP por la noche, con Medicaid")

    chips = [words(each) for each in page.one("section", class_="chips").iter("a")]
    assert chips == ["Quitar: Ambulatorio intensivo", "Quitar: Medicaid", "Quitar: Noche"]


def test_days_and_numbers_are_written_the_spanish_way(client: PageClient, make: Make) -> None:
    make.listing("Harbor House", slug="harbor-house")

    main = client.page("/es/providers/harbor-house").main

    assert "31 mar 2026" in main
    assert "hace" in main


def test_the_api_speaks_english_after_a_spanish_page(app: Flask, client: FlaskClient) -> None:
    client.get("/es/")

    assert client.get("/api/explain?q=iop").get_json()["include"] == {
        "care": ["intensive-outpatient"]
    }


def languages_of(page: Page) -> dict[str, str]:
    links = [each for each in page.all("link", rel="alternate") if "hreflang" in each.attrib]
    return {each.attrib["hreflang"]: each.attrib["href"] for each in links}
