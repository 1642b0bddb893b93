"""What cannot be read is refused with a sentence that tells what would do."""

from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient


@pytest.fixture(scope="module")
def client(lasting_app: Flask) -> FlaskClient:
    return lasting_app.test_client()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("page=0", "page is '0'. Write a whole number from 1 to"),
        ("page=two", "page is 'two'."),
        ("page=-1", "page is '-1'."),
        ("per_page=1001", "Write a whole number from 1 to 1000."),
        ("per_page=1e3", "per_page is '1e3'."),
        ("format=xml", "Write json or ndjson."),
        ("full=maybe", "full is 'maybe'. Write true or false."),
        ("taxonomy_term_id=cbt", "Write an id as the answers here have it, a UUID."),
        ("taxonomy_id=1", "taxonomy_id is '1'."),
        ("organization_id=harbor", "organization_id is 'harbor'."),
        ("modified_after=yesterday", "Write a date or a time like 2026-03-31T17:30:00Z."),
        ("modified_after=2026-13-01", "modified_after is '2026-13-01'."),
        ("postcode=Peoria", "Write a ZIP code of five digits."),
        ("postcode=00000", "There is no such ZIP code in our list."),
        ("proximity=1000", "proximity needs a postcode"),
        ("postcode=61602&proximity=near", "Write meters, as a number from 1 to 20100000."),
        ("postcode=61602&proximity=0", "proximity is '0'."),
        ("postcode=61602&proximity=inf", "proximity is 'inf'."),
    ],
)
def test_a_value_that_cannot_be_used_is_named(client: FlaskClient, asked: str, told: str) -> None:
    answer = client.get(f"/api/hsds/services?{asked}")

    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert told in answer.get_json(force=True)["detail"]


@pytest.mark.parametrize("name", ["taxonomy_term_id", "taxonomy_id"])
def test_a_parameter_is_repeated_with_fifty_values_at_most(client: FlaskClient, name: str) -> None:
    different = [f"{name}={UUID(int=number)}" for number in range(51)]

    most = client.get(f"/api/hsds/services?{'&'.join(different[:50])}")
    more = client.get(f"/api/hsds/services?{'&'.join(different)}")
    again = client.get(f"/api/hsds/services?{'&'.join(different[:1] * 1100)}")

    assert [most.status_code, more.status_code, again.status_code] == [200, 400, 200]
    assert f"{name} is given 51 times; 50 is the most." in more.get_json(force=True)["detail"]


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "page=&per_page=+&search=&format=",
        "colour=blue",
        "full=TRUE&minimal=False",
        "modified_after=0001-01-01T00:00:00%2B14:00",
        "modified_after=9999-12-31T23:59:59-14:00",
        "modified_after=2026-01-01T00:00:00 05:00",
        "modified_after=2026-01-01t00:00:00z",
        "search=%00%FF%20OR%20(",
        "search=" + "a" * 5000,
        "per_page=1000&page=999999999999999999",
    ],
)
def test_what_is_odd_but_readable_is_answered(client: FlaskClient, asked: str) -> None:
    assert client.get(f"/api/hsds/services?{asked}").status_code == 200


def test_nothing_else_is_there(client: FlaskClient) -> None:
    answer = client.get("/api/hsds/programs")

    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert client.post("/api/hsds/services").status_code == 405
