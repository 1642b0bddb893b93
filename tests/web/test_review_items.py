"""Claims, reports, conflicts with lists, likely duplicates, merges: as editors settle them."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import update

from directory.domain.facts import Answer
from directory.domain.listings import Listing
from directory.services.import_listings import import_listings
from directory.services.import_report import Report
from directory.storage import claims, corrections, organizations, statuses
from directory.storage.gazetteer import Gazetteer
from directory.storage.models import ClaimRow
from tests.factories import PEORIA, Make, listing, said
from tests.services.imported import Import, county_list, every, only, provider_says, provider_writes
from tests.web import reviewing
from tests.web.html import PageClient
from tests.web.reviewing import EDITOR, Desk


@pytest.fixture
def desk(app: Flask, client: PageClient, make: Make) -> Desk:
    return reviewing.desk(app, client, make)


@pytest.fixture
def bring_county(desk: Desk, gazetteer: Gazetteer) -> Import:
    """Import a county's own list of these listings."""

    def bringing(*told: Listing, year: int = 2026) -> Report:
        with desk.office.database.writing() as session:
            return import_listings(session, county_list(told, year), gazetteer)

    return bringing


def test_a_claim_is_accepted_and_its_account_keeps_the_listing(desk: Desk) -> None:
    site = desk.make.listing("Harbor House")
    id_ = desk.claimed(site)

    page = desk.client.page(f"/review/claim/{id_}")
    coded = desk.client.post(f"/review/claim/{id_}/code")
    prove(desk, id_)
    desk.client.post(f"/review/claim/{id_}/decide", data={"accept": "1"})

    assert "lee@harbor.example" in page.main
    assert "(309) 555-0100" in page.main
    assert "Say this code" in coded.text
    with desk.office.database.reading() as session:
        standing = statuses.of(session, site.id)
        assert standing is not None
        members = organizations.members(session, standing.organization_id or 0)
        owner = organizations.by_id(session, standing.organization_id or 0)
    assert [each.email for each in members] == ["lee@harbor.example"]
    assert owner is not None
    assert owner.name == "Harbor Group"
    assert desk.office.mail()[-1][0] == "lee@harbor.example"


def prove(desk: Desk, id_: int) -> None:
    with desk.office.database.writing() as session:
        claims.prove(session, id_)
        session.commit()


def test_a_claim_that_nothing_proves_is_not_accepted(desk: Desk) -> None:
    id_ = desk.claimed(desk.make.listing("Harbor House"))

    early = desk.client.post(f"/review/claim/{id_}/decide", data={"accept": "1"})

    assert "Nothing proves this claim yet" in early.text
    with desk.office.database.reading() as session:
        claim = claims.by_id(session, id_)
    assert claim is not None
    assert claim.status.value == "open"


def test_an_editor_who_made_sure_otherwise_says_so(desk: Desk) -> None:
    site, other = desk.make.listing("Harbor House"), desk.make.listing("Quay House")
    keeper = desk.office.kept_by(reviewing.account(desk, "kit@harbor.example"), site.id)
    with desk.office.database.writing() as session:
        statuses.give(session, other.id, keeper.organization_id or 0)
        session.commit()
    id_ = desk.claimed(site)

    page = desk.client.page(f"/review/claim/{id_}")
    sure = {"accept": "1", "otherwise": "1"}
    desk.client.post(f"/review/claim/{id_}/decide", data=sure)

    assert "change all 2 listings of Harbor" in page.main
    assert "made sure in another way" in desk.client.get("/review/audit").text
    assert "kit@harbor.example" in [to for to, _, _ in desk.office.mail()]


def test_a_claim_is_refused_once_with_a_reason(desk: Desk) -> None:
    id_ = desk.claimed(desk.make.listing("Harbor House"))
    second = desk.second()

    silent = desk.client.post(f"/review/claim/{id_}/decide")
    desk.client.post(f"/review/claim/{id_}/decide", data={"reason": "unproven"})
    late = second.post(f"/review/claim/{id_}/decide", data={"accept": "1"}, follow_redirects=True)

    assert "Please choose a reason" in silent.text
    assert "We could not make sure" in desk.office.mail()[-1][2]
    assert "another editor was first" in late.text
    assert f"Refused</strong> by {EDITOR}" in " ".join(late.text.split())
    with desk.office.database.reading() as session:
        claim = claims.by_id(session, id_)
    assert claim is not None
    assert claim.status.value == "refused"


