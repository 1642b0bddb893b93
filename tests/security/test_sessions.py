"""What begins a session, what ends it, and what nobody learns meanwhile."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer

from tests import people, serving
from tests.factories import Make
from tests.web import managing
from tests.web.html import Page, PageClient

MIRA, NINA = "mira@harbor.example", "nina@harbor.example"
PASSWORD = "four quiet words here"
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


@pytest.fixture
def client(app: Flask) -> PageClient:
    return PageClient(app, app.response_class)


def cookie(client: PageClient) -> str:
    kept = client.get_cookie("directory")
    assert kept is not None
    return kept.value


def with_cookie(app: Flask, value: str) -> PageClient:
    """Whoever has a copy of it."""
    client = PageClient(app, app.response_class)
    client.set_cookie("directory", value)
    return client


def test_a_copy_of_a_cookie_is_worth_nothing_once_its_owner_signed_out(
    app: Flask, client: PageClient
) -> None:
    people.come_in(client, MIRA)
    thief = with_cookie(app, cookie(client))
    before = thief.get("/account/").status_code

    client.post("/account/sign-out")

    assert before == 200
    for page in ("/account/", "/manage", "/account/app", "/claim/none"):
        assert "/account/sign-in" in with_cookie(app, cookie(thief)).get(page).location, page


def test_signing_out_here_leaves_other_browsers_alone(app: Flask, client: PageClient) -> None:
    other = PageClient(app, app.response_class)
    for each in (client, other):
        people.come_in(each, MIRA)

    client.post("/account/sign-out")

    assert other.get("/account/").status_code == 200


def test_a_session_that_somebody_else_chose_is_not_taken(app: Flask, client: PageClient) -> None:
    """What an attacker put into the browser before does not open the account to them after."""
    client.get("/account/sign-in")
    planted = cookie(client)

    people.come_in(client, MIRA)

    assert cookie(client) != planted
    assert with_cookie(app, planted).get("/account/").status_code == 302


def test_a_cookie_that_was_changed_is_none(app: Flask, client: PageClient) -> None:
    people.come_in(client, MIRA)
    kept = cookie(client)
    middle = len(kept) // 2
    torn = kept[:middle] + ("A" if kept[middle] != "A" else "B") + kept[middle + 1 :]

    assert with_cookie(app, torn).get("/account/").status_code == 302


def test_a_session_ends_after_two_weeks(
    app: Flask, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.come_in(client, MIRA)
    late = (datetime.now(UTC) + timedelta(days=14, minutes=1)).timestamp()

    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert isinstance(signer, URLSafeTimedSerializer)
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: late)

    assert client.get("/account/").status_code == 302


def test_a_token_of_one_purpose_is_none_of_another(app: Flask, client: PageClient) -> None:
    key = str(app.secret_key)

    for salt in ("form-start", "cookie-session", "itsdangerous"):
        forged = URLSafeSerializer(key, salt=salt).dumps(["account", 1, 0])
        assert client.post(f"/confirm/{forged}").status_code == 404, salt


def test_a_password_is_kept_as_argon2(app: Flask, client: PageClient) -> None:
    people.account(app, MIRA)
    people.sign_in(client, MIRA)

    chosen = {"new_password": PASSWORD, "new_password_confirm": PASSWORD}
    client.post("/account/password", data=chosen)

    kept = people.row(app, MIRA).password
    assert kept is not None
    assert kept.startswith("$argon2id$")


def test_an_invitation_tells_nothing_about_who_has_an_account(app: Flask, make: Make) -> None:
    house = managing.kept(app, make.listing())
    people.account(app, MIRA)

    known, unknown = (
        house.client.post(f"{house.people}/invite", data={"email": each}) for each in (MIRA, NINA)
    )

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    pages = [Page(house.client.get(house.people).text).main.replace(MIRA, NINA)]
    assert pages[0].count(NINA) >= 2
    letters = [each for each in people.mail(app) if each.to in (MIRA, NINA)]
    assert len({(each.subject, len(each.body)) for each in letters}) == 1


def test_no_secret_is_told_by_measures_or_the_doctor(
    app: Flask, client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    people.come_in(client, MIRA)
    secrets = (str(app.secret_key), people.mail(app)[-1].code, cookie(client), MIRA)

    told = [
        client.get("/metrics").text,
        client.get("/readyz").text,
        app.test_cli_runner().invoke(args=["doctor"]).output,
        caplog.text,
    ]

    for secret in secrets:
        assert not [each for each in told if secret in each]


def test_ten_tries_in_five_minutes_hold_across_workers(tmp_path: Path, prepared: Path) -> None:
    """The real server with two workers, asked by eight at once."""
    (tmp_path / "directory.db").write_bytes(prepared.read_bytes())

    with serving.served({"DIRECTORY_INSTANCE": str(tmp_path)}, workers=2) as port:
        page = f"http://127.0.0.1:{port}/account/code"
        with ThreadPoolExecutor(8) as many:
            statuses = list(many.map(lambda _n: guess(page), range(24)))

    assert statuses.count(429) == 14
    assert statuses.count(200) == 10


def guess(page: str) -> int:
    """One try, from a browser of its own."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(jar)
    with browser.open(page, timeout=30) as shown:
        (token, *_) = TOKEN.findall(shown.read().decode())
    sent = {"csrf_token": token, "identity": MIRA, "passcode": "12345678"}
    try:
        with browser.open(page, urllib.parse.urlencode(sent).encode(), timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
