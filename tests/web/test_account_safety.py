"""What strangers try: to learn who has an account, to come in, to lead people away."""

import re
import time
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from config import Settings
from directory.app import create_app
from directory.context import codes
from directory.domain.acts import Act
from directory.storage import audit
from directory.web import account_security
from tests import people
from tests.web.html import Page, PageClient

MIRA, NOBODY = "mira@harbor.example", "nina@harbor.example"  # of one length
PASSWORD = "four quiet words here"
TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+')
ELSEWHERE = (
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "/\t/elsewhere.example",
    "///elsewhere.example",
    "javascript:alert(1)",
    "/ /elsewhere.example",
)


def set_password(client: PageClient) -> None:
    people.sign_in(client, MIRA)
    chosen = {"new_password": PASSWORD, "new_password_confirm": PASSWORD}
    client.post("/account/password", data=chosen)
    client.post("/account/sign-out")
    client.get("/account/sign-in")  # shows what was to be said


def told(answer: TestResponse, address: str) -> tuple[object, ...]:
    headers = {name: value for name, value in answer.headers if name != "Set-Cookie"}
    seen = TOKEN.sub("", answer.text).replace(address, "…")
    return answer.status_code, headers, seen


@pytest.mark.parametrize("page", ["/account/sign-in", "/account/code"])
def test_no_answer_tells_whether_an_address_has_an_account(
    app: Flask, client: PageClient, page: str
) -> None:
    people.account(app, MIRA)
    set_password(client)

    answers = [
        told(client.post(page, data={"email": each, "identity": each, "passcode": "1"}), each)
        for each in (MIRA, NOBODY)
    ]

    assert answers[0] == answers[1]


def test_the_mail_is_the_same_with_and_without_an_account(app: Flask, client: PageClient) -> None:
    people.account(app, MIRA)

    for address in (MIRA, NOBODY):
        client.post("/account/sign-in", data={"email": address})

    known, unknown = people.mail(app)
    assert known.subject == unknown.subject
    assert len(known.body) == len(unknown.body)


def test_looking_at_a_password_takes_as_long_without_an_account(
    app: Flask, client: PageClient
) -> None:
    people.account(app, MIRA)
    set_password(client)

    known, unknown = (shortest(client, each) for each in (MIRA, NOBODY))

    # Without the same work it would be a twentieth.
    assert 0.5 < unknown / known < 2


def shortest(client: PageClient, address: str) -> float:
    times = []
    for _ in range(4):
        start = time.process_time()  # which a busy machine does not lengthen
        client.post("/account/code", data={"identity": address, "passcode": "wrong"})
        times.append(time.process_time() - start)
    return min(times)


def test_a_code_works_once(client: PageClient) -> None:
    people.come_in(client, MIRA)
    code = people.mail(client.application)[-1].code
    client.post("/account/sign-out")

    client.post("/account/code", data={"identity": MIRA, "passcode": code})

    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(("minutes", "status"), [(8.9, 200), (10, 302)])
def test_a_code_works_for_nine_minutes_and_for_no_more_than_ten(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, minutes: float, status: int
) -> None:
    client.post("/account/sign-in", data={"email": MIRA})
    code = people.mail(client.application)[-1].code
    later = time.time() + minutes * 60
    monkeypatch.setattr(codes.current()._totp, "now", lambda: later)

    client.post("/account/code", data={"identity": MIRA, "passcode": code})

    assert client.get("/account/").status_code == status


def test_another_link_ends_the_one_before(client: PageClient) -> None:
    for _ in range(2):
        client.post("/account/sign-in", data={"email": MIRA})
    first, second = people.mail(client.application)

    client.post("/account/code", data={"identity": MIRA, "passcode": first.code})
    after_first = client.get("/account/").status_code
    client.post("/account/code", data={"identity": MIRA, "passcode": second.code})

    assert (after_first, client.get("/account/").status_code) == (302, 200)


