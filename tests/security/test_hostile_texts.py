"""Whatever anybody writes into a listing, a form or an address, no page runs it."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from werkzeug.routing import Rule as Route
from werkzeug.test import TestResponse

from directory import context
from directory.domain import cells
from tests import people
from tests.security import hostile, rules
from tests.security.hostile import FORMULA, MARK, PAYLOAD
from tests.security.rules import BY_ENDPOINT, Rule
from tests.security.town import EDITOR, KEEPER, VISITOR, Town, ask

ASKED = (
    *("q", "near", "care", "insurance", "radius", "free", "next", "email", "name", "page"),
    *("provider", "add", "on", "state", "county", "kind", "days", "only", "about", "account"),
    *("code", "slug", "other", "listed", "scheme", "format", "who", "act", "from", "to", "lang"),
)
# Forms that come back with what was typed.
FORMS = {
    *("account.send_link", "account.us_signin", "account.two_factor_token_validation"),
    *("correct.ask", "claim.ask", "claim.prove", "submit.start", "submit.edit", "submit.show"),
    *("manage.small", "manage.edit", "manage.invite", "manage.upload", "review.edit"),
    *("review.turn", "review.decide_claim", "review.answer", "review.refuse"),
}
# Who sees most of a page.
SEEN_BY = {
    **dict.fromkeys((Rule.SIGNED_IN, Rule.CLAIMANT, Rule.MEMBER, Rule.MIDWAY), KEEPER),
    Rule.EDITOR: EDITOR,
}
KINDS = ("submission", "change", "claim", "correction", "conflict", "duplicate")


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Town]:
    town = hostile.build(tmp_path_factory.mktemp("spoiled"), prepared)
    yield town
    context.held(town.app).database.close()


def everywhere(town: Town, methods: tuple[str, ...] = ("GET",)) -> Iterator[tuple[str, Route]]:
    for route, method in rules.asked(town.app):
        if method in methods:
            yield SEEN_BY.get(BY_ENDPOINT[route.endpoint], VISITOR), route


def faults(answer: TestResponse) -> list[str]:
    """What somebody who opens it would run; machines must be able to read what is theirs."""
    if answer.mimetype == "text/html":
        return hostile.runs(answer.text)
    kind = answer.mimetype or ""
    if kind.endswith("json") and answer.data:
        for whole in answer.text.splitlines() if kind.endswith("ndjson") else [answer.text]:
            json.loads(whole)
    elif kind.endswith("xml"):
        ElementTree.fromstring(answer.data)
    return []


def test_no_page_runs_what_is_written_in_a_listing(spoiled: Town) -> None:
    wrong = list[tuple[str, str, str]]()
    shown = set[str]()

    for who, route in everywhere(spoiled):
        for address in addresses(spoiled, route):
            answer = ask(spoiled.client(who), address, "GET")
            wrong += [(who, address, fault) for fault in faults(answer)]
            assert answer.status_code != 500, (who, address)
            if MARK in answer.text:
                shown.add(route.endpoint)

    assert wrong == []
    assert len(shown) > 40, "too few pages show what was written"


def addresses(town: Town, route: Route) -> set[str]:
    """Of what waits for editors there are many kinds."""
    refs = {"claim": town.values["id_"], "correction": "1", "change": town.values["revision"]}
    made = {town.address(route)}
    if route.endpoint == "review.item":
        made |= {f"/review/{kind}/{refs.get(kind, town.values['ref'])}" for kind in KINDS}
    return made


def test_no_page_runs_what_stands_in_its_address(spoiled: Town) -> None:
    wrong = list[tuple[str, str, str]]()
    blanks = ("slug", "name", "token", "page", "step", "ref", "rest", "secret")
    values = {**spoiled.values, **dict.fromkeys(blanks, "%3Cscript%3Ealert(1)%3C/script%3E%22on=")}
    torn = Town(spoiled.app, values)

    for who, route in everywhere(spoiled):
        for address in (spoiled.address(route), torn.address(route)):
            asked = dict.fromkeys(ASKED, PAYLOAD)
            answer = ask(spoiled.client(who), address, "GET", query_string=asked)
            wrong += [(who, address, fault) for fault in faults(answer)]
            assert answer.status_code != 500, (who, address)

    assert wrong == []


def test_no_form_runs_what_was_typed_into_it(spoiled: Town) -> None:
    wrong, echoed = list[tuple[str, str, str]](), 0
    names = (*ASKED, "said", "note", "contact", "street", "city", "zip", "description", "website")

    for who, route in everywhere(spoiled, ("POST",)):
        if route.endpoint in FORMS:
            answer = ask(
                spoiled.client(who),
                spoiled.address(route),
                "POST",
                data=dict.fromkeys(names, PAYLOAD),
            )
            wrong += [(who, route.endpoint, fault) for fault in faults(answer)]
            echoed += MARK in answer.text

    assert wrong == []
    assert echoed > 5, "too few forms come back with what was typed"


def test_no_mail_is_anything_but_text(spoiled: Town) -> None:
    """And what somebody wrote adds no line to its head."""
    client = spoiled.client(VISITOR)

    ask(client, "/account/sign-in", "POST", data={"email": "a@b.example\r\nBcc: c@d.example"})
    ask(client, "/account/sign-in", "POST", data={"email": "new@b.example"})

    letters = people.mail(spoiled.app)
    assert letters
    for each in letters:
        assert "\n" not in each.subject + each.to
        assert "\r" not in each.subject + each.to
        assert "Bcc" not in each.to


@pytest.fixture(scope="module")
def calculating(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Town]:
    town = hostile.build(tmp_path_factory.mktemp("calculating"), prepared, FORMULA)
    yield town
    context.held(town.app).database.close()


def test_no_table_holds_what_a_spreadsheet_would_calculate(calculating: Town) -> None:
    """Every door that hands out a table, found by what it answers with."""
    doors = set[str]()

    for who, route in everywhere(calculating):
        query = "?provider=harbor-house" if route.endpoint.startswith("call_sheet") else ""
        answer = ask(calculating.client(who), f"{calculating.address(route)}{query}", "GET")
        if answer.mimetype == "text/csv":
            rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
            if MARK in answer.text:
                doors.add(route.endpoint)
            assert [cell for row in rows for cell in row if is_formula(cell)] == [], route

    assert doors == {"call_sheet.table", "exports.file", "manage.download", "review.audit_csv"}


def is_formula(cell: str) -> bool:
    """Signed numbers and telephone numbers of ours are none."""
    return cell.startswith(("=", "+", "-", "@", "\t", "\r")) and MARK in cell


def test_what_would_be_calculated_is_read_back_as_it_was_written() -> None:
    for written in (FORMULA, "+1", "-x", "@a", "\tb", "'=c", "''=d", "plain"):
        assert cells.as_written(cells.harmless(written)) == written
        assert not cells.harmless(written).startswith(("=", "+", "-", "@", "\t"))
