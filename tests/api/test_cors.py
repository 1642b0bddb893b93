import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import Make


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_scripts_of_other_sites_may_read(client: FlaskClient, make: Make) -> None:
    kept = make.listing()

    headers = client.get(f"/api/providers/{kept.slug}").headers

    assert headers["Access-Control-Allow-Origin"] == "*"
    exposed = headers["Access-Control-Expose-Headers"].split(", ")
    assert {"RateLimit", "Content-Range"} <= set(exposed)
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in headers


def test_a_browser_may_ask_before_it_sends_a_key(client: FlaskClient) -> None:
    asked = {
        "Origin": "https://county.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }

    answer = client.options("/api/search", headers=asked)

    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]
    allowed = answer.headers["Access-Control-Allow-Headers"].split(", ")
    assert {"Authorization", "Prefer", "Range", "If-Range"} <= set(allowed)
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "RateLimit" not in answer.headers


def test_it_is_said_what_may_be_done_at_an_address(client: FlaskClient) -> None:
    methods = [
        client.options(f"/api/fhir/{address}").headers["Allow"]
        for address in ("metadata", "Location/_search")
    ]

    assert methods == ["GET, HEAD, OPTIONS", "GET, HEAD, OPTIONS, POST"]


def test_errors_can_be_read_as_well(client: FlaskClient) -> None:
    assert client.get("/api/nothing").headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", ["/", "/nowhere"])
def test_pages_are_for_this_site_alone(client: FlaskClient, address: str) -> None:
    assert "Access-Control-Allow-Origin" not in client.get(address).headers
