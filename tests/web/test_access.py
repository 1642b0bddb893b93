"""Who may go on, and how a second proof is asked for."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from passlib.totp import TOTP

from config import Settings
from directory.app import create_app
from directory.domain.accounts import Role
from directory.domain.acts import Act
from directory.storage import audit
from directory.web import access
from tests import people
from tests.web.html import Page, PageClient

ED = "ed@directory.example"


@pytest.fixture
def guarded(app: Flask) -> Flask:
    """An app with a page for each guard, which says who came."""
    for guard in (access.signed_in_only, access.editors_only, access.admins_only):
        bp = Blueprint(guard.__name__, __name__, url_prefix=f"/for/{guard.__name__}")
        bp.before_request(guard)
        bp.add_url_rule("/", "show", lambda: (access.actor().name, {"Content-Type": "text/plain"}))
        app.register_blueprint(bp)
    return app


@pytest.fixture
def client(guarded: Flask) -> PageClient:
    return PageClient(guarded, guarded.response_class)


def test_a_stranger_is_led_to_sign_in_and_back(client: PageClient) -> None:
    answer = client.get("/es/for/editors_only/?page=2")

    assert answer.location == "/es/account/sign-in?next=/es/for/editors_only/?page%3D2"


def test_what_a_form_sent_is_not_sent_again(client: PageClient) -> None:
    assert client.post("/for/editors_only/").status_code == 405
    assert client.post("/account/email").location == "/account/sign-in"


@pytest.mark.parametrize(
    ("role", "page", "status"),
    [
        (Role.PROVIDER, "signed_in_only", 200),
        (Role.PROVIDER, "editors_only", 403),
        (Role.EDITOR, "editors_only", 200),
        (Role.EDITOR, "admins_only", 403),
        (Role.ADMIN, "editors_only", 200),
        (Role.ADMIN, "admins_only", 200),
    ],
)
def test_a_role_opens_its_pages(client: PageClient, role: Role, page: str, status: int) -> None:
    people.account(client.application, ED, role)
    people.sign_in(client, ED)

    answer = client.get(f"/for/{page}/")

    assert answer.status_code == status
    assert status != 200 or answer.text == ED


def test_who_may_not_is_told_what_to_do(client: PageClient) -> None:
    people.account(client.application, ED)
    people.sign_in(client, ED)

    page = client.page("/for/editors_only/")

    assert page.heading == "Your account may not open this page"


def test_a_role_that_is_taken_is_taken_at_once(client: PageClient) -> None:
    people.account(client.application, ED, Role.EDITOR)
    people.sign_in(client, ED)
    people.set_role(client.application, ED, Role.PROVIDER)

    assert client.get("/for/editors_only/").status_code == 403


def test_an_editor_needs_a_second_proof_first(client: PageClient) -> None:
    people.account(client.application, ED, Role.EDITOR)
    people.come_in(client, ED)

    answer = client.get("/for/editors_only/")

    assert answer.location == "/account/second-factor?next=/for/editors_only/"
    assert "Add a passkey" in Page(client.get(answer.location).text).main


def test_an_app_once_set_up_is_a_second_proof(client: PageClient) -> None:
    people.account(client.application, ED, Role.EDITOR)
    people.come_in(client, ED)
    app = set_up_app(client)
    just_after = client.get("/for/editors_only/").status_code
    client.post("/account/sign-out")

    asked = people.come_in(client, ED)
    between = client.get("/account/").status_code
    wrong = Page(client.post(asked.location, data={"code": "000000"}).text)
    client.post(asked.location, data={"code": shown_next(app)})

    assert (just_after, between) == (200, 302)
    assert asked.location.startswith("/account/app/code")
    assert "That code is not right." in wrong.main
    assert client.get("/for/editors_only/").status_code == 200


def test_a_recovery_code_stands_for_the_app_once(client: PageClient) -> None:
    people.account(client.application, ED, Role.EDITOR)
    people.come_in(client, ED)
    set_up_app(client)
    made = Page(client.post("/account/recovery-codes", data={"generate_new_codes": "1"}).text)
    code = made.texts("code")[0]

    statuses = []
    for _ in range(2):
        client.post("/account/sign-out")
        people.come_in(client, ED)
        client.post("/account/recovery", data={"code": f" {code.upper()} "})
        statuses.append(client.get("/for/editors_only/").status_code)

    assert statuses == [200, 302]
    assert code not in (people.row(client.application, ED).mf_recovery_codes or [])


def test_whoever_has_two_second_proofs_chooses(client: PageClient) -> None:
    people.account(client.application, ED, Role.EDITOR)
    people.come_in(client, ED)
    app = set_up_app(client)
    people.give_passkey(client.application, ED)
    client.post("/account/sign-out")

    asked = people.come_in(client, ED)
    by_passkey = client.post(asked.location, data={"which": "webauthn"}).location
    by_app = client.post(asked.location, data={"which": "authenticator"}).location
    client.post(by_app, data={"code": shown_next(app)})

    assert asked.location.startswith("/account/which")
    assert by_passkey.startswith("/account/passkey")
    assert client.get("/for/editors_only/").status_code == 200


def test_a_recovery_code_stands_for_a_passkey_too(client: PageClient) -> None:
    people.account(client.application, ED, Role.EDITOR)
    people.give_passkey(client.application, ED)
    people.sign_in(client, ED)
    made = Page(client.post("/account/recovery-codes", data={"generate_new_codes": "1"}).text)
    client.post("/account/sign-out")

    asked = people.come_in(client, ED)
    page = Page(client.get(asked.location).text)
    there = page.link("use a recovery code")
    client.get(there)
    client.get(asked.location)  # back again, and forth
    client.post(there, data={"code": made.texts("code")[0]})

    assert client.get("/for/editors_only/").status_code == 200


def test_a_passkey_of_a_provider_does_not_shut_out_the_mail(client: PageClient) -> None:
    people.account(client.application, ED)
    people.give_passkey(client.application, ED)

    people.come_in(client, ED)

    assert client.get("/for/signed_in_only/").status_code == 200


def test_whoever_owes_a_second_proof_changes_no_proof(client: PageClient) -> None:
    people.account(client.application, ED, Role.EDITOR)
    people.come_in(client, ED)
    set_up_app(client)
    people.sign_in(client, ED, is_proven=False)

    for page in ("/account/app", "/account/passkeys", "/account/email", "/account/recovery-codes"):
        people.sign_in(client, ED, is_proven=False)
        assert client.get(page).location == f"/account/sign-in?next={page}"


def test_proofs_are_changed_only_soon_after_signing_in(client: PageClient) -> None:
    people.account(client.application, ED)
    people.sign_in(client, ED)
    people.pretend_signed_in_long_ago(client)

    answer = client.get("/account/passkeys")

    assert answer.location == "/account/sign-in?next=/account/passkeys"
    assert "please sign in again" in client.page("/account/sign-in").main


def test_an_app_can_be_given_up_again(client: PageClient) -> None:
    people.account(client.application, ED)
    people.come_in(client, ED)
    set_up_app(client)

    client.post("/account/app", data={"setup": "disable"})

    assert people.row(client.application, ED).tf_primary_method is None


def test_every_change_of_proofs_is_told_by_mail_and_in_the_trail(client: PageClient) -> None:
    people.account(client.application, ED)
    people.come_in(client, ED)

    set_up_app(client)
    client.post("/account/recovery-codes", data={"generate_new_codes": "1"})
    client.post("/account/app", data={"setup": "disable"})

    told = [each for each in people.mail(client.application) if "changed" in each.subject]
    assert [(each.to, each.subject) for each in told] == [
        (ED, "Something changed in your account")
    ] * 3
    assert "how you prove that it is you" in told[0].body
    with people.reading(client.application) as session:
        noted = [(each.who, each.subject, each.act) for each in audit.entries(session)]
    assert noted == [(ED, ED, Act.CHANGED_PROOFS)] * 3


def test_without_a_cookie_no_query_asks_who_it_is(settings: Settings, tmp_path: Path) -> None:
    app = create_app(replace(settings, database_url=f"sqlite:///{tmp_path / 'without-tables.db'}"))

    with app.test_request_context("/"):
        assert access.person() is None
        assert access.actor().name == "a visitor"


def test_the_code_of_an_app_lets_somebody_in_once(client: PageClient) -> None:
    people.account(client.application, ED, Role.EDITOR)
    people.come_in(client, ED)
    code = shown_next(set_up_app(client))
    looked_over = PageClient(client.application, client.application.response_class)

    for each in (client, looked_over):
        each.post("/account/sign-out")
        asked = people.come_in(each, ED)
        each.post(asked.location, data={"code": code})

    assert client.get("/for/editors_only/").status_code == 200
    assert looked_over.get("/for/editors_only/").status_code == 302


def shown_next(app: TOTP) -> str:
    """Half a minute after the one that it was set up with, which is used."""
    return str(app.generate(time.time() + 30).token)


def set_up_app(client: PageClient) -> TOTP:
    """Do as a person with a telephone does."""
    page = Page(client.post("/account/app", data={"setup": "authenticator"}).text)
    (key,) = page.texts("code")
    app = TOTP(key)
    client.post("/account/app/code", data={"code": app.generate().token})
    return app
