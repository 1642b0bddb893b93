import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.exchange.hsds_objects import Object
from directory.exchange.hsds_taxonomies import taxonomy_id, term_id

DETOX = term_id(Selection(Facet.CARE, "detox"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def page(client: FlaskClient, path: str) -> Object:
    found: Object = client.get(f"/api/hsds{path}").get_json()
    return found


def codes(client: FlaskClient, asked: str) -> list[str]:
    return [term["code"] for term in page(client, f"/taxonomy_terms?{asked}")["contents"]]


def test_every_facet_is_a_taxonomy_beside_what_is_denied(client: FlaskClient) -> None:
    found = page(client, "/taxonomies")

    assert found["total_items"] == len(Facet) + 1
    assert {each["id"] for each in found["contents"]} >= {taxonomy_id(facet) for facet in Facet}


def test_every_entry_is_a_term_twice(client: FlaskClient, vocabulary: Vocabulary) -> None:
    found = page(client, "/taxonomy_terms?per_page=10&page=2")

    assert found["total_items"] == 2 * len(vocabulary.terms)
    assert (found["page_number"], found["size"], found["first_page"]) == (2, 10, False)


def test_one_taxonomy_and_one_term_are_answered_by_id(client: FlaskClient) -> None:
    taxonomy = page(client, f"/taxonomies/{taxonomy_id('care')}")
    term = page(client, f"/taxonomy_terms/{DETOX}")

    assert taxonomy["name"] == "Level of care"
    assert term["code"] == "detox"
    assert term["taxonomy_detail"] == taxonomy


def test_terms_of_one_taxonomy(client: FlaskClient) -> None:
    assert codes(client, f"taxonomy_id={taxonomy_id('format')}") == [
        "in-person",
        "online",
        "hybrid",
    ]


def test_terms_below_a_term_and_terms_below_none(client: FlaskClient) -> None:
    below = codes(client, f"parent_id={DETOX}")
    top = codes(client, f"top_only=true&taxonomy_id={taxonomy_id('care')}")

    assert below == ["detox-outpatient", "detox-residential", "detox-inpatient"]
    assert "detox" in top
    assert not set(below) & set(top)


def test_terms_with_all_the_words(client: FlaskClient) -> None:
    found = codes(client, "search=cognitive+THERAPY")

    assert "cbt" in found
    assert "housing" not in found


def test_terms_are_in_english_whoever_asks(client: FlaskClient) -> None:
    assert page(client, f"/taxonomy_terms/{DETOX}")["language"] == "en"


def test_terms_stream_as_lines(client: FlaskClient, vocabulary: Vocabulary) -> None:
    lines = client.get("/api/hsds/taxonomy_terms?format=ndjson").text.splitlines()

    assert len(lines) == 2 * len(vocabulary.terms)
