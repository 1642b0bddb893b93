"""The queue, and what editors decide about what was sent in."""

import pytest
from flask import Flask

from directory.domain.accounts import Role
from directory.domain.people import Actor
from directory.domain.revisions import Revision, RevisionStatus
from directory.storage import revisions
from tests import people
from tests.factories import Make
from tests.web import reviewing
from tests.web.html import PageClient
from tests.web.reviewing import EDITOR, OTHER, Desk


@pytest.fixture
def desk(app: Flask, client: PageClient, make: Make) -> Desk:
    return reviewing.desk(app, client, make)


def now(desk: Desk, revision: Revision) -> Revision:
    with desk.office.database.reading() as session:
        found = revisions.by_id(session, revision.id)
    assert found is not None
    return found


def address(revision: Revision, act: str = "") -> str:
    kind = "submission" if revision.kind == "submission" else "change"
    return f"/review/{kind}/{revision.id}{act}"


def test_only_editors_with_a_second_proof_come_in(app: Flask, client: PageClient) -> None:
    people.account(app, "pat@x.example")
    people.account(app, EDITOR, Role.EDITOR)

    unknown = client.get("/review")
    people.sign_in(client, "pat@x.example")
    provider = client.get("/review")
    people.sign_in(client, EDITOR, is_proven=False)
    unproven = client.get("/review")
    people.sign_in(client, EDITOR)
    proven = client.get("/review")

    assert (unknown.status_code, provider.status_code) == (302, 403)
    assert "second-factor" in unproven.headers["Location"]
    assert proven.status_code == 200
    assert proven.headers["Cache-Control"] == "no-store, private"


def test_the_queue_holds_all_kinds_and_is_narrowed(desk: Desk) -> None:
    site, other = desk.make.listing("Harbor House"), desk.make.listing("Quay House")
    desk.submitted()
    desk.changed(site, website="https://new.example")
    desk.claimed(other)
    desk.reported(other)
    desk.doubted(other, site)

    page = desk.client.page("/review")
    claims = desk.client.page("/review", only="claim")
    elsewhere = desk.client.page("/review", state="WI")
    old = desk.client.page("/review", days="7")

    rows = [row for row in page.all("tr") if "data-item" in row.attrib]
    assert len(rows) == 5
    assert "5 in all" in page.main
    assert "Report of a mistake" in page.main
    assert "Website" in page.main
    assert [row for row in claims.all("tr") if "data-item" in row.attrib].__len__() == 1
    assert "Nothing waits that fits" in elsewhere.main
    assert "Nothing waits that fits" in old.main


def test_a_submission_is_read_with_who_sent_it_and_what_is_wrong_with_it(desk: Desk) -> None:
    sent = desk.submitted()

    page = desk.client.page(address(sent))

    assert page.heading == "Bayside Clinic"
    assert "pat@bayside.example" in page.main
    assert "Nothing from this address was decided before" in page.main
    assert "5:30 PM to 8:30 PM" in page.main
    assert page.values("part")


def test_a_submission_shows_what_may_be_the_same_place(desk: Desk) -> None:
    site = desk.make.listing("Bayside Clinic")
    sent = desk.submitted()

    page = desk.client.page(address(sent))

    assert "May be here already" in page.main
    assert page.link("Bayside Clinic") == f"/review/listing/{site.slug}"


def test_accepted_it_is_shown_and_the_next_one_opens(desk: Desk) -> None:
    sent = desk.submitted()
    site = desk.make.listing("Harbor House")
    waits = desk.changed(site, website="https://new.example")
    parts = desk.client.page(address(sent)).values("part")

    answer = desk.client.post(address(sent, "/accept"), data={"part": parts})

    assert answer.headers["Location"] == address(waits)
    assert now(desk, sent).status is RevisionStatus.ACCEPTED
    assert "Accepted: Bayside Clinic." in desk.client.get(address(waits)).text
    assert desk.client.get("/providers/bayside-clinic-peoria-il").status_code == 200
    assert "is now in the directory" in desk.office.mail()[-1][1]


