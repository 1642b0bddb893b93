from click.testing import Result
from flask import Flask

from directory import context
from directory.services import keep_keys


def key(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=["key", *args])


def test_a_key_is_shown_once_and_works(app: Flask) -> None:
    result = key(app, "add", "Helpline 211")

    assert result.exit_code == 0
    made = result.stdout.strip()
    found = keep_keys.known(context.session(), made)
    assert found is not None
    assert found.name == "Helpline 211"
    assert made not in key(app, "list").stdout


def test_the_list_says_who_has_one_and_had_one(app: Flask) -> None:
    key(app, "add", "Helpline 211")
    key(app, "add", "A health plan")
    key(app, "revoke", "A health plan")

    plan, helpline = key(app, "list").stdout.splitlines()

    assert plan.startswith("A health plan\tmade 20")
    assert "\trevoked 20" in plan
    assert helpline.startswith("Helpline 211\tmade 20")
    assert "revoked" not in helpline


def test_a_name_is_given_once(app: Flask) -> None:
    key(app, "add", "Helpline 211")

    again = key(app, "add", "Helpline 211")

    assert again.exit_code == 1
    assert again.stderr == (
        "Error: There is a key named 'Helpline 211' already. Revoke it, or choose another.\n"
    )


def test_a_revoked_name_gets_a_new_key(app: Flask) -> None:
    old = key(app, "add", "Helpline 211").stdout.strip()
    key(app, "revoke", "Helpline 211")

    new = key(app, "add", "Helpline 211").stdout.strip()

    assert keep_keys.known(context.session(), old) is None
    assert keep_keys.known(context.session(), new) is not None


def test_what_is_not_there_cannot_be_revoked(app: Flask) -> None:
    result = key(app, "revoke", "Nobody")

    assert result.exit_code == 1
    assert "There is no key named 'Nobody'" in result.stderr


def test_a_name_has_to_be_one(app: Flask) -> None:
    assert key(app, "add", "  ").exit_code == 1
    assert key(app, "add", "line\nbreak").exit_code == 1
    assert key(app, "add", "x" * 81).exit_code == 1
