"""What every answer tells the browser, by the map of routes: pages, errors, redirects, files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from config import Settings
from directory import context
from directory.app import create_app
from tests.security import rules
from tests.security.rules import BY_ENDPOINT, Rule
from tests.security.town import BLANKS, EDITOR, KEEPER, KEPT, UNPROVEN, VISITOR, Town, ask

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
OTHER_POLICIES = {
    "embed.results": POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"),
    "embed.explain": f"{POLICY}; frame-src 'self'",
    "static": "default-src 'none'; frame-ancestors 'none'",
}
FRAME_NONE = "frame-ancestors 'none'"
ALLOWED, CREDENTIALS = "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"
TEXT = re.compile(r"text/|.*[+/]xml")
WITH_FORMS = {"account", "correct", "submit"}
# Programs of other sites may read what is public for machines.
SHARED = {"api", "docs", "exports", "fhir", "hsds", "hsds_taxonomies", "openapi"}
PRIVATE = (Rule.SIGNED_IN, Rule.CLAIMANT, Rule.MEMBER, Rule.EDITOR, Rule.MIDWAY, Rule.HOLDER)
SECURE = "https://treatment.example"
YEAR = 31_536_000  # seconds


@pytest.fixture
def behind_tls(settings: Settings) -> Iterator[Flask]:
    app = create_app(replace(settings, base_url=SECURE))
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    yield app
    context.held(app).database.close()


@dataclass(frozen=True, slots=True)
class Told:
    """What a route answered to somebody, whatever that was."""

    who: str
    endpoint: str
    answer: TestResponse

    @property
    def headers(self) -> Headers:
        return self.answer.headers

    def __repr__(self) -> str:
        return f"{self.endpoint} told {self.who} {self.answer.status_code}"


@pytest.fixture(scope="module")
def everything(town: Town) -> list[Told]:
    """Each route asked by each method from a page of another site, without a token."""
    other = {"Origin": "https://elsewhere.example"}
    return [
        Told(who, route.endpoint, ask(town.client(who), town.address(route), method, headers=other))
        for who in (VISITOR, UNPROVEN, KEEPER, EDITOR)
        for route, method in rules.asked(town.app)
    ]


def test_every_answer_has_the_exact_policy(everything: list[Told]) -> None:
    wrong = [
        (told, told.headers.get("Content-Security-Policy"))
        for told in everything
        if told.headers.get("Content-Security-Policy") != policy_of(told)
    ]

    assert wrong == []
    assert "unsafe" not in POLICY


def policy_of(told: Told) -> str:
    is_fine = told.answer.status_code < 300
    return OTHER_POLICIES.get(told.endpoint, POLICY) if is_fine else POLICY


def test_only_the_embedded_search_can_be_framed(everything: list[Told]) -> None:
    framed = {told.endpoint for told in everything if FRAME_NONE not in policy(told)}
    older = {told.endpoint for told in everything if "X-Frame-Options" not in told.headers}

    assert framed == {"embed.results"}
    assert older == {"embed.results", "static"}


def policy(told: Told) -> str:
    return str(told.headers["Content-Security-Policy"])


def test_no_answer_is_guessed_at_or_tells_whence_somebody_came(everything: list[Told]) -> None:
    for told in everything:
        assert told.headers["X-Content-Type-Options"] == "nosniff", told
        assert told.headers["Referrer-Policy"] == "no-referrer", told


def test_every_text_says_how_it_is_written(everything: list[Told]) -> None:
    for told in everything:
        kind = told.answer.content_type.replace('"', "")
        if told.answer.data and TEXT.match(kind):
            assert "charset=utf-8" in kind, told


def test_what_is_private_is_kept_by_no_cache(everything: list[Told]) -> None:
    theirs = [told for told in everything if BY_ENDPOINT[told.endpoint] in PRIVATE]

    kept = [told for told in theirs if "no-store" not in told.headers.get("Cache-Control", "")]

    assert len(theirs) > 300
    assert {told.endpoint for told in kept if told.answer.status_code < 400} == set()


def test_what_is_private_is_shared_with_no_other_site(everything: list[Told]) -> None:
    shared = {told.endpoint for told in everything if ALLOWED in told.headers}

    assert {endpoint.split(".")[0] for endpoint in shared} <= SHARED
    assert {BY_ENDPOINT[endpoint] for endpoint in shared} == {Rule.PUBLIC}
    assert {told.headers.get(ALLOWED) for told in everything} == {None, "*"}
    assert not [told for told in everything if CREDENTIALS in told.headers]


def test_public_answers_set_no_cookie_for_anybody(everything: list[Told]) -> None:
    """Whoever only searches is given nothing by which to be known again."""
    public = [told for told in everything if BY_ENDPOINT[told.endpoint] is Rule.PUBLIC]
    given = {told.endpoint.split(".")[0] for told in public if "Set-Cookie" in told.headers}

    assert given <= WITH_FORMS


def test_no_answer_names_the_programs_that_made_it(everything: list[Told]) -> None:
    for told in everything:
        assert not {"Server", "X-Powered-By"} & set(told.headers.keys()), told


@pytest.mark.parametrize(
    "address", ["/guide/", "/nowhere", "/es", "/api/nothing", "/account/", "/static/site.css"]
)
def test_behind_tls_browsers_are_told_to_stay_there(behind_tls: Flask, address: str) -> None:
    answer = FlaskClient(behind_tls, behind_tls.response_class).get(address, buffered=True)

    told = answer.headers["Strict-Transport-Security"]
    assert int(re.findall(r"max-age=(\d+)", told)[0]) >= YEAR
    assert "includeSubDomains" in told


def test_without_tls_nothing_is_promised_of_it(town: Town) -> None:
    answer = ask(town.client(VISITOR), "/guide/", "GET")

    assert "Strict-Transport-Security" not in answer.headers


def test_every_cookie_is_for_this_host_alone_and_not_for_scripts(behind_tls: Flask) -> None:
    """Each that is set by a page which sets one, so that none can be added with less."""
    client = FlaskClient(behind_tls, behind_tls.response_class)
    town, cookies = Town(behind_tls, BLANKS), []

    for route, method in rules.asked(behind_tls):
        cookies += ask(client, town.address(route), method).headers.getlist("Set-Cookie")

    assert len(cookies) > 3
    for cookie in cookies:
        name, *attributes = cookie.split("; ")
        assert name.startswith("__Host-"), cookie
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(attributes), cookie
        assert not [each for each in attributes if each.startswith("Domain")], cookie
        assert len(cookie) < 4096


def test_a_page_that_is_missing_or_broken_says_nothing_of_how_it_is_made(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_blanks: str) -> str:
        raise RuntimeError("SELECT secret FROM drawer")

    for endpoint in ("search.home", "api.search", "hsds.root", "fhir.metadata", "manage.home"):
        monkeypatch.setitem(town.app.view_functions, endpoint, broken)
    client = town.client(KEEPER)

    for address in ("/", "/api/search", "/api/hsds", "/api/fhir/metadata", "/manage"):
        answer = ask(client, address, "GET")
        assert answer.status_code == 500, address
        for word in ("Traceback", "SELECT", "RuntimeError", ".py", str(town.app.root_path)):
            assert word not in answer.text, address


def test_a_listing_of_another_method_is_refused(town: Town) -> None:
    client = town.client(EDITOR)

    for method in ("TRACE", "CONNECT", "PUT", "PATCH", "DELETE"):
        for address in ("/", f"/providers/{KEPT}", f"/manage/{KEPT}", "/review"):
            assert ask(client, address, method).status_code in (400, 405), (method, address)
