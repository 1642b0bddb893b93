"""What another site's page lets a signed-in browser send, which brings the cookie and no token."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from flask.testing import FlaskClient

from tests.security import rules
from tests.security.town import EDITOR, KEEPER, KEPT, VISITOR, Town, ask
from tests.web.html import Page
from tests.web.sending import Typed, standing

# Blueprints whose forms say beside themselves that a token is missing, so what was typed stays.
BESIDE = {"submit", "correct", "claim"}
BESIDE_TOO = {"manage.edit", "manage.small"}
# The link proves who asks; no cookie speaks for anybody there.
BY_LINK = {"confirm.confirm"}


@dataclass(frozen=True, slots=True)
class Sending:
    """A form, where it stands, and what somebody types into it."""

    who: str
    page: str
    typed: Mapping[str, Typed] = field(default_factory=dict)
    to: str = ""  # where it is sent, if not to its own page

    def __str__(self) -> str:
        return self.to or self.page


SENDINGS = (
    Sending(VISITOR, "/submit"),
    Sending(VISITOR, "/submit/{secret}", {"email": "pat@harbor.example"}),
    Sending(VISITOR, "/submit/{secret}/place", {"name": "Nova House", "city": "Peoria"}),
    Sending(VISITOR, f"/correct/{KEPT}", {"about": "website", "said": "https://new.example"}),
    Sending(
        KEEPER,
        "/claim/long-name",
        {"organization": "new", "name": "Harbor", "proof": "phone"},
    ),
    Sending(KEEPER, "/claim/{id_}/state", {}, "/claim/{id_}/withdraw"),
    Sending(KEEPER, f"/manage/{KEPT}/edit/place", {"name": "Harbor Home"}),
    Sending(KEEPER, f"/manage/{KEPT}/small", {"main_phone": "(309) 555-0142"}),
)


@pytest.fixture
def browsers(town: Town) -> dict[str, FlaskClient]:
    return {who: town.client(who) for who in (VISITOR, KEEPER, EDITOR)}


def others(town: Town) -> Iterator[tuple[str, str, str]]:
    """Who could send something, and where to, beside the forms above."""
    for route, method in rules.changing(town.app):
        beside = route.endpoint in BESIDE_TOO | BY_LINK or route.endpoint.split(".")[0] in BESIDE
        if not beside:
            who = EDITOR if route.endpoint.startswith("review.") else KEEPER
            yield who, town.address(route), method


def test_nothing_without_a_token_is_taken(town: Town, browsers: dict[str, FlaskClient]) -> None:
    look, tried = town.look(), 0

    for who, address, method in others(town):
        sent = {"sure": "yes", "email": "eve@other.example", "accept": "1", "reason": "no"}
        answer = ask(browsers[who], address, method, data=sent)
        tried += 1
        assert answer.status_code == 400, f"{method} {address}"

    assert look.found_no_change()
    assert tried > 50


@pytest.mark.parametrize("sending", SENDINGS, ids=str)
def test_a_form_is_kept_with_its_token_only(
    town: Town, browsers: dict[str, FlaskClient], sending: Sending
) -> None:
    """The same form twice: whole, it changes something, so without its token it would have."""
    client, look = browsers[sending.who], town.look()
    page, to = (each.format_map(town.values) for each in (sending.page, sending.to or sending.page))
    form = {**standing(Page(ask(client, page, "GET").text)), **sending.typed}
    bare = {name: value for name, value in form.items() if not name.endswith("csrf_token")}
    look.found_no_change()  # a page may begin a draft

    forged = ask(client, to, "POST", data=bare)
    changed_by_forged = not look.found_no_change()
    ask(client, to, "POST", data=form)

    assert forged.status_code in (200, 400, 422)
    assert not changed_by_forged
    assert not look.found_no_change(), "whole, it should have changed something"


def test_few_read_forms_without_the_guard_of_all(town: Town) -> None:
    """Those above, the questions of machines, and links that are proof by themselves."""
    exempt = town.app.extensions["csrf"]._exempt_blueprints

    assert {each.name for each in exempt} == BESIDE | {"manage", "confirm", "fhir"}


def test_a_link_to_confirm_is_the_proof_and_the_cookie_is_none(
    town: Town, browsers: dict[str, FlaskClient]
) -> None:
    look = town.look()

    for torn in ("torn", "WzEsMSwxXQ.AAAA", "../manage"):
        answer = ask(browsers[KEEPER], f"/confirm/{torn}", "POST", data={"listing": KEPT})
        assert answer.status_code in (400, 404), torn

    assert look.found_no_change()


def test_a_token_of_one_person_is_none_of_another(
    town: Town, browsers: dict[str, FlaskClient]
) -> None:
    mine = Page(ask(browsers[EDITOR], "/account/", "GET").text).values("csrf_token")[0]

    answer = ask(browsers[KEEPER], "/account/", "POST", data={"csrf_token": mine, "language": "es"})

    assert answer.status_code == 400
