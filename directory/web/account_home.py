"""What a person sees and changes of their own account."""

from typing import cast

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import logout_user
from werkzeug.exceptions import BadRequest

from directory import context
from directory.domain.accounts import Person
from directory.exchange.letters import LANGUAGES
from directory.services import keep_accounts
from directory.storage import organizations
from directory.storage.models import AccountRow
from directory.storage.organizations import Organization
from directory.web import access

LONGEST_NAME = 100
LISTINGS, REVIEW = "/manage/", "/review/"


def show() -> str:
    """Show the account, and where those who have one work."""
    roads = current_app.url_map.bind("")
    doors = {LISTINGS: True, REVIEW: _person().is_editor}
    return render_template(
        "account/home.html",
        person=_person(),
        account=_account(),
        places=[door for door, may in doors.items() if may and roads.test(door)],
    )


def describe() -> ResponseReturnValue:
    name = " ".join(request.form.get("name", "").split())
    language = request.form.get("language", "")
    if len(name) > LONGEST_NAME or language not in LANGUAGES:
        raise BadRequest
    with context.writing() as writing:
        keep_accounts.describe(writing, _person().id, name, language)
    flash("saved", "success")
    return redirect(url_for(access.HOME))


def second_factor() -> str:
    """Where editors are led before they may review."""
    account = _account()
    where = access.local(request.args.get("next"))
    is_owed = account.must_prove_twice and not session.get(access.PROVEN)
    return render_template(
        "account/second_factor.html", account=account, is_owed=is_owed, next=where
    )


def sign_out_everywhere() -> ResponseReturnValue:
    with context.writing() as writing:
        keep_accounts.sign_out_everywhere(writing, _person().id)
    return _leave("signed-out-everywhere")


def drop_password() -> ResponseReturnValue:
    with context.writing() as writing:
        keep_accounts.drop_password(writing, _person().id)
    flash("password-removed", "success")
    return redirect(url_for(access.HOME))


def delete() -> ResponseReturnValue:
    person = _person()
    if request.method == "GET":
        return render_template("account/delete.html", person=person, alone=_alone(person))
    with context.writing() as writing:
        keep_accounts.end(writing, person.email, person.actor, context.settings().documents)
    return _leave("account-deleted")


def _alone(person: Person) -> list[tuple[Organization, int]]:
    """The organizations whose listings nobody else keeps, and how many those are."""
    reading = context.session()
    kept = organizations.of_account(reading, person.id)
    lone = (each for each in kept if len(organizations.members(reading, each.id)) == 1)
    return [(each, len(organizations.providers(reading, each.id))) for each in lone]


def _leave(word: str) -> ResponseReturnValue:
    logout_user()
    session.clear()
    flash(word, "info")
    return redirect(url_for(access.SIGN_IN))


def _person() -> Person:
    return cast(Person, access.person())  # the blueprint lets nobody else in


def _account() -> AccountRow:
    return cast(AccountRow, current_user)
