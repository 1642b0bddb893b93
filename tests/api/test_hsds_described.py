"""What the HSDS addresses answer is what the published description says."""

import pytest

from tests.api.conftest import Reader

PAGES = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
WAYS = ("", "?full=true", "?minimal=true", "?full_service=true", "?page=9")


@pytest.mark.parametrize("page", PAGES)
def test_pages_and_their_things_are_as_described(reader: Reader, page: str) -> None:
    path, faults, get = f"/api/hsds/{page}", reader.description.faults, reader.client.get

    for way in WAYS:
        assert faults(path, get(path + way).get_json()) == [], way
    for found in get(path).get_json()["contents"]:
        assert faults(f"{path}/{{id}}", get(f"{path}/{found['id']}").get_json()) == []


def test_what_it_is_is_as_described(reader: Reader) -> None:
    answer = reader.client.get("/api/hsds/").get_json()

    assert reader.description.faults("/api/hsds/", answer) == []
