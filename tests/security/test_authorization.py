"""Who may open what: each route by each who comes, from the map of the routes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule as Route
from werkzeug.test import TestResponse

from tests.security import rules
from tests.security.rules import BY_ENDPOINT, Rule
from tests.security.town import (
    ADMIN,
    EDITOR,
    EVERYBODY,
    KEEPER,
    UNPROVEN,
    VISITOR,
    Town,
    ask,
)

IN, SIGN_IN, SECOND_FACTOR, FORBIDDEN, ABSENT = "in", "sign in", "second factor", "403", "404"
LED = {"/account/sign-in": SIGN_IN, "/account/second-factor": SECOND_FACTOR}
REACHED = 299
DRAFTS = ("/submit/<secret>", "/submit/<secret>/<step>")


# What becomes of each who comes.
OTHERS = "others"
EXPECTED: Mapping[Rule, Mapping[str, str]] = {
    Rule.PUBLIC: {OTHERS: IN},
    Rule.HOLDER: {OTHERS: IN},
    Rule.MIDWAY: {VISITOR: SIGN_IN, OTHERS: IN},
    Rule.SIGNED_IN: {VISITOR: SIGN_IN, OTHERS: IN},
    Rule.CLAIMANT: {VISITOR: SIGN_IN, KEEPER: IN, OTHERS: ABSENT},
    Rule.MEMBER: {VISITOR: SIGN_IN, KEEPER: IN, OTHERS: ABSENT},
    Rule.EDITOR: {
        VISITOR: SIGN_IN,
        UNPROVEN: SECOND_FACTOR,
        EDITOR: IN,
        ADMIN: IN,
        OTHERS: FORBIDDEN,
    },
    Rule.LOOPBACK: {OTHERS: FORBIDDEN},
}


def expected(rule: Rule, who: str) -> str:
    return EXPECTED[rule].get(who, EXPECTED[rule][OTHERS])


def became(answer: TestResponse) -> str:
    where = urlsplit(answer.headers.get("Location", "")).path
    if where in LED:
        return LED[where]
    return {403: FORBIDDEN, 404: ABSENT}.get(answer.status_code, IN)


def cases(app: Flask, *, let_in: bool) -> Iterator[tuple[Rule, Route, str, str]]:
    for route, method in rules.asked(app):
        rule = BY_ENDPOINT[route.endpoint]
        for who in EVERYBODY:
            if (expected(rule, who) == IN) is let_in:
                yield rule, route, method, who


def clients(town: Town) -> dict[str, FlaskClient]:
    return {who: town.client(who) for who in EVERYBODY}


@pytest.fixture
def unguarded_forms(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The same town, which asks for no token: so it is the guard of the page that answers."""
    monkeypatch.setitem(town.app.config, "WTF_CSRF_ENABLED", 0)
    return town


def test_every_route_has_one_rule_and_every_rule_a_route(town: Town) -> None:
    named = Counter(endpoint for those in rules.TABLE.values() for endpoint in those)
    there = {route.endpoint for route in town.app.url_map.iter_rules()}

    assert there - named.keys() == set(), "say in tests/security/rules.toml whom they let in"
    assert named.keys() - there == set()
    assert max(named.values()) == 1


def test_whom_no_rule_lets_in_is_turned_away_and_changes_nothing(unguarded_forms: Town) -> None:
    """The real pages, with whatever anybody sends to them."""
    town, look = unguarded_forms, unguarded_forms.look()
    browsers, wrong, tried = clients(town), [], 0

    for rule, route, method, who in cases(town.app, let_in=False):
        answer = ask(browsers[who], town.address(route), method, data={"sure": "yes"})
        tried += 1
        # A code that is tried is counted, whoever tries it.
        is_changed = not look.found_no_change() and rule is not Rule.MIDWAY
        if is_changed or became(answer) != expected(rule, who):
            wrong.append((who, method, route.rule, answer.status_code))

    assert wrong == []
    assert tried > 250


def test_whom_a_rule_lets_in_reaches_the_page(
    unguarded_forms: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the guards answer here: what is behind them stands still, or it would be used up."""
    town, wrong, browsers = unguarded_forms, [], clients(unguarded_forms)
    for endpoint in town.app.view_functions:
        monkeypatch.setitem(town.app.view_functions, endpoint, lambda **_blanks: ("", REACHED))

    for _rule, route, method, who in cases(town.app, let_in=True):
        if route.endpoint == "static":  # answers before any guard
            continue
        answer = ask(browsers[who], town.address(route), method)
        if answer.status_code != REACHED:
            wrong.append((who, method, route.rule, answer.status_code))

    assert wrong == []


def test_a_torn_link_opens_nothing_to_anybody(unguarded_forms: Town) -> None:
    town, look, wrong = unguarded_forms, unguarded_forms.look(), []
    browsers = clients(town)

    for route, method in rules.asked(town.app):
        if BY_ENDPOINT[route.endpoint] is not Rule.HOLDER:
            continue
        address = town.address(route, secret="torn")
        for who in EVERYBODY:
            answer = ask(browsers[who], address, method, data={"listing": "harbor-house"})
            if route.rule in DRAFTS and answer.status_code != 404:
                wrong.append((who, method, route.rule, answer.status_code))

    assert wrong == []
    assert look.found_no_change()


def test_what_is_for_this_machine_is_not_for_whom_a_proxy_brings(town: Town) -> None:
    (route,) = (each for each, _ in rules.asked(town.app) if is_for_this_machine(each))
    client, here = town.client(EDITOR), {"REMOTE_ADDR": "127.0.0.1"}

    alone = client.get(route.rule, environ_overrides=here)
    brought = client.get(
        route.rule, environ_overrides=here, headers={"X-Forwarded-For": "127.0.0.1"}
    )

    assert (alone.status_code, brought.status_code) == (200, 403)


def is_for_this_machine(route: Route) -> bool:
    return BY_ENDPOINT[route.endpoint] is Rule.LOOPBACK
