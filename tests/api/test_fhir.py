"""The doors of /api/fhir: reading, formats, errors, what is said of it all."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from directory import context
from directory.domain.vocabulary import Facet
from directory.storage.models import ProviderRow
from tests import plan_net
from tests.factories import PEORIA, Make, program

JSON = "application/fhir+json; charset=utf-8"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def make(app: Flask) -> Make:
    return Make(context.held(app), indexed=False)


def refused(answer: TestResponse) -> dict[str, Any]:
    """The one issue of an error, which is checked."""
    assert answer.content_type == JSON
    outcome = answer.get_json()
    plan_net.check(outcome)
    (issue,) = outcome["issue"]
    return {"status": answer.status_code, **issue}


def test_what_can_be_asked_is_stated(client: FlaskClient) -> None:
    answer = client.get("/api/fhir/metadata")

    statement = answer.get_json()
    plan_net.check(statement)
    assert answer.content_type == JSON
    assert statement["fhirVersion"] == "4.0.1"
    services, *_ = statement["rest"][0]["resource"]
    assert services["type"] == "HealthcareService"
    named = {one["name"] for one in services["searchParam"]}
    assert {"location", "organization", "specialty", "service-type", "_lastUpdated"} <= named
    assert "HealthcareService:organization" in services["searchInclude"]


def test_every_resource_can_be_read(client: FlaskClient, make: Make) -> None:
    site = make.listing(programs=(program(states_served=("IL",)),))
    service = f"HealthcareService/{site.programs[0].id}"

    for path in (service, f"Location/{site.id}", f"Organization/{site.id}", "Location/US-IL"):
        answer = client.get(f"/api/fhir/{path}")

        resource = answer.get_json()
        plan_net.check(resource)
        assert answer.content_type == JSON
        assert f"{resource['resourceType']}/{resource['id']}" == path


def test_a_facet_is_a_code_system(client: FlaskClient) -> None:
    for facet in Facet:
        answer = client.get(f"/api/fhir/CodeSystem/{facet.value}")

        system = answer.get_json()
        plan_net.check(system)
        assert system["url"] == f"http://localhost/api/fhir/CodeSystem/{facet.value}"
        assert len(system["concept"]) == system["count"]


@pytest.mark.parametrize(
    "path",
    [
        "HealthcareService/999",
        "Location/999999999999999999999999",
        "Location/01",
        "Location/US-ZZ",
        "Organization/none",
        "CodeSystem/none",
        "Patient",
        "Patient/1",
        "HealthcareService/1/_history/1",
        "",
    ],
)
def test_what_is_not_there_is_an_outcome(client: FlaskClient, path: str) -> None:
    issue = refused(client.get(f"/api/fhir/{path}"))

    assert (issue["status"], issue["code"]) == (HTTPStatus.NOT_FOUND, "not-found")


def test_what_is_not_published_is_not_there(app: Flask, client: FlaskClient, make: Make) -> None:
    site = make.listing(programs=(program(states_served=("IL",)),))
    with context.writing() as session:
        session.get_one(ProviderRow, site.id).status = "paused"
        session.commit()

    for path in (
        f"HealthcareService/{site.programs[0].id}",
        f"Location/{site.id}",
        "Location/US-IL",
    ):
        issue = refused(client.get(f"/api/fhir/{path}"))

        assert issue["status"] == HTTPStatus.NOT_FOUND


def test_the_head_of_an_answer_is_that_of_the_answer(client: FlaskClient) -> None:
    assert client.head("/api/fhir/metadata").content_type == JSON
    assert client.head("/api/fhir/nothing").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_changed(client: FlaskClient, method: str) -> None:
    issue = refused(client.open("/api/fhir/HealthcareService", method=method, json={}))

    assert (issue["status"], issue["code"]) == (HTTPStatus.METHOD_NOT_ALLOWED, "not-supported")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("", "GET, HEAD, OPTIONS"),
        ("/1", "GET, HEAD, OPTIONS"),
        ("/_search", "GET, HEAD, OPTIONS, POST"),
    ],
)
def test_what_may_be_done_instead_is_said(client: FlaskClient, path: str, allowed: str) -> None:
    answer = client.delete(f"/api/fhir/Location{path}")

    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert answer.headers["Allow"] == allowed


@pytest.mark.parametrize(
    "format_", ["json", "application/json", "application/fhir%2Bjson", "application/fhir+json"]
)
def test_json_is_spoken_under_all_its_names(client: FlaskClient, format_: str) -> None:
    answer = client.get(f"/api/fhir/Location?_format={format_}", headers={"Accept": "text/xml"})

    assert answer.status_code == HTTPStatus.OK
    assert answer.content_type == JSON


def test_no_other_format_is_spoken(client: FlaskClient) -> None:
    by_address = refused(client.get("/api/fhir/Location?_format=xml"))
    by_header = refused(
        client.get("/api/fhir/Location", headers={"Accept": "application/fhir+xml"})
    )

    assert by_address["status"] == by_header["status"] == HTTPStatus.NOT_ACCEPTABLE


def test_a_browser_may_look(client: FlaskClient) -> None:
    accept = "text/html,application/xhtml+xml,*/*;q=0.8"

    answer = client.get("/api/fhir/metadata", headers={"Accept": accept})

    assert answer.status_code == HTTPStatus.OK


def test_a_search_may_be_posted(client: FlaskClient, make: Make) -> None:
    make.listing("Harbor House")
    make.listing("Bayside")

    answer = client.post("/api/fhir/Organization/_search", data={"name": "harbor"})

    assert answer.get_json()["total"] == 1


def test_a_posted_search_needs_no_token_of_a_form(app: Flask, make: Make) -> None:
    make.listing()
    app.config["WTF_CSRF_ENABLED"] = True

    answer = app.test_client().post("/api/fhir/Location/_search")

    assert answer.status_code == HTTPStatus.OK


def test_a_confidential_address_is_in_no_answer_and_finds_nothing(
    client: FlaskClient, make: Make
) -> None:
    site = make.listing(address=replace(PEORIA, confidential=True))
    everything = "_include=*&_revinclude=*"

    for kind in ("HealthcareService", "Location", "Organization"):
        answer = client.get(f"/api/fhir/{kind}?{everything}")

        assert answer.get_json()["total"] == 1
        for secret in (PEORIA.street, PEORIA.zip, "40.69", "89.58"):
            assert secret not in answer.text
    for asked in ("address=100 Main", "address-postalcode=61602", "near=40.6936|-89.589|5|mi"):
        assert client.get(f"/api/fhir/Location?{asked}").get_json()["total"] == 0
    found = client.get("/api/fhir/Location?address-city=peoria&address-state=IL").get_json()
    assert found["entry"][0]["resource"]["id"] == str(site.id)
