"""What the HSDS addresses answer is what the published description says."""

import json

import pytest

from tests.api.conftest import Reader

LINES = "application/x-ndjson"
PAGES = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
WAYS = ("", "?full=true", "?minimal=true", "?full_service=true", "?page=9")


@pytest.mark.parametrize("page", PAGES)
def test_pages_and_their_things_are_as_described(reader: Reader, page: str) -> None:
    path, faults, get = f"/api/hsds/{page}", reader.description.faults, reader.client.get

    for way in WAYS:
        assert faults(path, get(path + way).get_json()) == [], way
    for found in get(path).get_json()["contents"]:
        assert faults(f"{path}/{{id}}", get(f"{path}/{found['id']}").get_json()) == []


@pytest.mark.parametrize("page", PAGES)
def test_each_line_of_a_stream_is_as_described(reader: Reader, page: str) -> None:
    answer = reader.client.get(f"/api/hsds/{page}?format=ndjson")

    assert answer.mimetype == LINES
    for line in answer.text.splitlines():
        assert reader.description.faults(f"/api/hsds/{page}", json.loads(line), LINES) == []


def test_what_it_is_is_as_described(reader: Reader) -> None:
    answer = reader.client.get("/api/hsds/").get_json()

    assert reader.description.faults("/api/hsds/", answer) == []


def test_what_is_not_described_would_be_noticed(reader: Reader) -> None:
    answer = reader.client.get("/api/hsds/services?full=true").get_json()
    answer["contents"][0]["organization"]["secret"] = "a street"

    (fault,) = reader.description.faults("/api/hsds/services", answer)

    assert "'secret' was unexpected" in fault
