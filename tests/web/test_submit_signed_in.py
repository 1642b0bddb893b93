"""Somebody who is signed in sends in a listing: their address is known already."""

from flask import Flask

from directory.domain.accounts import Role
from directory.domain.revisions import RevisionStatus
from tests import people
from tests.web.html import PageClient
from tests.web.submitting import Submitter


def test_who_is_signed_in_need_not_confirm_their_address(app: Flask, client: PageClient) -> None:
    people.account(app, "pat@harbor.example", Role.PROVIDER)
    people.sign_in(client, "pat@harbor.example")
    person = Submitter(client).with_program()

    state = person.look("check", {})

    assert state.heading == "An editor reads it"
    assert person.revision().status is RevisionStatus.PENDING
    assert person.revision().email == "pat@harbor.example"
