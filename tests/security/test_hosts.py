"""What a request says of its host, of where to go next, and of files: none of it is believed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule as Route

from config import Settings
from directory import context
from directory.app import create_app
from tests import people
from tests.security import rules
from tests.security.rules import BY_ENDPOINT, Rule
from tests.security.town import BLANKS, KEEPER, KEPT, VISITOR, Town, ask

OWN, FOREIGN = "https://treatment.example", "elsewhere.example"
LYING = {
    "Host": FOREIGN,
    "X-Forwarded-Host": FOREIGN,
    "X-Host": FOREIGN,
    "X-Original-URL": f"https://{FOREIGN}/",
    "Forwarded": f"host={FOREIGN};proto=https",
}
ELSEWHERE = (
    f"https://{FOREIGN}/",
    f"//{FOREIGN}/",
    f"/\\{FOREIGN}/",
    f"\\\\{FOREIGN}",
    f"/\t/{FOREIGN}",
    f"/%09/{FOREIGN}",
    f"https:{FOREIGN}",
    f"/.{FOREIGN}@x//{FOREIGN}",
    f"https://treatment.example@{FOREIGN}/",
    f"https://treatment.example.{FOREIGN}/",
    "javascript:alert(1)",
    "data:text/html,x",
)
UPWARDS = (
    "../config.py",
    "..%2fconfig.py",
    "%2e%2e/config.py",
    "..%252fconfig.py",
    "....//config.py",
    "..\\config.py",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "../instance/secret-key",
    "..%2f..%2fsecret-key",
    "listings.csv%00.png",
    ".git/config",
)
SIGNING_IN = {"account.sign_in", "account.link", "account.us_signin"}
FOLDERS = (
    "/static/",
    "/exports/",
    "/map/1/",
    "/guide/",
    "/providers/",
    "/submit/",
    "/submit/x/",
    "/manage/organizations/1/table/",
    "/api/fhir/CodeSystem/",
    "/api/providers/",
    "/confirm/",
)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory, town: Town) -> Iterator[Flask]:
    """A site that knows its own address."""
    instance = tmp_path_factory.mktemp("named")
    (instance / "directory.db").write_bytes(
        (context.held(town.app).settings.instance / "directory.db").read_bytes()
    )
    settings = Settings.from_env({"DIRECTORY_INSTANCE": str(instance)})
    app = create_app(replace(settings, base_url=OWN))
    app.config.update(WTF_CSRF_ENABLED=False, FORM_SECONDS=0)
    yield app
    context.held(app).database.close()


def test_a_foreign_host_gets_into_no_answer(named: Flask) -> None:
    """Neither into links nor redirects nor anything that a cache could hand to others."""
    client, town = FlaskClient(named, named.response_class), Town(named, {**BLANKS, "slug": KEPT})

    for route, method in rules.asked(named):
        answer = ask(client, town.address(route), method, headers=LYING)
        assert FOREIGN not in answer.headers.get("Location", ""), route
        assert FOREIGN not in answer.text, route


def test_a_foreign_host_gets_into_no_mail(named: Flask) -> None:
    client = FlaskClient(named, named.response_class)

    ask(client, "/account/sign-in", "POST", data={"email": "new@x.example"}, headers=LYING)

    (letter,) = [each for each in people.mail(named) if each.to == "new@x.example"]
    assert FOREIGN not in letter.body
    assert f"{OWN}/account/link?" in letter.body


def test_without_an_address_of_its_own_a_site_answers_under_each_name_apart(town: Town) -> None:
    """So what was made for one host is never handed to those who ask by another."""
    client = town.client(VISITOR)

    answers = [
        ask(client, "/search?near=IL", "GET", headers={"Host": host})
        for host in ("one.example", FOREIGN, "one.example")
    ]

    assert answers[0].text == answers[2].text
    assert answers[0].headers["ETag"] != answers[1].headers["ETag"]
    assert FOREIGN not in answers[2].text
    assert all("public" not in each.headers["Cache-Control"] for each in answers)


def test_mail_is_sent_by_sites_that_know_their_address_alone(town: Town, tmp_path: Path) -> None:
    """Else whoever asks for a link to somebody's mailbox would choose where it leads."""
    environment = {
        "DIRECTORY_INSTANCE": str(tmp_path),
        "DIRECTORY_SMTP_URL": "smtp://mail.example",
    }

    with pytest.raises(ValueError, match="DIRECTORY_SMTP_URL needs DIRECTORY_BASE_URL too"):
        Settings.from_env(environment)
    assert context.held(town.app).settings.mail_goes_to_a_folder


@pytest.mark.parametrize("host", ['a"b<script>', "x y", "a/b", "[::1", ""])
def test_what_is_no_host_is_written_nowhere(town: Town, host: str) -> None:
    answer = ask(town.client(VISITOR), "/guide/", "GET", headers={"Host": host})

    assert answer.status_code in (200, 400)
    assert "<script>" not in answer.text
    assert "http://" not in answer.text.split("</head>")[0].replace("http://www.w3.org", "")


def test_no_answer_leads_to_another_site(town: Town) -> None:
    """Every route, with every name under which an address to go on to could be given."""
    for number, (route, who) in enumerate(led(town)):
        # Each address is tried at the account's pages, which read one; elsewhere one will do.
        reads = route.endpoint.startswith("account.")
        for address in ELSEWHERE if reads else [ELSEWHERE[number % len(ELSEWHERE)]]:
            given = dict.fromkeys(("next", "url", "to", "return", "redirect"), address)
            answer = ask(town.client(who), town.address(route), "GET", query_string=given)
            where = answer.headers.get("Location", "/")
            assert where.startswith("/"), route
            assert not where.startswith(("//", "/\\")), route


def led(town: Town) -> Iterator[tuple[Route, str]]:
    for route, method in rules.asked(town.app):
        if method == "GET":
            yield route, VISITOR
            if BY_ENDPOINT[route.endpoint] is not Rule.PUBLIC or route.endpoint in SIGNING_IN:
                yield route, KEEPER


@pytest.mark.parametrize("path", UPWARDS)
def test_no_address_leads_out_of_its_folder(town: Town, path: str) -> None:
    client = town.client(KEEPER)
    secret = context.held(town.app).settings.secret_key

    for folder in FOLDERS:
        answer = ask(client, f"{folder}{path}", "GET")
        assert answer.status_code in (301, 302, 308, 400, 404), (folder, answer.status_code)
        for word in (secret, "root:x:", "DIRECTORY_SECRET_KEY", "[core]"):
            assert word not in answer.text, folder


def test_no_folder_is_listed(town: Town) -> None:
    for folder in ("/static", "/static/", "/exports/", "/map/", "/instance/", "/documents/"):
        answer = ask(town.client(VISITOR), folder, "GET")
        assert answer.status_code in (301, 302, 308, 404), folder
