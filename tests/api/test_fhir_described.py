"""What the FHIR addresses answer is what the published description says."""

import pytest

from tests.api.conftest import Reader

FHIR = "application/fhir+json"
TYPES = ("HealthcareService", "Location", "Organization")


@pytest.mark.parametrize("kind", TYPES)
def test_searches_and_what_they_find_are_as_described(reader: Reader, kind: str) -> None:
    path, faults, get = f"/api/fhir/{kind}", reader.description.faults, reader.client.get

    for way in ("", "?_include=*&_revinclude=*&colour=blue", "?_summary=count"):
        assert faults(path, get(path + way).get_json(force=True), FHIR) == [], way
    for entry in get(path).get_json(force=True)["entry"]:
        one = get(f"{path}/{entry['resource']['id']}").get_json(force=True)
        assert faults(f"{path}/{{id}}", one, FHIR) == []


@pytest.mark.parametrize("address", ["metadata", "CodeSystem/care"])
def test_what_they_are_made_of_is_as_described(reader: Reader, address: str) -> None:
    answer = reader.client.get(f"/api/fhir/{address}").get_json(force=True)

    path = f"/api/fhir/{address.replace('/care', '/{name}')}"
    assert reader.description.faults(path, answer, FHIR) == []
