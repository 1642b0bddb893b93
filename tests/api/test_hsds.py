import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from directory import context
from directory.domain.facts import Answer
from directory.domain.listings import Listing
from directory.domain.vocabulary import Facet, Selection
from directory.exchange import hsds_ids as ids
from directory.exchange.hsds_taxonomies import taxonomy_id, term_id
from directory.storage.database import sqlite
from directory.storage.models import OldSlugRow, ProviderRow
from tests.factories import PEORIA, Make, listing, program, said

CBT = term_id(Selection(Facet.THERAPY, "cbt"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def contents(client: FlaskClient, path: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/hsds{path}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.get_json()["contents"]
    return found


def names(client: FlaskClient, path: str) -> list[str]:
    """Of the organizations of the services found."""
    return [each["organization"]["name"] for each in contents(client, path)]


def service_id(of: Listing, place: int = 0) -> str:
    return ids.service(of.slug, of.programs[place].id)


@pytest.mark.parametrize("path", ["/api/hsds", "/api/hsds/"])
def test_the_root_says_what_this_is(client: FlaskClient, path: str) -> None:
    answer = client.get(path).get_json()

    assert answer["version"] == "3.1"
    assert answer["profile"].startswith("https://docs.openreferral.org/")
    assert answer["openapi_url"] == "http://localhost/api/openapi.json"


def test_a_page_of_services_says_where_it_stands(client: FlaskClient, make: Make) -> None:
    made = make.listings([listing(f"House {number}") for number in range(5)])

    page = client.get("/api/hsds/services?page=2&per_page=2").get_json()

    assert [each["id"] for each in page.pop("contents")] == [service_id(one) for one in made[2:4]]
    assert page == {
        "total_items": 5,
        "total_pages": 3,
        "page_number": 2,
        "size": 2,
        "first_page": False,
        "last_page": False,
        "empty": False,
    }


def test_a_page_past_the_end_is_empty(client: FlaskClient, make: Make) -> None:
    make.listing()

    page = client.get("/api/hsds/services?page=999999999999999999").get_json()

    assert (page["total_items"], page["empty"], page["last_page"]) == (1, True, True)
    assert page["contents"] == []


def test_every_program_is_a_service(client: FlaskClient, make: Make) -> None:
    made = make.listing(programs=(program("outpatient"), program("residential")))

    found = contents(client, "/services")

    assert [each["id"] for each in found] == [service_id(made, 0), service_id(made, 1)]
    assert [each["name"] for each in found] == ["Outpatient", "Residential (any length)"]


def test_a_service_is_answered_whole(client: FlaskClient, make: Make) -> None:
    made = make.listing(statements=(said("therapy", "cbt"),))

    whole = client.get(f"/api/hsds/services/{service_id(made)}").get_json()
    (full,) = contents(client, "/services?full=true")

    assert whole == full
    assert whole["attributes"][1]["taxonomy_term_id"] == CBT
    assert whole["service_at_locations"][0]["location"]["addresses"][0]["city"] == "Peoria"


def test_services_without_anything_but_their_change(client: FlaskClient, make: Make) -> None:
    make.listings([listing() for _ in range(120)])

    found = contents(client, "/services?minimal=true")

    assert len(found) == 120
    assert set(found[0]) == {"id", "name", "status", "modified_date"}
    assert len(contents(client, "/services?minimal=true&per_page=7")) == 7


def test_lines_stream_all_without_pages(client: FlaskClient, make: Make) -> None:
    made = make.listings([listing() for _ in range(230)])

    answer = client.get("/api/hsds/services?format=ndjson&per_page=3")

    assert answer.mimetype == "application/x-ndjson"
    assert answer.is_streamed
    lines = answer.text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [service_id(one) for one in made]


@pytest.mark.parametrize(
    "path",
    ["?format=ndjson", "?format=ndjson&search=harbor", "?per_page=200", "?per_page=200&full=true"],
)
def test_no_transaction_waits_for_a_slow_reader(app: Flask, make: Make, path: str) -> None:
    made = make.listings([listing() for _ in range(130)])
    pieces = app.test_client().get(f"/api/hsds/services{path}").iter_encoded()
    begun = next(pieces) + next(pieces)

    with context.held(app).database.writing() as session:
        session.execute(update(ProviderRow).values(website="https://harbor.example"))
        session.commit()

    assert is_folded_back(context.held(app).settings.instance / "directory.db")
    assert (begun + b"".join(pieces)).count(b'"status":"active"') >= len(made)


def is_folded_back(path: Path) -> bool:
    """Whether all of the database's log could be written back, which an open reader prevents."""
    with closing(sqlite.connect(path)) as connection:
        _, pages, written = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return bool(pages == written)


def test_a_provider_is_an_organization_with_its_services(client: FlaskClient, make: Make) -> None:
    made = make.listing()
    path = f"/api/hsds/organizations/{ids.organization(made.slug)}"

    plain, whole = client.get(path).get_json(), client.get(f"{path}?full_service=true").get_json()

    assert plain["services"][0]["id"] == service_id(made)
    assert "attributes" not in plain["services"][0]
    assert "attributes" in whole["services"][0]
    assert plain["locations"][0]["name"] == "Harbor House"


def test_a_service_at_its_location_has_both(client: FlaskClient, make: Make) -> None:
    made = make.listing()
    (short,) = contents(client, "/service_at_locations")

    whole = client.get(f"/api/hsds/service_at_locations/{short['id']}").get_json()

    assert short["id"] == ids.service_at_location(made.slug, made.programs[0].id)
    assert short["service"]["organization"]["name"] == short["location"]["name"] == "Harbor House"
    assert "addresses" not in short["location"]
    assert whole["location"]["addresses"]
    assert whole["service"]["attributes"]


def test_only_what_is_published_is_answered(app: Flask, client: FlaskClient, make: Make) -> None:
    made = make.listing()
    with context.held(app).database.writing() as session:
        session.execute(update(ProviderRow).values(status="paused"))
        session.commit()

    answer = client.get(f"/api/hsds/services/{service_id(made)}")

    assert contents(client, "/services") == []
    assert contents(client, "/organizations") == []
    assert answer.status_code == 404


def test_what_is_not_there_is_said_in_a_sentence(client: FlaskClient) -> None:
    for kind in ("services", "organizations", "service_at_locations", "taxonomies"):
        answer = client.get(f"/api/hsds/{kind}/harbor")

        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
        assert "'harbor'" in answer.get_json(force=True)["detail"]


def test_an_identifier_of_a_former_name_redirects(
    app: Flask, client: FlaskClient, make: Make
) -> None:
    made = make.listing()
    with context.held(app).database.writing() as session:
        session.add(OldSlugRow(slug="old-harbor", provider_id=made.id))
        session.commit()
    former = ids.service("old-harbor", made.programs[0].id)

    answer = client.get(f"/api/hsds/services/{former}")

    assert answer.status_code == 301
    assert answer.location == f"/api/hsds/services/{service_id(made)}"


def test_a_term_finds_services_of_which_it_is_said(client: FlaskClient, make: Make) -> None:
    make.listings(
        [
            listing("Yes", statements=(said("therapy", "cbt"),)),
            listing("No", statements=(said("therapy", "cbt", Answer.NO),)),
            listing("Silent"),
        ]
    )
    denied = term_id(Selection(Facet.THERAPY, "cbt"), Answer.NO)

    assert names(client, f"/services?taxonomy_term_id={CBT}") == ["Yes"]
    assert names(client, f"/services?taxonomy_term_id={denied}") == ["No"]
    assert names(client, f"/services?taxonomy_id={taxonomy_id('therapy')}") == ["Yes"]
    assert names(client, f"/services?taxonomy_term_id={ids.of('term', 'other')}") == []
    assert [
        each["name"] for each in contents(client, f"/organizations?taxonomy_term_id={CBT}")
    ] == ["Yes"]


def test_a_term_means_those_below_it_too(client: FlaskClient, make: Make) -> None:
    make.listing(programs=(program("detox-residential"),))
    above = term_id(Selection(Facet.CARE, "detox"))

    assert len(contents(client, f"/services?taxonomy_term_id={above}")) == 1


def test_all_filters_hold_together(client: FlaskClient, make: Make) -> None:
    first, second = make.listings(
        [listing("First", statements=(said("therapy", "cbt"),)), listing("Second")]
    )
    organization = f"organization_id={ids.organization(first.slug)}"
    other = f"organization_id={ids.organization(second.slug)}"

    assert names(client, f"/services?{organization}&taxonomy_term_id={CBT}") == ["First"]
    assert names(client, f"/services?{other}&taxonomy_term_id={CBT}") == []
    assert names(client, f"/services?organization_id={ids.of('organization', 'x')}") == []


def test_what_changed_since_a_moment(app: Flask, client: FlaskClient, make: Make) -> None:
    made = make.listings([listing("Old"), listing("New")])
    changed = made[1].changed_at
    assert changed is not None
    with context.held(app).database.writing() as session:
        long_ago = changed - timedelta(days=30)
        session.execute(
            update(ProviderRow).where(ProviderRow.id == made[0].id).values(updated_at=long_ago)
        )
        session.commit()
    yesterday = (changed - timedelta(days=1)).isoformat()

    assert names(client, f"/services?modified_after={yesterday}Z") == ["New"]
    assert names(client, f"/services?modified_after={yesterday}-14:00") == ["New"]
    assert names(client, f"/services?modified_after={changed.isoformat()}+00:00") == ["New"]
    assert names(client, "/services?modified_after=2100-01-01") == []


def test_words_are_looked_for_and_the_best_fit_comes_first(client: FlaskClient, make: Make) -> None:
    make.listings(
        [
            listing("Bayside", description="Near the old harbor."),
            listing("Inland"),
            listing("Harbor House"),
        ]
    )

    assert names(client, "/services?search=harbor") == ["Harbor House", "Bayside"]
    assert [each["name"] for each in contents(client, "/organizations?search=inland")] == ["Inland"]


def test_what_lies_near_a_zip_code(client: FlaskClient, make: Make) -> None:
    chicago = replace(PEORIA, city="Chicago", zip="60601", point=None)
    make.listings([listing("Near"), listing("Unplaced", address=chicago)])

    assert names(client, "/services?postcode=61602&proximity=3000") == ["Near"]
    assert names(client, "/services?postcode=60601-1234&proximity=3000") == []
    assert [
        each["location"]["name"]
        for each in contents(client, "/service_at_locations?postcode=61602&proximity=3000")
    ] == ["Near"]


def test_a_postcode_alone_leaves_out_programs_that_serve_other_states(
    client: FlaskClient, make: Make
) -> None:
    make.listings(
        [
            listing("Anywhere"),
            listing("Here", programs=(program(states_served=("IL", "WI")),)),
            listing("There", programs=(program(states_served=("WI",)),)),
        ]
    )

    assert names(client, "/services?postcode=61602") == ["Anywhere", "Here"]
