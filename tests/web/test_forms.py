"""Forms that anybody may send, shown on pages of this test's own."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Blueprint, Flask, Response, render_template_string
from itsdangerous import TimestampSigner
from wtforms import FieldList, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from config import Settings
from directory import context
from directory.app import create_app
from directory.web import forms
from directory.web.forms import GuardedForm
from tests.services.test_ask_puzzle import answer_to
from tests.web.html import Page, PageClient
from tests.web.sending import send, send_page, standing

WHOLE = {"zip": "60601", "kind": "a"}
PAGE = """
{% extends "base.html" %}{% from "macros/fields.html" import guards, summary, asked, chosen %}
{% block title %}Ask{% endblock %}
{% block main %}<h1>Ask</h1>{{ summary(form) }}
<form method="post" novalidate>{{ guards(form) }}
{{ asked(form.zip, why="To find the town.", seen="The town.", autocomplete="postal-code") }}
{{ asked(form.note) }}{{ chosen(form.kind) }}
{% for each in form.names %}{{ asked(each) }}{% endfor %}
<button>Send</button></form>{% endblock %}
"""


class AskingForm(GuardedForm):
    zip = StringField("ZIP code", [InputRequired("Type the ZIP code.")])
    note = TextAreaField("Note")
    kind = RadioField("Kind", [InputRequired("Choose one.")], choices=[("a", "A"), ("b", "B")])
    names = FieldList(StringField("Name", [InputRequired("Type a name.")]))


class SendingForm(AskingForm):
    goes_to_editors = True


def ask() -> Response:
    return answer_with(AskingForm())


def send_in() -> Response:
    return answer_with(SendingForm())


def answer_with(form: AskingForm) -> Response:
    if form.validate_on_submit():
        return Response(form.once, mimetype="text/plain")
    return Response(render_template_string(PAGE, form=form))


@pytest.fixture
def asking(settings: Settings) -> Flask:
    """A site with one form more, guarded as in earnest."""
    app = create_app(settings)
    bp = Blueprint("asking", __name__)
    forms.check_beside(bp)
    bp.add_url_rule("/asking", view_func=ask, methods=["GET", "POST"])
    bp.add_url_rule("/sending", view_func=send_in, methods=["GET", "POST"])
    app.register_blueprint(bp)
    return app


@pytest.fixture
def client(asking: Flask) -> PageClient:
    """One for whom the three seconds are over at once."""
    asking.config[forms.SECONDS] = 0
    return PageClient(asking, asking.response_class)


def refusals(page: Page) -> list[str]:
    (box,) = page.all("div", class_="faults")
    return [text for each in box.iter("p") if (text := "".join(each.itertext()))]


def test_a_form_that_is_filled_in_passes(client: PageClient) -> None:
    answer = send(client, "/asking", WHOLE)

    assert re.fullmatch(r"[\w-]{22}", answer.text)


def test_one_form_sent_twice_is_known_to_be_one(client: PageClient) -> None:
    page = client.page("/asking")

    first, again = (send_page(client, "/asking", page, WHOLE).text for _ in range(2))

    assert first == again
    assert first != send(client, "/asking", WHOLE).text


def test_a_form_keeps_its_token_when_it_comes_back(client: PageClient) -> None:
    page = client.page("/asking")

    back = Page(send_page(client, "/asking", page, {"zip": ""}).text)

    assert back.values("started") == page.values("started")


def test_who_is_quicker_than_a_person_is_asked_to_look_again(
    asking: Flask, client: PageClient
) -> None:
    asking.config[forms.SECONDS] = 3

    page = Page(send(client, "/asking", WHOLE | {"note": "Typed."}).text)

    assert refusals(page) == [
        "That was very quick. Please look over your answers, then send them again."
    ]
    assert standing(page)["note"] == "Typed."
    assert page.values("zip") == ["60601"]


@pytest.mark.parametrize("started", ["", "x", "ImEi.aaaaaa.bbbbbbb"])
def test_a_start_that_is_not_ours_is_none(client: PageClient, started: str) -> None:
    page = Page(send(client, "/asking", WHOLE | {"started": started}).text)

    assert refusals(page) == [
        "This page was open for a long time. Nothing is lost: please send it again."
    ]
    assert re.fullmatch(r"[\w-]{22}", send_page(client, "/asking", page, {}).text)


@pytest.mark.parametrize(("days", "kind"), [(1, "text/plain"), (6, "text/plain"), (8, "text/html")])
def test_a_form_may_stay_open_for_days(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, days: int, kind: str
) -> None:
    then = datetime.now(UTC) - timedelta(days=days)
    with monkeypatch.context() as past:
        past.setattr(TimestampSigner, "get_timestamp", lambda _: int(then.timestamp()))
        page = client.page("/asking")

    answer = send_page(client, "/asking", page, WHOLE)

    assert answer.mimetype == kind


def test_a_robot_is_told_no_more_than_a_person(client: PageClient) -> None:
    page = Page(send(client, "/asking", WHOLE | {"more_link": "https://spam.example"}).text)

    assert refusals(page) == [
        "This could not be sent. Please look over your answers and send them again."
    ]
    assert page.values("zip") == ["60601"]
    assert page.values("more_link") == [""]  # which a browser may have filled in by itself
    assert "spam" not in page.main


def test_without_a_cookie_the_form_comes_back_with_what_was_typed(asking: Flask) -> None:
    forgetful = PageClient(asking, asking.response_class, use_cookies=False)
    asking.config[forms.SECONDS] = 0

    page = Page(send(forgetful, "/asking", WHOLE).text)

    assert "allow cookies" in refusals(page)[0]
    assert page.values("zip") == ["60601"]


def test_behind_tls_no_referrer_is_asked_for(client: PageClient) -> None:
    answer = client.get("/asking", base_url="https://localhost")

    sent = client.post(
        "/asking", data={**standing(Page(answer.text)), **WHOLE}, base_url="https://localhost"
    )

    assert re.fullmatch(r"[\w-]{22}", sent.text)


def test_what_is_wrong_stands_beside_the_field_and_on_top(client: PageClient) -> None:
    page = Page(send(client, "/asking", {"names-0": ""}).text)

    box = page.one("input", id="zip")
    assert box.attrib["aria-invalid"] == "true"
    assert box.attrib["aria-describedby"].split() == ["zip-error", "zip-why", "zip-seen"]
    assert page.texts("p", id="zip-error") == ["Type the ZIP code."]
    assert page.link("Type the ZIP code.") == "#zip"
    assert page.link("Choose one.") == "#kind"
    assert page.link("Type a name.") == "#names-0"


def test_a_form_that_was_not_sent_has_nothing_to_complain_of(client: PageClient) -> None:
    page = client.page("/asking")

    assert page.all("div", class_="faults") == []
    assert page.texts("p", id="zip-why") == ["To find the town."]
    assert page.texts("p", id="zip-seen") == ["Readers see: The town."]
    assert page.one("div", class_="apart").attrib["aria-hidden"] == "true"
    assert page.one("input", name="more_link").attrib["tabindex"] == "-1"


def test_a_flood_of_forms_asks_for_a_puzzle(
    asking: Flask, client: PageClient, settings: Settings
) -> None:
    context.held(asking).settings = replace(settings, puzzle="always", contact_email="help@a.test")

    page = Page(send(client, "/sending", WHOLE).text)

    assert "we check that you are not a robot" in refusals(page)[0]
    assert page.values("zip") == ["60601"]
    (box,) = page.all("div", class_="puzzle")
    assert json.loads(box.attrib["data-puzzle"])["parameters"]["algorithm"] == "PBKDF2/SHA-256"
    assert "write to help@a.test instead" in page.main


def test_who_solves_the_puzzle_is_let_in(
    asking: Flask, client: PageClient, settings: Settings
) -> None:
    context.held(asking).settings = replace(settings, puzzle="always")
    page = client.page("/sending")
    (box,) = page.all("div", class_="puzzle")

    answer = answer_to(box.attrib["data-puzzle"])

    assert send_page(client, "/sending", page, WHOLE | {"puzzle": answer}).mimetype == "text/plain"
    again = Page(send(client, "/sending", WHOLE | {"puzzle": answer}).text)
    assert refusals(again)
    assert again.values("puzzle") == [""]


def test_a_solved_puzzle_outlives_a_mistake_in_the_form(
    asking: Flask, client: PageClient, settings: Settings
) -> None:
    context.held(asking).settings = replace(settings, puzzle="always")
    page = client.page("/sending")
    (box,) = page.all("div", class_="puzzle")
    answer = answer_to(box.attrib["data-puzzle"])

    back = Page(send_page(client, "/sending", page, {"puzzle": answer}).text)

    assert back.values("puzzle") == [answer]
    assert back.all("div", class_="puzzle") == []
    assert send_page(client, "/sending", back, WHOLE).mimetype == "text/plain"
