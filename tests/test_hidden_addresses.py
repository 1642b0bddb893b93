"""An address that its list hides must not come out of any door, whichever doors there are."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.routing import AnyConverter, Rule
from werkzeug.routing.converters import NumberConverter

from directory import context
from directory.search import card_file
from directory.search.text import generations
from directory.services.follow_changes import follow_changes
from directory.storage import listings, outbox
from directory.storage.models import ProviderRow
from tests.colorado import row, write_colorado

STREET = "77 Hiddenbrook Lane"
SECRETS = ("Hiddenbrook", "80211", "39.7651", "-105.0107", "Directly for location")
HIDDEN = row(
    DisplayName="Willow Shelter",
    HideAddress="1",
    AddressOneLine=f"{STREET}, Denver, CO 80211",
    ProviderLocationDisplayLabel=f"{STREET}_BR_ENCODED_Denver, CO 80211",
    lat="39.7651",
    lon="-105.0107",
)
SHOWN = row(
    DisplayName="Open House",
    AccountID="2",
    AddressOneLine="1490 Lafayette Street, Denver, CO 80218",
    Phone="(303) 555-0102",
    lat="39.7392",
    lon="-104.9703",
)
ASKED = {
    "q": "Willow Shelter",
    "near": "Denver, CO",
    "radius": "25",
    "care": "outpatient",
    "format": "ndjson",
    "full": "true",
    "_count": "50",
}


@pytest.fixture
def imported(app: Flask, tmp_path: Path) -> Flask:
    path = write_colorado(tmp_path / "colorado-2023-05-16.csv", [HIDDEN, SHOWN])
    result = app.test_cli_runner().invoke(args=["import", str(path)])
    assert result.exit_code == 0, result.output
    path.unlink()
    return app


def test_the_street_is_not_even_kept(imported: Flask, tmp_path: Path) -> None:
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]

    assert any(b"Lafayette" in path.read_bytes() for path in kept)
    assert not [path for path in kept if b"hiddenbrook" in path.read_bytes().lower()]


def test_no_door_tells_it(imported: Flask) -> None:
    told, leaks = _walked(imported)

    assert len(told) >= 10, told
    assert leaks == []


def test_no_door_tells_one_that_another_list_shows(app: Flask, tmp_path: Path) -> None:
    """Then the street and the exact point are kept, and have to stay behind every door."""
    shown = {**HIDDEN, "HideAddress": "0"}
    path = write_colorado(tmp_path / "colorado-2023-05-16.csv", [shown, SHOWN])
    app.test_cli_runner().invoke(args=["import", str(path)])
    _withhold(app)

    told, leaks = _walked(app)

    page = app.test_client().get("/providers/willow-shelter-denver-co").text
    assert len(told) >= 10, told
    assert leaks == []
    assert "Address kept private" in page
    assert "Open House" not in page


def _withhold(app: Flask) -> None:
    """As the import of a list does that wants the street kept private."""
    held = context.held(app)
    with held.database.writing() as session:
        named = update(ProviderRow).where(ProviderRow.name == "Willow Shelter")
        hidden = named.values(confidential=True, precision="exact")
        outbox.note(session, list(session.scalars(hidden.returning(ProviderRow.id))))
        session.commit()
    follow_changes(held.database, held.engine)
    cards = (generations.current(held.settings.index) or Path()) / card_file.NAME
    assert b"Hiddenbrook" not in cards.read_bytes()


def _walked(app: Flask) -> tuple[list[str], list[tuple[str, str]]]:
    """Every door: those that tell of the site at all, and those that tell where it is."""
    (hidden,) = [each for each in _all(app) if each.startswith("willow")]
    client = app.test_client()
    opened = {address: _text(client, address) for address in _addresses(app, client, hidden)}
    told = [address for address, text in opened.items() if "Willow Shelter" in text]
    leaks = [
        (address, secret)
        for address, text in opened.items()
        for secret in SECRETS
        if secret in text
    ]
    return told, leaks


def test_it_is_found_by_its_city_and_not_by_its_street(imported: Flask) -> None:
    client = imported.test_client()

    by_city = client.get("/api/search?near=Denver, CO&radius=10").get_json()
    by_street = client.get("/api/search?q=Hiddenbrook&exact=1").get_json()

    assert "willow-shelter-denver-co" in [each["slug"] for each in by_city["results"]]
    assert by_street["total"] == 0


@pytest.mark.national
def test_the_real_list_hides_thirteen(app: Flask, shared_data: Path) -> None:
    path = shared_data / "colorado-ladders-2023-05-16.csv"
    app.test_cli_runner().invoke(args=["import", str(path)])
    with context.held(app).database.reading() as session:
        sites = [site for batch in listings.all_in_batches(session) for site in batch]

    hidden = [site for site in sites if site.address.confidential]

    assert len(hidden) == 13
    for site in hidden:
        assert (site.address.street, site.address.zip, site.address.point) == ("", "", None)
        page = app.test_client().get(f"/providers/{site.slug}").text
        assert "Address kept private, CO" in page
        assert "Please contact this provider directly" not in page


def _text(client: FlaskClient, address: str) -> str:
    with client.get(address) as answer:
        assert answer.status_code < 500, address
        assert answer.status_code != 429, "a door that is shut for a while proves nothing"
        return answer.get_data(as_text=True)


def _all(app: Flask) -> list[str]:
    with context.held(app).database.reading() as session:
        return [site.slug for batch in listings.all_in_batches(session) for site in batch]


def _addresses(app: Flask, client: FlaskClient, slug: str) -> Iterator[str]:
    """Every address that answers to GET, asked for the listing in all the ways there are."""
    asked = urlencode([*ASKED.items(), ("provider", slug), ("provider", "open-house-denver-co")])
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith("/static"):
            continue
        for values in _values(client, rule, slug) if rule.arguments else [{}]:
            address = app.url_map.bind("localhost").build(rule.endpoint, values)
            yield address
            yield f"{address}?provider={slug}"
            yield f"{address}?{asked}"


def _values(client: FlaskClient, rule: Rule, slug: str) -> list[dict[str, object]]:
    """What may stand in the variable parts of an address."""
    if "id_" in rule.arguments and rule.rule.startswith("/api/"):
        return [
            {"id_": each, **({"kind": kind} if kind else {})}
            for kind, each in _ids(client, rule.rule)
        ]
    known = {"slug": slug, "state": "co", "number": 1, "edition": "1", "name": "pins", "rest": slug}
    return [{name: known.get(name, _any(rule, name)) for name in rule.arguments}]


def _any(rule: Rule, name: str) -> object:
    converter = rule._converters[name]
    if isinstance(converter, NumberConverter):
        return 1
    return (
        sorted(converter.items)[0] if isinstance(converter, AnyConverter) else "HealthcareService"
    )


def _ids(client: FlaskClient, rule: str) -> Iterator[tuple[str, str]]:
    if rule.startswith("/api/fhir"):
        for kind in ("HealthcareService", "Location", "Organization"):
            answer = client.get(f"/api/fhir/{kind}?_count=50").get_json()
            yield from ((kind, each["resource"]["id"]) for each in answer.get("entry", []))
        return
    answer = client.get(rule.partition("/<")[0]).get_json() or {}
    yield from (("", each["id"]) for each in answer.get("contents", []))
