from urllib.parse import urlsplit

from click.testing import Result
from flask import Flask

from directory.domain.accounts import Role
from directory.domain.acts import Act
from directory.storage import audit
from tests import people
from tests.web.html import Page, PageClient

ED = "ed@directory.example"


def user(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=["user", *args])


def test_the_first_editor_comes_in_without_mail(app: Flask) -> None:
    result = user(app, "add", "Ed@Directory.example", "--role", "editor")
    link = urlsplit(result.stdout.strip())
    client = PageClient(app, app.response_class)

    page = Page(client.get(f"{link.path}?{link.query}").text)
    proof = {name: page.values(name)[0] for name in ("identity", "passcode")}
    client.post("/account/code", data=proof)

    assert "You are signed in as ed@directory.example." in client.page("/account/").main
    assert people.mail(app) == []
    with people.reading(app) as session:
        noted = [(each.who, each.act, each.details) for each in audit.entries(session)]
    assert noted == [("a command", Act.GAVE_ROLE, {"role": "editor"})]


def test_an_address_has_one_account(app: Flask) -> None:
    user(app, "add", ED)

    again = user(app, "add", ED)

    assert again.exit_code == 1
    assert again.stderr == "Error: ed@directory.example has an account already.\n"


def test_what_is_no_address_is_said(app: Flask) -> None:
    assert user(app, "add", "ed").stderr == "Error: ed is no e-mail address.\n"


def test_a_link_is_printed_for_whoever_gets_no_mail(app: Flask) -> None:
    people.account(app, ED)

    first, second = (user(app, "link", ED).stdout for _ in range(2))

    assert first.startswith("http://localhost:8000/account/link?account=")
    assert first != second


def test_the_list_says_who_may_what_and_how_they_prove_it(app: Flask) -> None:
    people.account(app, ED, Role.EDITOR)
    people.account(app, "mira@harbor.example")

    assert user(app, "list").stdout.splitlines() == [
        "ed@directory.example\teditor\tmail alone",
        "mira@harbor.example\tprovider\tmail alone",
    ]


def test_a_role_takes_the_place_of_the_one_before(app: Flask) -> None:
    people.account(app, ED, Role.EDITOR)

    result = user(app, "role", ED, "admin")

    assert result.stdout == "ed@directory.example is now admin.\n"
    assert [each.name for each in people.row(app, ED).roles] == [Role.ADMIN]


def test_who_lost_every_proof_starts_anew(app: Flask) -> None:
    people.account(app, ED, Role.EDITOR)
    client = PageClient(app, app.response_class)
    people.sign_in(client, ED)

    user(app, "reset", ED)

    assert client.get("/account/").status_code == 302


def test_an_account_is_removed_for_good(app: Flask) -> None:
    people.account(app, ED)

    result = user(app, "remove", ED, "--yes")

    assert result.stdout == "The account of ed@directory.example is deleted.\n"
    assert people.addresses(app) == []


def test_who_has_no_account_cannot_lose_it(app: Flask) -> None:
    for args in (("remove", ED, "--yes"), ("role", ED, "editor"), ("reset", ED), ("link", ED)):
        assert user(app, *args).stderr == "Error: ed@directory.example has no account.\n"


def test_somebody_is_signed_out_everywhere_and_keeps_their_proofs(app: Flask) -> None:
    people.account(app, ED, Role.EDITOR)
    people.give_passkey(app, ED)
    client = PageClient(app, app.response_class)
    people.sign_in(client, ED)

    said = user(app, "sign-out", ED).output

    assert said == "ed@directory.example is signed out everywhere.\n"
    assert client.get("/account/").status_code == 302
    assert people.row(app, ED).webauthn
    with people.reading(app) as session:
        (entry,) = audit.entries(session)
    assert (entry.who, entry.act) == ("a command", Act.SIGNED_OUT_EVERYWHERE)