def test_a_torn_link_leads_to_a_new_one(client: PageClient) -> None:
    answer = client.get("/account/link?account=somebody&code=1", follow_redirects=True)

    assert "Ask for a new one below." in Page(answer.text).main


def test_signing_out_everywhere_ends_other_sessions(app: Flask, client: PageClient) -> None:
    people.account(app, MIRA)
    here, there = client, PageClient(app, app.response_class)
    for each in (here, there):
        people.sign_in(each, MIRA)
    before = there.get("/account/").status_code

    here.post("/account/sign-out-everywhere")

    assert before == 200
    assert there.get("/account/").status_code == here.get("/account/").status_code == 302
    with people.reading(app) as session:
        assert [each.act for each in audit.entries(session)] == [Act.SIGNED_OUT_EVERYWHERE]


def test_a_new_password_ends_other_sessions(app: Flask, client: PageClient) -> None:
    people.account(app, MIRA)
    there = PageClient(app, app.response_class)
    people.sign_in(there, MIRA)

    set_password(client)

    assert there.get("/account/").status_code == 302


def test_nothing_that_a_browser_had_before_is_kept_on_signing_in(client: PageClient) -> None:
    with client.session_transaction() as session:
        session.update({"csrf_token": "planted", "proven": True, "anything": 1})

    people.come_in(client, MIRA)

    with client.session_transaction() as session:
        assert not {"csrf_token", "anything", "asked"} & session.keys()
        assert session["proven"] is False


def test_tries_are_limited_from_one_line(client: PageClient) -> None:
    for _ in range(10):
        client.post("/account/code", data={"identity": MIRA, "passcode": "1"})

    answer = client.post("/account/code", data={"identity": NOBODY, "passcode": "1"})

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 300


def test_tries_at_one_account_are_limited_from_everywhere(app: Flask) -> None:
    answers = [
        PageClient(app, app.response_class).post(
            "/account/code",
            data={"identity": MIRA, "passcode": "1"},
            environ_base={"REMOTE_ADDR": f"192.0.2.{number}"},
        )
        for number in range(11)
    ]

    assert [each.status_code for each in answers] == [200] * 10 + [429]


def test_nobody_can_have_an_address_flooded(app: Flask, client: PageClient) -> None:
    answers = [client.post("/account/sign-in", data={"email": MIRA}) for _ in range(6)]

    assert [each.status_code for each in answers] == [302] * 5 + [429]
    assert len(people.mail(app)) == 5


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_link_leads_to_another_site(client: PageClient, address: str) -> None:
    asked = client.get("/account/sign-in", query_string={"next": address})
    proof = {"identity": MIRA, "passcode": "1", "next": address}

    assert asked.status_code == client.post("/account/code", data=proof).status_code == 400


def test_forms_of_other_sites_are_refused(lasting_app: Flask) -> None:
    client = PageClient(lasting_app, lasting_app.response_class)

    answer = client.post("/account/sign-in", data={"email": MIRA})

    assert answer.status_code == 400
    assert Page(answer.text).heading == "This form could not be sent"


def test_the_cookie_is_for_this_host_alone_and_not_for_scripts(settings: Settings) -> None:
    app = create_app(replace(settings, base_url="https://treatment.example"))
    client = PageClient(app, app.response_class)

    cookie = client.get("/account/sign-in", base_url="https://treatment.example").headers[
        "Set-Cookie"
    ]

    assert cookie.startswith("__Host-directory=")
    assert cookie.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")


def test_public_pages_send_no_cookie_and_are_the_same_for_all(
    app: Flask, client: PageClient
) -> None:
    people.account(app, MIRA)
    before = client.get("/guide/")
    people.sign_in(client, MIRA)
    after = client.get("/guide/")

    assert before.text == after.text
    for answer in (before, after):
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.vary


def test_every_page_of_accounts_is_kept_out_of_caches(client: PageClient) -> None:
    assert client.get("/account/sign-in").headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("name", account_security.TEMPLATES.values())
def test_every_page_is_one_of_ours(app: Flask, name: str) -> None:
    assert app.jinja_env.get_template(name).filename is not None