def test_a_document_is_taken_along_by_editors_only(desk: Desk, app: Flask) -> None:
    id_ = desk.claimed(desk.make.listing())
    name = "0123456789abcdef0123456789abcdef.pdf"
    folder = desk.office.held.settings.documents
    folder.mkdir()
    (folder / name).write_bytes(b"%PDF-1.7")
    with desk.office.database.writing() as session:
        session.execute(update(ClaimRow).values(document=name))
        session.commit()

    answer = desk.client.get(f"/review/claim/{id_}/document")
    stranger = app.test_client().get(f"/review/claim/{id_}/document")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.data == b"%PDF-1.7"
    answer.close()
    assert stranger.status_code == 302


def test_a_mistake_is_mended_as_an_editors_word(desk: Desk) -> None:
    site = desk.make.listing("Harbor House", website="https://old.example")
    id_ = desk.reported(site)

    page = desk.client.page(f"/review/correction/{id_}")
    mended = {"right": "1", "becomes": "https://new.example"}
    desk.client.post(f"/review/correction/{id_}/answer", data=mended)

    assert "It is gone" in page.main
    assert "https://new.example" in desk.client.get(f"/providers/{site.slug}").text
    assert "It was a mistake" in desk.client.page(f"/review/correction/{id_}").main


def test_no_mistake_is_mended_while_it_is_still_shown(desk: Desk) -> None:
    site = desk.make.listing(
        website="https://old.example", statements=(said("therapy", "cbt", Answer.NO),)
    )
    id_, about = desk.reported(site), desk.reported(site, about="says/therapy/cbt")

    same = {"right": "1", "becomes": "https://old.example"}
    answer = desk.client.post(f"/review/correction/{id_}/answer", data=same)
    page = desk.client.page(f"/review/correction/{about}")

    assert "Change it first, here or in the listing" in answer.text
    assert [each.get("value") for each in page.all("option") if "selected" in each.attrib] == ["no"]


def test_what_is_shown_is_true_and_that_is_said_once(desk: Desk) -> None:
    id_ = desk.reported(desk.make.listing(), about="says/therapy/cbt", said="They do not")
    second = desk.second()

    first_page = desk.client.page(f"/review/correction/{id_}")
    second_page = second.page(f"/review/correction/{id_}")
    desk.client.post(f"/review/correction/{id_}/answer", data={"wrong": "1"})
    late = second.post(
        f"/review/correction/{id_}/answer", data={"right": "1"}, follow_redirects=True
    )

    assert first_page.all("select", id="becomes")
    assert f"{EDITOR} reads this" in second_page.main
    assert "another editor was first" in late.text
    with desk.office.database.reading() as session:
        report = corrections.by_id(session, id_)
    assert report is not None
    assert report.status.value == "wrong"


def test_what_an_editor_keeps_comes_again_only_with_something_new(
    desk: Desk, bring_county: Import
) -> None:
    told = listing("Harbor House", website="https://list.example")
    bring_county(told)
    site = only(desk.office.database)
    provider_writes(desk.office.database, site.id, website="https://own.example")

    waits = desk.client.page("/review", only="conflict").main
    kept = {"point": "website|", "keep": "1"}
    desk.client.post(f"/review/conflict/{site.id}/settle", data=kept)
    after = desk.client.page("/review", only="conflict").main
    again = desk.client.post(f"/review/conflict/{site.id}/settle", data=kept, follow_redirects=True)
    bring_county(told, year=2027)
    same = desk.client.page("/review", only="conflict").main
    bring_county(replace(told, website="https://news.example"), year=2028)
    new = desk.client.page("/review", only="conflict").main

    assert "Website" in waits
    assert "Nothing waits" in after
    assert "another editor was first" in again.text
    assert "Nothing waits" in same
    assert "Website" in new


