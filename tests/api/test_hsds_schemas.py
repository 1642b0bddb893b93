"""Everything that is answered is what HSDS publishes schemas for."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from config import Settings
from directory import context
from directory.app import create_app
from directory.domain.places import Point
from directory.services.load_demonstration import load_demonstration
from tests import hsds_schemas
from tests.factories import PEORIA, Make

KINDS = {
    "services": ("service", ("", "full=true", "minimal=true")),
    "organizations": ("organization", ("", "full=true", "full_service=true")),
    "service_at_locations": ("service_at_location", ("", "full=true")),
    "taxonomies": ("taxonomy", ("",)),
    "taxonomy_terms": ("taxonomy_term", ("",)),
}
ADDRESSES = [(kind, asked) for kind, (_, ways) in KINDS.items() for asked in ways]
PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"}


HIDDEN = replace(
    PEORIA, street="7 Hidden Lane", confidential=True, point=Point(40.71717, -89.60606)
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[FlaskClient]:
    """Of a directory where everything is filled in somewhere, and one address is a secret."""
    instance = tmp_path_factory.mktemp("hsds")
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    app = create_app(Settings.from_env({"DIRECTORY_INSTANCE": str(instance)}))
    held = context.held(app)
    load_demonstration(held.database, held.vocabulary, date(2026, 11, 22), count=30, seed=3)
    Make(held, indexed=False).listing("Shelter", address=HIDDEN)
    yield app.test_client()
    held.database.close()


def faults(kind: str, things: Iterator[dict[str, Any]]) -> list[str]:
    return [fault for thing in things for fault in hsds_schemas.faults(KINDS[kind][0], thing)]


@pytest.mark.parametrize(("kind", "asked"), ADDRESSES)
def test_pages_and_lines_are_valid(client: FlaskClient, kind: str, asked: str) -> None:
    page = client.get(f"/api/hsds/{kind}?per_page=40&{asked}").get_json()
    lines = client.get(f"/api/hsds/{kind}?format=ndjson&{asked}").text.splitlines()

    things = [json.loads(line) for line in lines]

    assert set(page) == {*PAGE, "contents"}
    assert page["contents"] == things[:40]
    assert len(things) == page["total_items"]
    assert faults(kind, iter(things[:40])) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_thing_is_valid_by_itself(client: FlaskClient, kind: str) -> None:
    shown = client.get(f"/api/hsds/{kind}?per_page=10").get_json()["contents"]

    things = [client.get(f"/api/hsds/{kind}/{one['id']}").get_json() for one in shown]

    assert [thing["id"] for thing in things] == [one["id"] for one in shown]
    assert faults(kind, iter(things)) == []


def test_no_answer_tells_a_confidential_address(client: FlaskClient) -> None:
    for kind, asked in ADDRESSES:
        everything = client.get(f"/api/hsds/{kind}?format=ndjson&{asked}").text

        assert not re.search("Hidden Lane|61602|40[.]71717|89[.]60606", everything)
        assert "Shelter" in everything or kind not in ("organizations", "service_at_locations")
