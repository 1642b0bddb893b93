from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory import context
from directory.domain.facts import Answer
from directory.storage.models import OldSlugRow
from tests.factories import Make, listing, program, said


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_search_answers_with_reasons_and_counts(client: FlaskClient, make: Make) -> None:
    found = make.listing(statements=(said("insurance", "medicaid"),))

    answer = client.get(
        "/api/search?near=61602&care=intensive-outpatient&insurance=medicaid"
    ).get_json()

    assert (answer["total"], answer["page"], answer["pages"]) == (1, 1, 1)
    (result,) = answer["results"]
    assert result["slug"] == found.slug
    assert result["distance_miles"] == 0.0
    assert result["distance_is_approximate"]
    assert result["programs"] == [{"care": "intensive-outpatient", "fit": None}]
    assert {
        "facet": "insurance",
        "slug": "medicaid",
        "reported_on": "2026-03-31",
        "source": "county-list",
    } in result["matched"]
    medicaid = next(c for c in answer["facets"]["insurance"] if c["slug"] == "medicaid")
    assert (medicaid["count"], medicaid["selected"]) == (1, True)
    assert answer["criteria"]["place"] == {"zip": "61602"}


def test_an_alternative_that_a_site_lacks_is_missed(client: FlaskClient, make: Make) -> None:
    make.listing(statements=(said("therapy", "cbt"),))

    answer = client.get("/api/search?therapy=cbt&therapy=dbt").get_json()

    assert answer["results"][0]["missed"] == [{"facet": "therapy", "slug": "dbt"}]


def test_parameters_that_mean_nothing_are_named(client: FlaskClient) -> None:
    answer = client.get("/api/search?colour=blue&therapy=leeches").get_json()

    assert {"parameter": "therapy", "value": "leeches", "why": "choice"} in answer["ignored"]
    assert {"parameter": "colour", "value": "", "why": "parameter"} in answer["ignored"]


@pytest.mark.parametrize("slug", ["%00", "a%00b", "%0a"])
def test_a_slug_that_no_database_takes_is_nobodys(client: FlaskClient, slug: str) -> None:
    answer = client.get(f"/api/providers/{slug}")

    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_an_ambiguous_place_gives_choices_instead_of_results(
    client: FlaskClient, make: Make
) -> None:
    make.listing()

    answer = client.get("/api/search?near=Springfield").get_json()

    assert answer["total"] == 0
    assert {"city": "Springfield", "state": "IL"} in answer["place_choices"]


def test_nothing_found_says_what_to_give_up(client: FlaskClient, make: Make) -> None:
    make.listing()

    answer = client.get("/api/search?care=intensive-outpatient&therapy=cbt").get_json()

    assert answer["total"] == 0
    assert {"drop": {"facet": "therapy", "slug": "cbt"}, "total": 1} in answer["relaxations"]


def test_a_provider_has_each_fact_with_source_and_date(client: FlaskClient, make: Make) -> None:
    kept = make.listing(
        statements=(said("therapy", "cbt"), said("substance", "opioids", Answer.NO)),
        programs=(program("residential"),),
    )

    answer = client.get(f"/api/providers/{kept.slug}").get_json()

    no = {"facet": "substance", "slug": "opioids", "answer": "no"}
    assert no | {"source": "county-list", "reported_on": "2026-03-31"} in answer["facts"]
    assert [one["care"] for one in answer["programs"]] == ["residential"]


def test_a_confidential_address_is_nowhere(client: FlaskClient, make: Make) -> None:
    hidden = listing().address
    kept = make.listing(address=replace(hidden, confidential=True))

    for path in (f"/api/providers/{kept.slug}", "/api/search"):
        answer = client.get(path).text

        assert hidden.street not in answer
        assert hidden.zip not in answer
        assert "40.69" not in answer


def test_an_old_slug_redirects(app: Flask, client: FlaskClient, make: Make) -> None:
    kept = make.listing()
    with context.writing() as session:
        session.add(OldSlugRow(slug="harbor-once", provider_id=kept.id))
        session.commit()

    answer = client.get("/api/providers/harbor-once")

    assert (answer.status_code, answer.location) == (301, f"/api/providers/{kept.slug}")


@pytest.mark.parametrize("path", ["/api/providers/nowhere", "/api/nothing/here"])
def test_an_error_is_a_problem_document(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    assert answer.get_json(force=True)["status"] == 404
