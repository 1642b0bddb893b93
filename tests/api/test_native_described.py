"""What the API answers is what its description and the contract with integrators say."""

from datetime import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.domain.facts import Answer
from directory.domain.listings import Openings, Plan
from directory.domain.schedule import Session
from tests.api.described import Description
from tests.factories import REPORTED_ON, SOURCE, Make, program, said

SEARCH = {
    *("total", "page", "pages", "criteria", "results", "facets", "relaxations", "suggestion"),
}
RESULT = {
    *("slug", "name", "place", "distance_miles", "distance_is_approximate", "programs"),
    *("matched", "unknown", "missed"),
}
UNDERSTOOD = {
    *("query", "place", "radius_miles", "place_choices", "include", "exclude", "text"),
    *("corrections", "spans"),
}
QUERIES = {
    "found": "near=61602&care=intensive-outpatient&insurance=medicaid"
    "&free=mon-1700-2200&free=wed-1700-2200",
    "sentence": "q=evening IOP near Peoria, IL that takes Medicaid, no 12-step",
    "misspelt": "q=intensive outpatint in 61602",
    "nothing": "q=zzzz&near=61602&therapy=emdr&radius=5",
    "some hours": "near=61602&free=mon-1700-1800&accepting=1&confirmed-within=30",
    "ambiguous": "near=Springfield",
    "unknown place": "near=Peoira, IL",
    "ignored": "radius=far&colour=blue&therapy=leeches&free=never&near=IL&near=OH",
    "past the end": "page=99",
    "everything": "",
}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def full(make: Make) -> str:
    """The slug of a listing with everything filled in; there is an online one, and a second."""
    evenings = tuple(
        Session(track="a", weekday=day, starts_at=time(18), ends_at=time(21)) for day in (0, 2)
    )
    running = program(
        sessions=evenings,
        time_zone="America/Chicago",
        states_served=("IL",),
        hours_a_week=9.5,
        days_a_week=3.0,
        weeks=8.0,
        openings=Openings(answer="waitlist", wait_days=9, reported_on=REPORTED_ON),
    )
    kept = make.listing(
        statements=(said("insurance", "medicaid"), said("therapy", "12-step", Answer.NO)),
        programs=(running, program(None)),
        plans=(Plan(insurer="aetna", source=SOURCE, kind="HMO", in_network=True),),
    )
    make.listing("Hill Clinic", confirmed_on=None)
    return kept.slug


@pytest.fixture
def description(client: FlaskClient) -> Description:
    return Description(client)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_search_is_answered_as_described(
    client: FlaskClient, description: Description, full: str, query: str
) -> None:
    answer = client.get(f"/api/search?{query}").get_json()

    assert description.faults("/api/search", answer) == []
    assert answer.keys() >= SEARCH
    assert answer["criteria"].keys() >= UNDERSTOOD
    for result in (*answer["results"], *answer["nearly"], *answer["online_elsewhere"]):
        assert result.keys() >= RESULT


def test_a_search_has_every_field_that_was_promised(client: FlaskClient, full: str) -> None:
    answer = client.get(f"/api/search?{QUERIES['found']}").get_json()

    (result,) = answer["results"]
    assert result["programs"] == [{"care": "intensive-outpatient", "fit": "full"}]
    assert {tuple(sorted(each)) for each in result["matched"]} == {
        ("facet", "reported_on", "slug", "source")
    }
    counts: dict[str, Any] = answer["facets"]["insurance"][0]
    assert counts.keys() == {"slug", "label", "count", "not_reported", "selected"}
    assert answer["criteria"]["free"] == ["mon-1700-2200", "wed-1700-2200"]


def test_a_listing_is_answered_as_described(
    client: FlaskClient, description: Description, full: str
) -> None:
    answer = client.get(f"/api/providers/{full}").get_json()

    assert description.faults("/api/providers/{slug}", answer) == []
    assert [source["name"] for source in answer["sources"]] == ["County list 2026"]


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_sentence_is_explained_as_described(
    client: FlaskClient, description: Description, query: str
) -> None:
    answer = client.get(f"/api/explain?{query}").get_json()

    assert description.faults("/api/explain", answer) == []
    assert answer.keys() >= UNDERSTOOD


def test_the_fields_of_a_search_are_always_the_same(client: FlaskClient, full: str) -> None:
    found, open_place = (
        client.get(f"/api/search?{QUERIES[each]}").get_json() for each in ("found", "ambiguous")
    )

    assert found.keys() == open_place.keys()
