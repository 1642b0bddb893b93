"""How many proofs were wrong is told; whose they were is not."""

import pytest
from flask import Flask

from directory.domain.accounts import Role
from tests import people
from tests.web.html import PageClient
from tests.web.test_access import set_up_app, shown_next
from tests.web.test_measuring import figures

ED = "ed@directory.example"


def test_proofs_are_counted_and_wrong_ones_logged_without_a_name(
    app: Flask, client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    people.account(app, ED, Role.EDITOR)
    people.come_in(client, ED)
    phone = set_up_app(client)
    client.post("/account/sign-out")

    client.post("/account/code", data={"identity": ED, "passcode": "12345678"})
    asked = people.come_in(client, ED)
    client.post(asked.location, data={"code": "000000"})
    client.post("/account/recovery", data={"code": "0000-0000-0000"})
    client.post(asked.location, data={"code": shown_next(phone)})
    client.post("/account/sign-out")
    for _ in range(10):
        client.post("/account/code", data={"identity": ED, "passcode": "12345678"})

    counted = {
        labels: count
        for (name, labels), count in figures(client).items()
        if name == "directory_sign_in_proofs_total" and count
    }
    assert counted == {
        'kind="code",outcome="right"': 2,
        'kind="code",outcome="wrong"': 1 + 10 - counted['kind="code",outcome="too_many"'],
        'kind="code",outcome="too_many"': counted['kind="code",outcome="too_many"'],
        'kind="app",outcome="right"': 1,
        'kind="app",outcome="wrong"': 1,
        'kind="recovery",outcome="wrong"': 1,
    }
    said = [each for each in caplog.messages if each.startswith("A proof of who")]
    assert len(said) == 13
    assert not [each for each in caplog.messages if ED in each or "127.0.0.1" in each]


def test_what_is_no_proof_is_not_counted(app: Flask, client: PageClient) -> None:
    """A form of another site; and an app that is set up by somebody who is in already."""
    people.account(app, ED)
    people.sign_in(client, ED)
    set_up_app(client)
    client.post("/account/sign-out")
    app.config["WTF_CSRF_ENABLED"] = True
    client.post("/account/code", data={"identity": ED, "passcode": "12345678"})

    counted = [count for (name, _), count in figures(client).items() if "proofs" in name]

    assert not any(counted)
