"""A session ends when nothing is done for long, and in the end anyway; no form is lost by it."""

import time

import pytest
from flask import Flask

from directory.domain.accounts import Role
from directory.web import lapsing
from tests import people
from tests.factories import Make
from tests.web import managing
from tests.web.html import Page, PageClient

ED, MIRA = "ed@directory.example", "mira@harbor.example"


@pytest.fixture
def client(app: Flask) -> PageClient:
    return PageClient(app, app.response_class)


@pytest.mark.parametrize(
    ("role", "hours"), [(Role.EDITOR, 2), (Role.ADMIN, 2), (Role.PROVIDER, 24)]
)
def test_a_session_in_which_nothing_is_done_ends(
    app: Flask, client: PageClient, role: Role, hours: int
) -> None:
    people.account(app, ED, role)
    people.sign_in(client, ED)

    people.pretend_nothing_was_done(client, hours - 0.1)
    just_before = client.get("/account/").status_code
    people.pretend_nothing_was_done(client, hours + 0.1)
    after = client.get("/account/")

    assert just_before == 200
    assert after.location == "/account/sign-in?next=/account/"
    assert (
        "You were signed out because nothing was done" in Page(client.get(after.location).text).main
    )


@pytest.mark.parametrize(("role", "hours"), [(Role.EDITOR, 12), (Role.PROVIDER, 14 * 24)])
def test_a_session_that_is_used_all_the_time_ends_too(
    app: Flask, client: PageClient, role: Role, hours: int
) -> None:
    people.account(app, ED, role)
    people.sign_in(client, ED)

    people.pretend_signed_in(client, hours - 0.1)
    just_before = client.get("/account/").status_code
    people.pretend_signed_in(client, hours + 0.1)

    assert (just_before, client.get("/account/").status_code) == (200, 302)


def test_whoever_does_something_stays_and_is_noted_now_and_then(
    app: Flask, client: PageClient
) -> None:
    people.account(app, ED, Role.EDITOR)
    people.sign_in(client, ED)

    people.pretend_nothing_was_done(client, 1.9)
    noted = "Set-Cookie" in client.get("/account/").headers
    again = "Set-Cookie" in client.get("/account/").headers

    with client.session_transaction() as session:
        assert session[lapsing.SEEN] == pytest.approx(time.time(), abs=60)
    assert (noted, again) == (True, False)


def test_what_was_typed_is_kept_until_one_has_signed_in_again(app: Flask, make: Make) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    house = managing.kept(app, make.listing())
    client = house.client
    page = Page(client.get("/account/").text)
    typed = {"name": 'Mira "the" <Keeper>\nof Harbor', "csrf_token": page.values("csrf_token")[0]}
    people.pretend_nothing_was_done(client, 25)

    answer = client.post(f"{house.people}/invite", data=typed | {"email": MIRA})
    lapsed = Page(answer.text)
    (send,) = (each for each in lapsed.all("form") if each.attrib["method"] == "post")

    assert (answer.status_code, lapsed.heading) == (401, "Please sign in again")
    assert send.attrib["action"] == f"{house.people}/invite"
    assert [lapsed.values(name) for name in ("name", "email")] == [[typed["name"]], [MIRA]]
    assert people.mail(app) == []

    come_in_again(client, house.person.email)
    sent = {name: lapsed.values(name)[0] for name in ("csrf_token", "name", "email")}
    client.post(send.attrib["action"], data=sent)

    assert people.mail(app)[-1].to == MIRA


def test_nobody_else_takes_over_the_forms_of_who_sat_here_before(
    app: Flask, client: PageClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    for each in (ED, MIRA):
        people.account(app, each)
    people.sign_in(client, ED)
    before = Page(client.get("/account/").text).values("csrf_token")[0]
    people.pretend_nothing_was_done(client, 25)
    client.get("/account/")

    come_in_again(client, MIRA)
    answer = client.post("/account/", data={"csrf_token": before, "name": "E", "language": "en"})

    assert answer.status_code == 400


def come_in_again(client: PageClient, email: str) -> None:
    """By the pages, as in another tab of the same browser."""
    form = Page(client.get("/account/sign-in").text)
    sent = {"email": email, "csrf_token": form.values("csrf_token")[0]}
    client.post("/account/sign-in", data=sent)
    post = people.mail(client.application)[-1]
    form = Page(client.get(post.link).text)
    names = ("csrf_token", "identity", "passcode")
    client.post("/account/code", data={name: form.values(name)[0] for name in names})
