"""What the API answers is what its description and the contract with integrators say."""

from typing import Any

import pytest

from tests.api.conftest import Reader

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


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_search_is_answered_as_described(reader: Reader, query: str) -> None:
    answer = reader.client.get(f"/api/search?{query}").get_json()

    assert reader.description.faults("/api/search", answer) == []
    assert answer.keys() >= SEARCH
    assert answer["criteria"].keys() >= UNDERSTOOD
    for result in (*answer["results"], *answer["nearly"], *answer["online_elsewhere"]):
        assert result.keys() >= RESULT


def test_a_search_has_every_field_that_was_promised(reader: Reader) -> None:
    answer = reader.client.get(f"/api/search?{QUERIES['found']}").get_json()

    (result,) = answer["results"]
    assert result["programs"] == [{"care": "intensive-outpatient", "fit": "full"}]
    assert {tuple(sorted(each)) for each in result["matched"]} == {
        ("facet", "reported_on", "slug", "source")
    }
    counts: dict[str, Any] = answer["facets"]["insurance"][0]
    assert counts.keys() == {"slug", "label", "count", "not_reported", "selected"}
    assert answer["criteria"]["free"] == ["mon-1700-2200", "wed-1700-2200"]


def test_a_listing_is_answered_as_described(reader: Reader) -> None:
    answer = reader.client.get(f"/api/providers/{reader.slug}").get_json()

    assert reader.description.faults("/api/providers/{slug}", answer) == []
    assert [source["name"] for source in answer["sources"]] == ["County list 2026"]


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_sentence_is_explained_as_described(reader: Reader, query: str) -> None:
    answer = reader.client.get(f"/api/explain?{query}").get_json()

    assert reader.description.faults("/api/explain", answer) == []
    assert answer.keys() >= UNDERSTOOD


def test_the_fields_of_a_search_are_always_the_same(reader: Reader) -> None:
    found, open_place = (
        reader.client.get(f"/api/search?{QUERIES[each]}").get_json()
        for each in ("found", "ambiguous")
    )

    assert found.keys() == open_place.keys()
