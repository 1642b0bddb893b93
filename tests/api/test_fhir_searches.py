"""What FHIR searches find, and how they are paged."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, update

from config import Settings
from directory import context
from directory.app import create_app
from directory.domain.listings import Address
from directory.domain.places import Point, Precision
from directory.domain.vocabulary import Vocabulary
from directory.services.load_demonstration import load_demonstration
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.storage.models import ProviderRow
from tests import plan_net
from tests.factories import Make, listing, program

CHICAGO = Address(
    street="9 Lake Road",
    city="Chicago",
    state="IL",
    zip="60601",
    county="Cook",
    point=Point(41.8858, -87.6181),
    precision=Precision.EXACT,
)
CHANGED_AT = {
    "Harbor House": datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC).replace(tzinfo=None),
    "Bayside, North": datetime(2020, 5, 1, tzinfo=UTC).replace(tzinfo=None),
}


@pytest.fixture(scope="module")
def client(
    tmp_path_factory: pytest.TempPathFactory,
    prepared: Path,
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
) -> Iterator[FlaskClient]:
    """Of a directory with two sites, shared by all that only read it."""
    instance = tmp_path_factory.mktemp("fhir")
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    app = create_app(Settings.from_env({"DIRECTORY_INSTANCE": str(instance)}))
    held = context.held(app)
    held.vocabulary, held.gazetteer = vocabulary, gazetteer
    Make(held, indexed=False).listings(
        [
            listing("Harbor House", name2="Main Campus"),
            listing(
                "Bayside, North",
                address=CHICAGO,
                programs=(program("residential-long-term", states_served=("IL", "WI")),),
            ),
        ]
    )
    with held.database.writing() as session:
        for name, at in CHANGED_AT.items():
            session.execute(update(ProviderRow).filter_by(name=name).values(updated_at=at))
        session.commit()
    yield app.test_client()
    held.database.close()


def searched(client: FlaskClient, asked: str) -> dict[str, Any]:
    """A bundle, which is checked with all that is in it."""
    bundle: dict[str, Any] = client.get(f"/api/fhir/{asked}").get_json()
    assert bundle["resourceType"] == "Bundle", bundle
    plan_net.check(bundle)
    for entry in bundle.get("entry", ()):
        plan_net.check(entry["resource"])
    return bundle


def found(client: FlaskClient, asked: str) -> list[str]:
    """The names of what matches."""
    bundle = searched(client, asked)
    names = [one["resource"]["name"] for one in _in_mode(bundle, "match")]
    assert bundle["total"] == len(names)
    return names


def _in_mode(bundle: dict[str, Any], mode: str) -> list[dict[str, Any]]:
    return [one for one in bundle.get("entry", ()) if one["search"]["mode"] == mode]


def _link(bundle: dict[str, Any], relation: str) -> str | None:
    links = {one["relation"]: one["url"] for one in bundle["link"]}
    url: str | None = links.get(relation)
    return url and url.removeprefix("http://localhost/api/fhir/")


HARBOR, BAYSIDE = "Harbor House, Main Campus", "Bayside, North"
HARBORS = f"{HARBOR}: Intensive outpatient (IOP)"
BAYSIDES = f"{BAYSIDE}: Long-term residential"


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", [HARBORS, BAYSIDES]),
        ("name=harbor", [HARBORS]),
        ("name=house", []),
        ("name:contains=long-term", [BAYSIDES]),
        (f"name:exact={BAYSIDES.replace(',', chr(92) + ',')}", [BAYSIDES]),
        ("name=bayside\\, north", [BAYSIDES]),
        ("name=nobody,harbor", [HARBORS]),
        ("name=harbor&name=bayside", []),
        ("name:contains=%25", []),
        ("specialty=261QR0405X", [HARBORS]),
        ("specialty=http://nucc.org/provider-taxonomy|324500000X", [BAYSIDES]),
        ("specialty=261QR0405X,324500000X", [HARBORS, BAYSIDES]),
        ("specialty=http://elsewhere|324500000X", []),
        ("specialty=|324500000X", []),
        ("specialty=http://nucc.org/provider-taxonomy|", [HARBORS, BAYSIDES]),
        ("service-type=111", [BAYSIDES]),
        ("service-type=intensive-outpatient", [HARBORS]),
        ("service-type=http://localhost/api/fhir/CodeSystem/care|intensive-outpatient", [HARBORS]),
        ("service-category=behav", [HARBORS, BAYSIDES]),
        ("service-category=dent", []),
        ("coverage-area=Location/US-WI", [BAYSIDES]),
        ("coverage-area=US-IA", []),
        ("location.address-city=chicago", [BAYSIDES]),
        ("location:Location.address-state=IL", [HARBORS, BAYSIDES]),
        ("location.near=41.9|-87.6|10|mi", [BAYSIDES]),
        ("organization.name:contains=campus", [HARBORS]),
        ("_lastUpdated=ge2021", [HARBORS]),
        ("_lastUpdated=lt2021", [BAYSIDES]),
        ("name=", [HARBORS, BAYSIDES]),
    ],
)
def test_services_are_found_by(client: FlaskClient, asked: str, names: list[str]) -> None:
    assert found(client, f"HealthcareService?{asked}") == names


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", [HARBOR, BAYSIDE, "Illinois", "Wisconsin"]),
        ("name=bay", [BAYSIDE]),
        ("name=wis", ["Wisconsin"]),
        ("address=lake,61602", [HARBOR]),
        ("address:contains=lake", [BAYSIDE]),
        ("address=chicago", [BAYSIDE]),
        ("address-city=peoria", [HARBOR]),
        ("address-state=il", [HARBOR, BAYSIDE, "Illinois"]),
        ("address-postalcode=606", [BAYSIDE]),
        ("type=RTF", [BAYSIDE]),
        ("type=OF,HU", [HARBOR]),
        ("near=40.69|-89.59|3|km", [HARBOR]),
        ("near=41.88|-87.61", [BAYSIDE]),
        ("near=40.69|-89.59|200|mi&name=bay", [BAYSIDE]),
        ("organization.address-city=Chicago", [BAYSIDE]),
        ("_has:HealthcareService:location:specialty=324500000X", [BAYSIDE]),
        ("_has:HealthcareService:location:name:contains=intensive", [HARBOR]),
        ("_has:HealthcareService:location:coverage-area=US-IL&near=40.69|-89.59|9|mi", []),
        ("_id=US-WI", ["Wisconsin"]),
        ("_id=0,x,99999999999999999999", []),
    ],
)
def test_locations_are_found_by(client: FlaskClient, asked: str, names: list[str]) -> None:
    assert found(client, f"Location?{asked}") == names


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("name=harbor house\\, main", [HARBOR]),
        ("address=9 lake", [BAYSIDE]),
        ("address-state:exact=IL", [HARBOR, BAYSIDE]),
        ("type=fac", [HARBOR, BAYSIDE]),
        ("type=payer", []),
        ("_has:HealthcareService:organization:service-type=111", [BAYSIDE]),
    ],
)
def test_organizations_are_found_by(client: FlaskClient, asked: str, names: list[str]) -> None:
    assert found(client, f"Organization?{asked}") == names


def test_references_find_what_refers_to_them(client: FlaskClient) -> None:
    (bayside,) = searched(client, "Location?name=bayside")["entry"]
    id_ = bayside["resource"]["id"]

    for asked in (
        f"location={id_}",
        f"location={bayside['fullUrl']}",
        f"organization=Organization/{id_}",
    ):
        assert found(client, f"HealthcareService?{asked}") == [BAYSIDES]
    assert found(client, f"HealthcareService?location=Organization/{id_}") == []


def test_what_matches_may_bring_what_it_refers_to(client: FlaskClient) -> None:
    names = ("location", "organization", "coverage-area")
    asked = "&".join(f"_include=HealthcareService:{name}" for name in names)

    bundle = searched(client, f"HealthcareService?name=bayside&{asked}")

    held = {f"{one['resource']['resourceType']}/{one['resource']['id']}" for one in bundle["entry"]}
    assert bundle["total"] == 1
    assert len(held) == len(bundle["entry"]) == 5
    (service,) = (one["resource"] for one in _in_mode(bundle, "match"))
    referred = [service["providedBy"], *service["location"], *service["coverageArea"]]
    assert {one["reference"] for one in referred} <= held


def test_what_matches_may_bring_what_refers_to_it(client: FlaskClient) -> None:
    asked = "_revinclude=HealthcareService:location&_include=Location:organization"

    bundle = searched(client, f"Location?address-city=Chicago&{asked}")

    kinds = [one["resource"]["resourceType"] for one in bundle["entry"]]
    assert sorted(kinds) == ["HealthcareService", "Location", "Organization"]


def test_changes_are_found_by_their_time(client: FlaskClient) -> None:
    for asked in ("2026-03-31", "2026-03", "gt2026", "2026-03-31T23:59:59Z", "ge2026-03-31"):
        names = [HARBOR] if asked != "gt2026" else []
        assert found(client, f"Organization?_lastUpdated={asked}") == names, asked
    for asked in ("gt2026-03-31", "ne2026-03", "2026-03-31T23:59:59-05:00", "2025", "lt2026-03"):
        assert HARBOR not in found(client, f"Organization?_lastUpdated={asked}"), asked


@pytest.mark.parametrize(
    "asked",
    [
        "_count=-1",
        "_count=x",
        "_after=x",
        "_lastUpdated=yesterday",
        "_lastUpdated=2026-02-30",
        "_lastUpdated=9999-12-31",
        "near=1",
        "near=a|b",
        "near=91|0",
        "near=1|1|5|furlongs",
        "near=1|1|-5",
        "near=1|1|nan",
        "near=1|1,2|2",
        "near=1|1&near=2|2",
        "name:missing=true",
        "name=%00",
        "type:not=OF",
        f"name={'x' * 3000}",
    ],
)
def test_what_cannot_be_read_is_said(client: FlaskClient, asked: str) -> None:
    answer = client.get(f"/api/fhir/Location?{asked}")

    plan_net.check(answer.get_json())
    assert answer.status_code == 400
    assert answer.get_json()["issue"][0]["code"] == "invalid"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (f"address={','.join(map(str, range(400)))}", "may have 20 alternatives, not 400"),
        ("&".join(f"address={n}" for n in range(51)), "may have 50 conditions, not 51"),
    ],
    ids=["alternatives", "conditions"],
)
def test_more_than_a_database_takes_is_refused(client: FlaskClient, asked: str, told: str) -> None:
    answer = client.get(f"/api/fhir/Location?{asked}")

    plan_net.check(answer.get_json())
    assert answer.status_code == 400
    assert told in answer.get_json()["issue"][0]["diagnostics"]


@pytest.mark.parametrize("name", ["address", "location.address:contains", "type"])
def test_as_much_as_is_allowed_is_answered(client: FlaskClient, name: str) -> None:
    values = [",".join(f"{number}-{each}" for each in range(20)) for number in range(50)]

    bundle = client.post("/api/fhir/HealthcareService/_search", data={name: values})

    assert bundle.status_code == 200


def test_what_is_said_twice_counts_once(client: FlaskClient) -> None:
    bundle = searched(client, f"Location?{'address-city=peoria&' * 60}address-state={'IL,' * 400}")

    assert _link(bundle, "self") is not None
    assert bundle["total"] > 0


def test_a_search_that_is_too_long_to_read_is_an_outcome(client: FlaskClient) -> None:
    answer = client.post("/api/fhir/Location/_search", data={"name": "x" * 600_000})

    plan_net.check(answer.get_json())
    assert answer.status_code == 413
    assert answer.get_json()["issue"][0]["code"] == "too-long"


def test_what_is_not_supported_is_named_and_left_out(client: FlaskClient) -> None:
    bundle = searched(client, "Organization?colour=blue&name=harbor&_include=Organization:endpoint")

    (remark,) = _in_mode(bundle, "outcome")
    assert "colour, _include" in remark["resource"]["issue"][0]["diagnostics"]
    assert bundle["total"] == 1
    assert _link(bundle, "self") == "Organization?name=harbor&_count=50"


def test_a_strict_client_is_refused_instead(client: FlaskClient) -> None:
    answer = client.get("/api/fhir/Organization?colour=blue", headers={"Prefer": "handling=strict"})

    assert answer.status_code == 400
    assert "colour" in answer.get_json()["issue"][0]["diagnostics"]


@pytest.mark.parametrize("asked", ["_count=0", "_summary=count"])
def test_the_number_alone_can_be_asked(client: FlaskClient, asked: str) -> None:
    bundle = searched(client, f"Location?{asked}")

    assert bundle["total"] == 4
    assert "entry" not in bundle
    assert _link(bundle, "next") is None


def test_the_whole_demonstration_is_told_page_by_page(app: Flask) -> None:
    held = context.held(app)
    today = datetime(2026, 11, 22, tzinfo=UTC).date()
    load_demonstration(held.database, held.vocabulary, today, count=20, seed=3)
    selects: list[str] = []

    for kind in ("HealthcareService", "Location", "Organization"):
        with _counted(held.database, selects):
            pages = list(_pages(app.test_client(), f"{kind}?_count=7&_include=*", selects))

        told = [one["fullUrl"] for page in pages for one in _in_mode(page, "match")]
        assert len(told) == len(set(told)) == pages[0]["total"] >= 20


def _pages(client: FlaskClient, asked: str, selects: list[str]) -> Iterator[dict[str, Any]]:
    """All of them, each read in a few selects."""
    link: str | None = asked
    while link:
        selects.clear()
        page = searched(client, link)
        assert len(selects) < 20
        yield page
        link = _link(page, "next")


@contextmanager
def _counted(database: Database, selects: list[str]) -> Iterator[None]:
    """Write down what is asked of the database."""

    def note(*told: object) -> None:
        selects.append(str(told[2]))

    with database.reading() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield
    event.remove(engine, "before_cursor_execute", note)
