"""Several people keep the listings of one organization, and each can go."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from directory.domain import limits
from directory.domain.acts import Act
from directory.services import invite_member, send_invitation
from directory.storage import audit, kept, organizations
from directory.web import visitor
from tests import people
from tests.factories import Make
from tests.web import managing
from tests.web.html import Page, PageClient
from tests.web.managing import EVE, KIM, Kept, told


@pytest.fixture
def house(app: Flask, make: Make) -> Kept:
    return managing.kept(app, make.listing())


def invite(house: Kept, email: str = KIM, **more: str) -> int:
    return house.client.post(f"{house.people}/invite", data={"email": email, **more}).status_code


def link(house: Kept) -> str:
    """Of the last letter."""
    return people.mail(house.app)[-1].link


def members(house: Kept) -> list[str]:
    with house.reading() as session:
        return [each.email for each in organizations.members(session, house.organization)]


def acts(house: Kept) -> list[str]:
    with house.reading() as session:
        return [each.act for each in audit.entries(session)]


def test_whoever_is_invited_joins_by_the_link_in_the_letter(house: Kept) -> None:
    invite(house)
    post = people.mail(house.app)[-1]
    kim = managing.client(house.app, KIM)

    asked = kim.page(post.link)
    kim.post(post.link)

    assert (post.to, post.subject) == (KIM, "Help to keep the listings of Harbor")
    assert managing.PAT in post.body
    assert asked.heading == "Keep the listings of Harbor"
    assert members(house) == [managing.PAT, KIM]
    assert kim.get(house.address).status_code == 200
    assert acts(house) == [Act.INVITED, Act.JOINED]


def test_whoever_has_no_account_signs_in_first_and_then_joins(house: Kept) -> None:
    invite(house)
    kim = PageClient(house.app, house.app.response_class)

    away = kim.get(link(house))

    assert away.status_code == 302
    assert re.search(r"/account/sign-in\?next=/manage/invitation/", away.location)


def test_a_link_works_once(house: Kept) -> None:
    invite(house)
    address = link(house)
    managing.client(house.app, KIM).post(address)

    answer = managing.client(house.app, EVE).post(address)

    assert answer.status_code == 410
    assert EVE not in members(house)


def test_an_invitation_that_is_taken_back_leads_nowhere(house: Kept) -> None:
    invite(house)
    address = link(house)
    with house.reading() as session:
        (one,) = organizations.invitations(session, house.organization)

    house.client.post(f"{house.people}/take-back/{one.id}")
    house.client.post(f"{house.people}/take-back/{one.id}")

    assert managing.client(house.app, KIM).get(address).status_code == 410
    assert acts(house) == [Act.INVITED, Act.WITHDREW]


def test_an_invitation_of_another_organization_cannot_be_taken_back(
    house: Kept, make: Make
) -> None:
    invite(house)
    address = link(house)
    theirs = managing.kept_by(house.app, make.listing("Other House"), EVE)
    with house.reading() as session:
        (one,) = organizations.invitations(session, house.organization)

    theirs.client.post(f"{theirs.people}/take-back/{one.id}")

    assert managing.client(house.app, KIM).get(address).status_code == 200


def test_who_hands_over_leaves_when_the_other_says_yes(house: Kept) -> None:
    invite(house, hands_over="yes")
    before = members(house)

    managing.client(house.app, KIM).post(link(house))

    assert people.mail(house.app)[-1].subject == "Will you keep the listings of Harbor?"
    assert (before, members(house)) == ([managing.PAT], [KIM])
    assert house.client.get(house.address).status_code == 404


def test_an_invitation_sent_twice_is_one_letter(house: Kept) -> None:
    codes = [invite(house), invite(house, KIM.upper())]

    assert codes == [303, 422]
    assert len(people.mail(house.app)) == 1


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("nobody", "This is no e-mail address."),
        ("", "This is no e-mail address."),
        (managing.PAT, "This person keeps the listings already."),
    ],
)
def test_what_cannot_be_sent_says_why_and_stays(house: Kept, email: str, words: str) -> None:
    answer = house.client.post(f"{house.people}/invite", data={"email": email})

    page = Page(answer.text)
    assert answer.status_code == 422
    assert words in page.main
    assert page.one("input", id="email").attrib["value"] == email


def test_letters_are_limited(house: Kept) -> None:
    with house.app.test_request_context():
        who = visitor.at(f"account {house.person.id}")
        for _ in range(limits.INVITE.most):
            visitor.may(limits.INVITE, who)

    assert invite(house) == 422
    assert people.mail(house.app) == []


def test_an_old_invitation_does_not_hold(house: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    invite(house)
    monkeypatch.setattr(invite_member, "LINK_HOLDS", -invite_member.LINK_HOLDS)

    assert managing.client(house.app, KIM).get(link(house)).status_code == 410


def test_a_member_can_be_taken_out(house: Kept) -> None:
    colleague = house.join(KIM)
    kim = people.row(house.app, KIM).id

    asked = house.client.page(f"{house.people}/remove/{kim}")
    house.client.post(f"{house.people}/remove/{kim}")
    house.client.post(f"{house.people}/remove/{kim}")

    assert KIM in asked.main
    assert members(house) == [managing.PAT]
    assert colleague.get(house.address).status_code == 404
    assert acts(house) == [Act.LEFT]


def test_one_of_several_leaves_without_ado(house: Kept) -> None:
    house.join(KIM)

    answer = house.client.post(f"{house.people}/leave")

    assert answer.location == "/manage"
    assert members(house) == [KIM]


def test_the_last_one_is_warned(house: Kept) -> None:
    asked = house.client.page(f"{house.people}/leave")
    unsure = house.client.post(f"{house.people}/leave")
    house.client.post(f"{house.people}/leave", data={"sure": "yes"})

    assert "You are the last one here." in asked.main
    assert unsure.status_code == 422
    assert members(house) == []
    assert told(house.client.page("/manage")) == [
        "You do not keep the listings of Harbor any more."
    ]


def test_the_last_one_is_warned_before_they_delete_their_account(house: Kept) -> None:
    alone = house.client.page("/account/delete")
    house.join("ann@harbor.example")
    two = house.client.page("/account/delete")

    assert "Nobody keeps its 1 listing then." in alone.main
    assert alone.all("a", href=house.people)
    assert "Nobody keeps" not in two.main


def test_two_who_take_each_other_out_leave_one(house: Kept) -> None:
    colleague = house.join(KIM)
    kim = people.row(house.app, KIM).id

    house.client.post(f"{house.people}/remove/{kim}")
    answer = colleague.post(f"{house.people}/remove/{house.person.id}")

    assert answer.status_code == 404
    assert members(house) == [managing.PAT]


def test_a_new_site_belongs_to_the_organization(house: Kept) -> None:
    answer = house.client.post(f"{house.people}/add")

    assert answer.status_code == 303
    assert house.client.get(answer.location).status_code == 200
    with house.reading() as session:
        (work,) = kept.new_sites(session, house.organization)
    assert work.account_id == house.person.id


def test_an_old_invitation_does_not_wait_for_an_answer(
    house: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send_invitation, "MOST_OPEN", 1)
    invite(house)
    full = invite(house, EVE)
    monkeypatch.setattr(invite_member, "LINK_HOLDS", timedelta(0))

    codes = [invite(house, EVE), invite(house)]

    assert (full, codes) == (422, [303, 303])
