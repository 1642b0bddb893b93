import pytest
from flask import Flask

from directory.domain.accounts import Role
from directory.domain.acts import Act
from directory.storage import audit
from tests import people
from tests.web.html import Page, PageClient

MIRA = "mira@harbor.example"
PASSWORD = "four quiet words here"


def test_a_link_by_mail_makes_an_account_and_signs_in(app: Flask, client: PageClient) -> None:
    asked = client.post("/account/sign-in", data={"email": "Mira@Harbor.example"})
    post = people.mail(app)[-1]
    page = Page(client.get(post.link).text)
    client.post("/account/code", data={"identity": MIRA, "passcode": post.code})

    assert asked.location == "/account/code"
    assert post.to == MIRA
    assert page.values("identity") == [MIRA]
    assert page.values("passcode") == [post.code]
    assert "You are signed in as mira@harbor.example" in client.page("/account/").main
    assert [each.name for each in people.row(app, MIRA).roles] == [Role.PROVIDER]


def test_opening_the_link_signs_nobody_in_yet(client: PageClient) -> None:
    client.post("/account/sign-in", data={"email": MIRA})

    client.get(people.mail(client.application)[-1].link)

    assert client.get("/account/").status_code == 302


def test_the_first_time_is_written_down(app: Flask, client: PageClient) -> None:
    people.come_in(client, MIRA)
    client.post("/account/sign-out")
    people.come_in(client, MIRA)

    with people.reading(app) as session:
        noted = [(each.who, each.act) for each in audit.entries(session)]
    assert noted == [(MIRA, Act.SIGNED_UP)]


def test_an_address_that_nobody_confirms_is_forgotten(app: Flask, client: PageClient) -> None:
    client.post("/account/sign-in", data={"email": MIRA})
    people.make_older(app, MIRA, days=2)

    client.post("/account/sign-in", data={"email": "ana@harbor.example"})

    assert people.addresses(app) == ["ana@harbor.example"]


def test_the_mail_speaks_the_language_of_the_page(app: Flask, client: PageClient) -> None:
    asked = client.post("/es/account/sign-in", data={"email": MIRA})

    post = people.mail(app)[-1]
    assert post.subject == "Su enlace para entrar"
    assert post.link.startswith("/es/account/link?")
    assert asked.location == "/es/account/code"
    assert people.row(app, MIRA).language == "es"


def test_whoever_signs_in_comes_to_where_they_wanted(client: PageClient) -> None:
    wanted = client.get("/account/email").location
    client.post("/account/sign-in", data={"email": MIRA, "next": "/account/email"})
    post = people.mail(client.application)[-1]
    link = Page(client.get(post.link).text)
    proof = {"identity": MIRA, "passcode": post.code, "next": link.values("next")[0]}

    arrived = client.post("/account/code", data=proof)

    assert wanted == "/account/sign-in?next=/account/email"
    assert arrived.location == "/account/email"


def test_an_address_that_is_none_is_asked_for_again(client: PageClient) -> None:
    answer = client.post("/account/sign-in", data={"email": "mira at harbor"})

    page = Page(answer.text)
    assert answer.status_code == 422
    assert "Write the address like name@example.org." in page.main
    assert page.values("email") == ["mira at harbor"]


def test_a_wrong_code_says_so_and_asks_again(client: PageClient) -> None:
    client.post("/account/sign-in", data={"email": MIRA})

    page = Page(client.post("/account/code", data={"identity": MIRA, "passcode": "1"}).text)

    assert "That code or password is not right, or the code is too old." in page.main
    assert page.values("identity") == [MIRA]


def test_without_a_mail_server_the_page_says_where_mail_is(client: PageClient) -> None:
    client.post("/account/sign-in", data={"email": MIRA})

    page = client.page("/account/code")

    assert page.heading == "Check your mail"
    assert "outbox folder" in page.main


