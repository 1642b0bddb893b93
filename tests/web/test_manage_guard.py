"""Whom the pages below /manage let in. It is asked of every route, by the map of the routes."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from directory.web import manage
from tests.factories import Make
from tests.web import managing
from tests.web.html import PageClient
from tests.web.managing import EVE, Kept


@pytest.fixture
def house(app: Flask, make: Make) -> Kept:
    return managing.kept(app, make.listing())


@pytest.fixture
def stranger(app: Flask) -> PageClient:
    return managing.client(app, EVE)


def rules(app: Flask) -> list[Rule]:
    return [each for each in app.url_map.iter_rules() if each.rule.startswith("/manage")]


def asked(house: Kept) -> Iterator[tuple[str, str]]:
    """The address and method of every route, about this house."""
    values = {
        "slug": house.listing.slug,
        "organization": str(house.organization),
        "page": "place",
        "revision": "1",
        "invitation": "1",
        "account": str(house.person.id),
        "name": "programs.csv",
        "secret": "none",
    }
    for rule in rules(house.app):
        address = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: values[match[1]], rule.rule)
        yield from ((address, each) for each in sorted((rule.methods or set()) & {"GET", "POST"}))


def test_every_route_is_of_a_listing_or_an_organization_or_named_as_ones_own(app: Flask) -> None:
    others = [each.endpoint for each in rules(app) if not set(manage.ABOUT) & set(each.arguments)]

    assert sorted(others) == sorted(f"manage.{name}" for name in manage.OWN)
    assert len(rules(app)) == len(manage.ROUTES)


def test_nobody_comes_in_without_signing_in(app: Flask, house: Kept) -> None:
    visitor = PageClient(app, app.response_class)

    for address, method in asked(house):
        answer = visitor.open(address, method=method)
        assert answer.status_code == 302, address
        assert "/account/sign-in" in answer.location, address


def test_someone_elses_listing_is_as_if_there_were_none(house: Kept, stranger: PageClient) -> None:
    own = {"/manage", "/manage/confirm", "/manage/invitation/none"}

    for address, method in asked(house):
        if address not in own:
            answer = stranger.open(address, method=method)
            assert answer.status_code == 404, f"{method} {address}"
            assert house.listing.name not in answer.text


def test_what_is_there_and_what_is_not_look_alike(house: Kept, stranger: PageClient) -> None:
    theirs = stranger.get(house.address)
    nobodys = stranger.get("/manage/nowhere-at-all")

    assert theirs.text.replace(house.listing.slug, "nowhere-at-all") == nobodys.text


def test_a_listing_that_nobody_keeps_is_nobodys(house: Kept, make: Make) -> None:
    free = make.listing("Free House")

    assert house.client.get(f"/manage/{free.slug}").status_code == 404


def test_a_stranger_changes_nothing(house: Kept, stranger: PageClient) -> None:
    for address, method in asked(house):
        if method == "POST":
            stranger.post(address, data={"sure": "yes", "email": EVE})

    assert house.revisions() == []
    assert house.now() == house.listing
    assert house.client.get(house.address).status_code == 200


def test_who_left_is_a_stranger(house: Kept) -> None:
    colleague = house.join("kim@harbor.example")
    colleague.post(f"{house.people}/leave")

    assert colleague.get(house.address).status_code == 404
    assert colleague.get(house.people).status_code == 404


def test_a_revision_of_another_listing_cannot_be_reached_by_ones_own(
    house: Kept, make: Make
) -> None:
    other = make.listing("Other House")
    theirs = managing.kept_by(house.app, other, EVE)
    sent = theirs.sent(name="Another name")

    answers = [
        house.post(f"/withdraw/{sent.id}"),
        house.post(f"/undo/{sent.id}"),
        house.client.get(f"{house.address}/undo/{sent.id}"),
    ]

    assert [each.status_code for each in answers] == [404, 404, 404]


def test_a_page_is_kept_by_no_cache(house: Kept) -> None:
    assert house.client.get(house.address).headers["Cache-Control"] == "no-store, private"


def test_without_a_token_nothing_is_done(house: Kept) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = True
    bodies = [each for each in asked(house) if each[1] == "POST"]

    answers = {address: house.client.post(address, data={}).status_code for address, _ in bodies}

    formed = {f"{house.address}/edit/place", f"{house.address}/small"}
    assert {address for address, code in answers.items() if code != 400} == formed
    assert house.now() == house.listing
