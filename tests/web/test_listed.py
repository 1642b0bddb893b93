import pytest
from flask.testing import FlaskClient

from tests.factories import Make


def test_what_may_be_listed_already_is_answered_with_its_page(
    client: FlaskClient, make: Make
) -> None:
    harbor = make.listing("Harbor House")

    found = client.get("/submit/listed?name=harbor+house&zip=61602").get_json()

    assert found == [
        {
            "name": "Harbor House",
            "address": "100 Main Street, Peoria, IL 61602",
            "page": f"/providers/{harbor.slug}",
            "slug": harbor.slug,
            "why": "Same name, town",
            "sureness": "likely",
            "waiting": False,
        }
    ]


def test_a_spanish_form_gets_the_spanish_page(client: FlaskClient, make: Make) -> None:
    harbor = make.listing("Harbor House")

    found = client.get("/es/submit/listed?phone=309-555-0100").get_json()

    assert found[0]["page"] == f"/es/providers/{harbor.slug}"


def test_asking_leaves_no_cookie_and_says_what_is_left(client: FlaskClient) -> None:
    answer = client.get("/submit/listed?name=Harbor")

    assert "Set-Cookie" not in answer.headers
    assert "RateLimit" in answer.headers


@pytest.mark.parametrize("text", ["", "\x00", "🙂", "x" * 5000, "%_'\"", "\u202e"])
@pytest.mark.parametrize("part", ["name", "phone", "street", "city", "state", "zip"])
def test_anything_typed_gets_an_answer(client: FlaskClient, part: str, text: str) -> None:
    query = {"name": "Harbor House", "city": "Peoria", "state": "IL", part: text}

    assert client.get("/submit/listed", query_string=query).status_code == 200