def test_name_and_language_of_mail_can_be_changed(app: Flask, client: PageClient) -> None:
    people.account(app, MIRA)
    people.sign_in(client, MIRA)

    client.post("/account/", data={"name": " Mira  Öz ", "language": "es"})

    assert client.page("/account/").values("name") == ["Mira Öz"]
    assert people.row(app, MIRA).language == "es"


def test_a_password_is_an_option(app: Flask, client: PageClient) -> None:
    people.account(app, MIRA)
    people.sign_in(client, MIRA)
    chosen = {"new_password": PASSWORD, "new_password_confirm": PASSWORD}

    client.post("/account/password", data=chosen)
    client.post("/account/sign-out")
    client.post("/account/code", data={"identity": MIRA, "passcode": PASSWORD})

    kept = people.row(app, MIRA).password or ""
    assert kept.startswith("$argon2id$")
    assert "You have a password." in client.page("/account/").main
    assert "your password" in people.mail(app)[-1].body


def test_a_short_password_is_refused_beside_the_field(app: Flask, client: PageClient) -> None:
    people.account(app, MIRA)
    people.sign_in(client, MIRA)
    chosen = {"new_password": "short", "new_password_confirm": "short"}

    page = Page(client.post("/account/password", data=chosen).text)

    assert "A password needs 12 characters or more." in page.main
    assert people.row(app, MIRA).password is None


@pytest.mark.parametrize("easy", ["iloveyou1234", f"{MIRA}1"])
def test_a_password_that_is_tried_first_is_refused_beside_the_field(
    app: Flask, client: PageClient, easy: str
) -> None:
    people.account(app, MIRA)
    people.sign_in(client, MIRA)
    chosen = {"new_password": easy, "new_password_confirm": easy}

    page = Page(client.post("/account/password", data=chosen).text)

    assert "This password is easy to guess" in page.main
    assert people.row(app, MIRA).password is None


def test_a_password_can_be_removed(app: Flask, client: PageClient) -> None:
    people.account(app, MIRA)
    people.sign_in(client, MIRA)
    chosen = {"new_password": PASSWORD, "new_password_confirm": PASSWORD}
    client.post("/account/password", data=chosen)

    client.post("/account/password/remove")

    assert people.row(app, MIRA).password is None
    with people.reading(app) as session:
        assert [each.act for each in audit.entries(session)] == [Act.CHANGED_WAY_IN] * 2


def test_a_new_address_is_used_once_it_is_confirmed(app: Flask, client: PageClient) -> None:
    people.account(app, MIRA)
    people.sign_in(client, MIRA)

    client.post("/account/email", data={"email": "Mira@New.example"})
    before = people.addresses(app)
    client.get(people.mail(app)[-1].link)

    assert before == [MIRA]
    assert people.addresses(app) == ["mira@new.example"]
    told = people.mail(app)[-1]
    assert (told.to, "your e-mail address" in told.body) == (MIRA, True)
    with people.reading(app) as session:
        (entry,) = audit.entries(session)
    assert (entry.act, entry.details) == (Act.CHANGED_ADDRESS, {"before": MIRA})


def test_a_deleted_account_is_gone_and_the_trail_stays(app: Flask, client: PageClient) -> None:
    people.account(app, MIRA)
    people.sign_in(client, MIRA)

    shown = client.page("/account/delete")
    client.post("/account/delete")

    assert "cannot be undone" in shown.main
    assert people.addresses(app) == []
    assert client.get("/account/").status_code == 302
    with people.reading(app) as session:
        assert [each.act for each in audit.entries(session)] == [Act.DELETED_ACCOUNT]


def test_home_leads_on_in_the_language_of_the_page(app: Flask, client: PageClient) -> None:
    people.account(app, MIRA, Role.EDITOR)
    people.sign_in(client, MIRA)

    english, spanish = client.page("/account/"), client.page("/es/account/")

    assert english.all("a", href="/manage/")
    assert spanish.all("a", href="/es/manage/")