def test_an_editor_takes_what_the_list_says(desk: Desk, bring_county: Import) -> None:
    told = listing(
        "Harbor House", website="https://list.example", statements=(said("therapy", "cbt"),)
    )
    bring_county(told)
    site = only(desk.office.database)
    provider_writes(desk.office.database, site.id, website="https://own.example")
    provider_says(desk.office.database, site.id, said("therapy", "cbt", Answer.NO))
    address = f"/review/conflict/{site.id}/settle"

    both = desk.client.page(f"/review/conflict/{site.id}").main
    desk.client.post(address, data={"point": "website|", "theirs": "1"})
    desk.client.post(address, data={"point": "therapy/cbt|", "theirs": "1"})

    now = only(desk.office.database)
    assert "https://own.example" in both
    assert "https://list.example" in both
    assert now.website == "https://list.example"
    assert {each.answer for each in now.statements if each.about.slug == "cbt"} == {Answer.YES}
    assert "Nothing is open here" in desk.client.page(f"/review/conflict/{site.id}").main


def test_the_provider_is_asked_by_mail(desk: Desk, bring_county: Import) -> None:
    bring_county(listing("Harbor House", website="https://list.example"))
    site = only(desk.office.database)
    provider_writes(desk.office.database, site.id, website="https://own.example")
    desk.office.kept_by(reviewing.account(desk, "kit@harbor.example"), site.id)

    asked = {"point": "website|", "ask": "1"}
    desk.client.post(f"/review/conflict/{site.id}/settle", data=asked)

    to, subject, body = desk.office.mail()[-1]
    assert to == "kit@harbor.example"
    assert "Which is right for Harbor House" in subject
    assert "https://list.example" in body


def test_two_places_stay_apart_for_good(desk: Desk) -> None:
    older, newer = desk.make.listing("Harbor House"), desk.make.listing("Harbor Homes")
    ref = desk.doubted(newer, older)
    second = desk.second()

    page = desk.client.page(f"/review/duplicate/{ref}")
    desk.client.post(f"/review/duplicate/{ref}/decide", data={"apart": "1"})
    late = second.post(
        f"/review/duplicate/{ref}/decide", data={"apart": "1"}, follow_redirects=True
    )

    assert "Harbor House" in page.main
    assert "The same street and telephone" in page.main
    assert "another editor was first" in late.text
    assert "kept apart" in late.text
    assert "Nothing waits" in desk.client.page("/review").main


def test_one_place_is_merged_looked_at_before_and_undone(desk: Desk) -> None:
    older = desk.make.listing("Harbor House")
    newer = desk.make.listing("Harbor Homes", website="https://homes.example")
    ref = desk.doubted(newer, older)

    leads = desk.client.post(f"/review/duplicate/{ref}/decide", data={"same": "1"})
    address = leads.headers["Location"]
    form = desk.client.page(address)
    preview = desk.client.post(f"{address}/preview", data={"field/name": "gone"})
    merged = desk.client.post(address, data={"field/name": "gone"}, follow_redirects=True)
    moved = desk.client.get(f"/providers/{newer.slug}")
    shown = desk.client.page(f"/providers/{older.slug}")
    undone = desk.client.post("/review/merges/1/undo", follow_redirects=True)

    assert form.values("field/name") == ["kept"]
    assert "Only you see this" in preview.text
    assert "<h1>Harbor Homes</h1>" in preview.text
    assert "is now part of Harbor House" in merged.text
    assert moved.headers["Location"].endswith(older.slug)
    assert shown.heading == "Harbor Homes"
    assert "Both are as they were" in undone.text
    assert desk.client.page(f"/providers/{newer.slug}").heading == "Harbor Homes"
    assert len(every(desk.office.database)) == 2


def test_a_merge_shows_no_private_street_unless_the_place_agreed(desk: Desk) -> None:
    older = desk.make.listing("Harbor House")
    newer = desk.make.listing("Harbor Homes", address=replace(PEORIA, confidential=True))
    address = f"/review/merge/{older.id}/{newer.id}"

    form = desk.client.page(address)
    silent = desk.client.post(f"{address}/preview", data={"field/address": "kept"})
    agreed = desk.client.post(f"{address}/preview", data={"field/address": "kept", "street": "on"})

    assert "Show the street: the place agreed" in form.main
    assert form.values("street") == []
    assert PEORIA.street not in silent.text
    assert PEORIA.street in agreed.text


def test_what_cannot_be_merged_is_said(desk: Desk) -> None:
    site = desk.make.listing("Harbor House")

    answer = desk.client.get(f"/review/merge/{site.id}/{site.id}", follow_redirects=True)

    assert "These two cannot be merged" in answer.text