def test_some_of_it_is_accepted_and_the_rest_is_named_in_the_mail(desk: Desk) -> None:
    site = desk.make.listing("Harbor House")
    sent = desk.changed(site, website="https://new.example", description="The best of all.")

    desk.client.post(address(sent, "/accept"), data={"part": ["website"], "reason": "wording"})

    assert set(now(desk, sent).accepted or {}) == {"website"}
    to, subject, body = desk.office.mail()[-1]
    assert "Description" in body
    assert "promise more than anybody can check" in body
    assert (to, subject.startswith("Part of")) == (sent.email, True)


def test_words_are_marked_where_they_stand_and_put_right_while_accepting(desk: Desk) -> None:
    site = desk.make.listing("Harbor House")
    sent = desk.changed(site, description="We help addicts with a 98 % success rate.")

    page = desk.client.page(address(sent))
    better = {"part": ["description"], "text/description": "We help people with addiction."}
    desk.client.post(address(sent, "/accept"), data=better)

    assert "addicts" in page.texts("mark")
    assert any("98" in each for each in page.texts("mark"))
    text = desk.client.get(f"/providers/{site.slug}").text
    assert "We help people with addiction." in text
    assert "98 %" not in text
    assert "We help people with addiction." in desk.office.mail()[-1][2]


def test_what_an_editor_put_right_is_not_told_as_missing(desk: Desk) -> None:
    site = desk.make.listing("Harbor House")
    sent = desk.changed(site, description="We help addicts.")

    better = {"part": ["description"], "text/description": "We help people."}
    desk.client.post(address(sent, "/accept"), data=better)

    body = desk.office.mail()[-1][2]
    assert "This is not shown" not in body
    assert "An editor put this right, and it is shown so:\n- " in body
    assert "No further reason was given" in body
    assert now(desk, sent).reason == ""


def test_a_reason_can_be_given_where_only_some_is_ticked(desk: Desk) -> None:
    sent = desk.changed(desk.make.listing(), website="https://new.example")

    page = desk.client.page(address(sent))

    form = page.one("form", action=address(sent, "/accept"))
    assert {"reason", "words"} <= {each.get("name") for each in form.iter()}


def test_accepted_whole_without_a_reason_none_is_kept(desk: Desk) -> None:
    sent = desk.changed(desk.make.listing(), website="https://new.example")

    desk.client.post(address(sent, "/accept"), data={"all": "1"})

    assert now(desk, sent).reason == ""


def test_nothing_ticked_is_nothing_accepted(desk: Desk) -> None:
    sent = desk.changed(desk.make.listing(), website="https://new.example")

    answer = desk.client.post(address(sent, "/accept"))

    assert "Nothing is ticked" in answer.text
    assert now(desk, sent).status is RevisionStatus.PENDING


def test_refused_with_a_reason_that_is_looked_at_first_and_mailed(desk: Desk) -> None:
    sent = desk.submitted()
    reason = {"reason": "listed", "words": "See Bay House."}

    silent = desk.client.post(address(sent, "/refuse"))
    looked = desk.client.post(address(sent, "/refuse"), data={**reason, "look": "1"})
    before = now(desk, sent).status
    desk.client.post(address(sent, "/refuse"), data=reason)

    assert "Please choose a reason" in silent.text
    assert "The mail that would be sent" in looked.text
    assert "See Bay House." in looked.text
    assert before is RevisionStatus.PENDING
    assert now(desk, sent).status is RevisionStatus.REFUSED
    assert "See Bay House." in desk.office.mail()[-1][2]


