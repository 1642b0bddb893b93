"""The overview, the audit trail, and what editors do of their own accord."""

import csv
import json
from io import StringIO

import pytest
from flask import Flask

from directory.domain.acts import Act, Deed
from directory.domain.people import Actor
from directory.storage import audit
from tests.factories import PEORIA, Make, program
from tests.web import reviewing
from tests.web.html import Page, PageClient, words
from tests.web.reviewing import EDITOR, Desk
from tests.web.sending import send


@pytest.fixture
def desk(app: Flask, client: PageClient, make: Make) -> Desk:
    return reviewing.desk(app, client, make)


def noted(desk: Desk, *deeds: Deed, who: str = "pat@x.example") -> None:
    with desk.office.database.writing() as session:
        for deed in deeds:
            audit.note(session, Actor(who), deed)
        session.commit()


def test_the_overview_says_what_is_fresh_covered_and_waiting(desk: Desk) -> None:
    desk.make.listing("Harbor House", address=PEORIA)
    desk.make.listing("Quay House", programs=(program("outpatient"),), confirmed_on=None)
    desk.submitted()

    page = desk.client.page("/review/overview", state="IL")

    rows = {name: numbers for name, *numbers in ([*map(words, row)] for row in page.all("tr"))}
    assert rows["Peoria"] == ["2", "2", "1"]
    assert rows["Cook"] == ["none", "none", "none"]
    assert "1 of no known day" in page.main
    assert "1 New listings" in page.main


def test_the_trail_is_narrowed_and_taken_along(desk: Desk) -> None:
    site = desk.make.listing("Harbor House")
    noted(desk, Deed(Act.CLAIMED, "harbor", site.id), Deed(Act.REPORTED, "=1+1", site.id))
    noted(desk, Deed(Act.CONFIRMED, "quay"), who="lee@x.example")

    page = desk.client.page("/review/audit")
    by_person = desk.client.page("/review/audit", who="lee")
    by_listing = desk.client.page("/review/audit", listing=site.slug, act="claimed")
    other_day = desk.client.page("/review/audit", day="2020-01-01")
    table = desk.client.get("/review/audit.csv").text
    lines = desk.client.get("/review/audit.jsonl", query_string={"who": "lee"}).text

    assert "3 acts" in page.main
    assert by_person.texts("th", scope="row") == ["confirmed"]
    assert by_listing.texts("th", scope="row") == ["claimed"]
    assert "Nothing fits" in other_day.main
    rows = list(csv.DictReader(StringIO(table)))
    assert [row["subject"] for row in rows] == ["harbor", "'=1+1", "quay"]
    assert len({row["digest"] for row in rows}) == 3
    (line,) = lines.splitlines()
    assert json.loads(line)["act"] == "confirmed"


def test_the_trail_is_checked(desk: Desk) -> None:
    noted(desk, Deed(Act.CONFIRMED, "quay"))

    page = desk.client.page("/review/audit/check")

    assert "The trail is whole" in page.main


def test_fifty_acts_stand_on_a_page_and_the_older_follow(desk: Desk) -> None:
    noted(desk, *(Deed(Act.CONFIRMED, f"site {number}") for number in range(60)))

    page = desk.client.page("/review/audit")
    older = Page(desk.client.get(page.link("Older")).text)

    assert len(page.texts("th", scope="row")) == 50
    assert len(older.texts("th", scope="row")) == 10


def test_an_editor_edits_a_listing_at_once_and_undoes_it(desk: Desk) -> None:
    site = desk.make.listing("Harbor House")
    begun = desk.client.get(f"/review/listing/{site.slug}/edit").headers["Location"]

    send(desk.client, begun, {"name": "Harbor Home"})
    looked = desk.client.page(f"/review/listing/{site.slug}/check")
    preview = desk.client.page(f"/review/listing/{site.slug}/preview")
    desk.client.post(f"/review/listing/{site.slug}/publish")
    shown = desk.client.page(f"/providers/{site.slug}")
    page = desk.client.page(f"/review/listing/{site.slug}")
    desk.client.post("/review/undo/1")

    assert "Harbor Home" in looked.main
    assert preview.heading == "Harbor Home"
    assert shown.heading == "Harbor Home"
    assert "edit, accepted" in page.main
    assert desk.client.page(f"/providers/{site.slug}").heading == "Harbor House"


def test_changes_can_be_thrown_away(desk: Desk) -> None:
    site = desk.make.listing("Harbor House")
    begun = desk.client.get(f"/review/listing/{site.slug}/edit").headers["Location"]
    send(desk.client, begun, {"name": "Harbor Home"})

    desk.client.post(f"/review/listing/{site.slug}/discard")

    assert desk.client.get(f"/review/listing/{site.slug}/check").status_code == 404
    answer = desk.client.post(f"/review/listing/{site.slug}/publish", follow_redirects=True)
    assert "There are no changes under way." in answer.text


def test_an_editor_pauses_closes_and_shows_again(desk: Desk) -> None:
    site = desk.make.listing("Harbor House")
    address = f"/review/listing/{site.slug}/turn"

    desk.client.post(address, data={"to": "close", "reason": "The house burned down"})
    closed = desk.client.get(f"/providers/{site.slug}")
    page = desk.client.page(f"/review/listing/{site.slug}")
    desk.client.post(address, data={"to": "show"})

    assert closed.status_code == 410
    assert "The house burned down" in page.main
    assert desk.client.get(f"/providers/{site.slug}").status_code == 200
    assert desk.client.post(address, data={"to": "nowhere"}).status_code == 400


def test_an_editor_trusts_an_organization_and_removes_a_member(desk: Desk) -> None:
    site = desk.make.listing("Harbor House")
    kit = reviewing.account(desk, "kit@harbor.example")
    desk.office.kept_by(kit, site.id)
    address = f"/review/listing/{site.slug}"

    desk.client.post(f"{address}/trust", data={"trust": "1"})
    trusted = desk.client.page(address)
    desk.client.post(f"{address}/remove/{kit.account_id}")
    alone = desk.client.page(address)

    assert "Harbor: 1 listing, trusted" in trusted.main
    assert "kit@harbor.example" in trusted.main
    assert "Nobody with an account." in alone.main
    assert EDITOR in desk.client.page("/review/audit", act="trusted").main


def test_a_listing_is_found_by_its_address(desk: Desk) -> None:
    site, other = desk.make.listing("Harbor House"), desk.make.listing("Quay House")
    whole = f"https://directory.example/providers/{site.slug}"

    found = desk.client.get("/review/listing", query_string={"slug": whole})
    lost = desk.client.get("/review/listing", query_string={"slug": "x"}, follow_redirects=True)
    merge = desk.client.get(
        f"/review/listing/{site.slug}/merge", query_string={"other": other.slug}
    )

    assert found.headers["Location"] == f"/review/listing/{site.slug}"
    assert "There is no listing of that address." in lost.text
    assert merge.headers["Location"] == f"/review/merge/{site.id}/{other.id}"
