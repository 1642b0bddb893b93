import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from directory.api.openapi.shapes import Schema
from directory.domain.vocabulary import Facet, Vocabulary

DESCRIBED = ("/api/", "/exports/", "/feeds/")
# Where nothing is, and where a page is behind a slash too many.
NOTHING = {"/api/<path:rest>", "/api/fhir/<path:rest>", "/api/fhir", "/api/fhir/", "/exports/"}
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def document(client: FlaskClient) -> Schema:
    found: Schema = client.get("/api/openapi.json").get_json()
    return found


def test_it_is_what_openapi_calls_one(document: Schema) -> None:
    assert document["openapi"].startswith("3.1")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_every_route_that_programs_read_is_described(app: Flask, document: Schema) -> None:
    routes = {
        re.sub("<.*?>", "{}", rule)
        for route in app.url_map.iter_rules()
        for rule in spelled_out(route.rule)
        if rule.startswith(DESCRIBED) and rule not in NOTHING
    }

    described = {re.sub("{.*?}", "{}", path) for path in document["paths"]}
    assert {path for path in described if path.startswith(DESCRIBED)} == routes


def spelled_out(rule: str) -> list[str]:
    """A rule that names the words it is for, once for each of them."""
    named = re.search(r"<any\((.*?)\):\w+>", rule)
    return [rule.replace(named[0], word) for word in named[1].split(", ")] if named else [rule]


def test_every_operation_says_what_may_be_answered(document: Schema) -> None:
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            told = {"200"} if path.startswith("/feeds") else {"200", "401", "429"}
            assert told <= set(operation["responses"]), path


def test_what_a_request_may_be_refused_for_is_described(document: Schema) -> None:
    export = document["paths"]["/exports/{name}"]["get"]["responses"]
    posted = document["paths"]["/api/fhir/Location/_search"]["post"]["responses"]

    assert {"206", "416"} <= export.keys()
    assert "413" in posted


def test_names_of_operations_are_given_once(document: Schema) -> None:
    names = [each["operationId"] for way in document["paths"].values() for each in way.values()]

    assert len(names) == len(set(names))


def test_nothing_is_described_that_nothing_points_to(document: Schema) -> None:
    pointed = set(re.findall(r'"#/components/(\w+/[\w-]+)"', str(document).replace("'", '"')))
    kinds = ("schemas", "responses", "headers")

    assert pointed == {f"{kind}/{name}" for kind in kinds for name in document["components"][kind]}


def test_entries_are_those_of_the_vocabulary(document: Schema, vocabulary: Vocabulary) -> None:
    (care,) = (
        each
        for each in document["paths"]["/api/search"]["get"]["parameters"]
        if each["name"] == "care"
    )

    assert care["schema"]["items"]["anyOf"][0] == {"$ref": "#/components/schemas/CareEntry"}
    known = [each["const"] for each in document["components"]["schemas"]["CareEntry"]["oneOf"]]
    assert known == [term.slug for term in vocabulary.of_facet(Facet.CARE)]


def test_who_has_it_need_not_fetch_it_again(client: FlaskClient) -> None:
    first = client.get("/api/openapi.json")

    again = client.get("/api/openapi.json", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.text) == (304, "")