def test_two_editors_at_once_the_second_is_told(desk: Desk) -> None:
    sent = desk.submitted()
    second = desk.second()
    parts = desk.client.page(address(sent)).values("part")

    seen = second.page(address(sent))
    tried = second.post(address(sent, "/refuse"), data={"reason": "listed"}, follow_redirects=True)
    desk.client.post(address(sent, "/accept"), data={"part": parts})
    late = second.post(address(sent, "/accept"), data={"part": parts}, follow_redirects=True)

    assert f"{EDITOR} reads this" in seen.main
    assert not [each for each in seen.all("button") if each.get("data-key") == "a"]
    assert "another editor was first" in tried.text
    assert "another editor was first" in late.text
    assert f"by {EDITOR}" in late.text
    assert len([mail for mail in desk.office.mail() if mail[0] == sent.email]) == 1


def test_left_alone_another_editor_takes_it(desk: Desk) -> None:
    sent = desk.submitted()
    second = desk.second()
    desk.client.get(address(sent))

    desk.client.post(address(sent, "/release"))
    second.get(address(sent))

    assert now(desk, sent).taken_by == OTHER


def test_what_others_changed_meanwhile_is_shown(desk: Desk) -> None:
    site = desk.make.listing("Harbor House", website="https://old.example")
    mine = desk.changed(site, website="https://mine.example")
    first = desk.office.proposed(
        desk.office.kept_by(people_actor(desk), site.id), site.id, website="https://first.example"
    )
    desk.client.post(address(first, "/accept"), data={"part": ["website"]})

    page = desk.client.page(address(mine))

    assert "Changed meanwhile by others" in page.main
    assert "Changed by somebody else, too" in page.main
    assert "https://first.example" in page.main


def people_actor(desk: Desk) -> Actor:
    return people.account(desk.app, "other@harbor.example").actor


def test_accepted_it_can_be_undone(desk: Desk) -> None:
    site = desk.make.listing("Harbor House", website="https://old.example")
    sent = desk.changed(site, website="https://new.example")
    desk.client.get(address(sent))
    desk.client.post(address(sent, "/accept"), data={"part": ["website"]})

    undone = desk.client.post(f"/review/undo/{sent.id}", follow_redirects=True)
    again = desk.client.post(f"/review/undo/{sent.id}", follow_redirects=True)

    assert "Undone: Harbor House." in undone.text
    assert "Nothing of it stands any more" in again.text
    assert "https://old.example" in desk.client.get(f"/providers/{site.slug}").text


def test_what_was_shown_at_once_is_taken_back_when_it_is_refused(desk: Desk) -> None:
    site = desk.make.listing("Harbor House")
    keeper = desk.office.kept_by(people_actor(desk), site.id, trusted=True)
    sent = desk.office.proposed(keeper, site.id, phone__main=["+13095550188"])

    waits = desk.client.get(address(sent)).text
    before = desk.client.get(f"/providers/{site.slug}").text
    desk.client.post(address(sent, "/refuse"), data={"reason": "unreached"})
    after = desk.client.get(f"/providers/{site.slug}").text

    assert "it is taken back" in waits
    assert "(309) 555-0188" in before
    assert "(309) 555-0188" not in after
    assert f"/review/undo/{sent.id}" not in desk.client.get(address(sent)).text


def test_the_page_is_seen_as_readers_would_see_it(desk: Desk) -> None:
    sent = desk.submitted()
    changed = desk.changed(desk.make.listing("Harbor House"), description="Near the harbor.")

    new = desk.client.page(f"/review/preview/{sent.id}")
    edited = desk.client.page(f"/review/preview/{changed.id}")

    assert new.heading == "Bayside Clinic"
    assert "Near the harbor." in edited.main
    assert "Only you see this" in desk.client.get(f"/review/preview/{sent.id}").text


def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    for path in ("submission/99", "claim/x", "conflict/99", "duplicate/1-2", "nothing/1"):
        assert desk.client.get(f"/review/{path}").status_code == 404


def test_the_spanish_address_leads_to_the_english_one(desk: Desk) -> None:
    assert desk.client.get("/es/review").headers["Location"] == "/review"
