"""A directory in which people are at work: who keeps listings, who reviews, and what waits."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask

from directory import context
from directory.domain.accounts import Role
from directory.services import claim_listing
from directory.services.claim_listing import BY_PHONE
from directory.storage import listings
from directory.storage.claims import Asked
from tests import drafts, kept_house, people
from tests.services.contributing import office
from tests.web.html import PageClient

WHO: Mapping[str, tuple[str, Role]] = {
    "keeper": ("pat@harbor.example", Role.PROVIDER),
    "editor": ("editor@directory.example", Role.EDITOR),
}


@dataclass(frozen=True, slots=True)
class Furnished:
    """What the {braces} of addresses stand for."""

    values: Mapping[str, str]

    def address(self, template: str) -> str:
        return template.format_map(self.values)


def furnish(app: Flask) -> Furnished:
    """Needs the listings of tests/browser/sites.py."""
    with app.app_context():
        keeper = people.account(app, *WHO["keeper"])
        people.account(app, *WHO["editor"])
        desk = office()
        with desk.database.reading() as session:
            harbor = listings.by_slug(session, "harbor-house")
            quiet = listings.by_slug(session, "quiet-house")
        assert harbor is not None
        assert quiet is not None
        keeps = desk.kept_by(keeper.actor, harbor.id, trusted=True)
        kept = kept_house.worked_on(app, keeps, "long-name")
        asked = Asked(
            provider_id=quiet.id,
            account_id=keeper.id,
            organization_id=None,
            organization="Quiet House",
            proof=BY_PHONE,
            contact="+13095550100",
        )
        post = claim_listing.Post(
            letterbox=context.letterbox(), secret_key="", claim_link=lambda id_: f"/claim/{id_}"
        )
        with desk.database.writing() as session:
            claim = claim_listing.ask(session, asked, keeper.actor, "en", post)
        numbers = {"claim": str(claim.id), "harbor": str(harbor.id), "quiet": str(quiet.id)}
        return Furnished({**numbers, **drafts.drafts(), **kept})


def clients(app: Flask) -> dict[str, PageClient]:
    """By who they are; "" is nobody in particular."""
    found = {who: PageClient(app, app.response_class) for who in ("", *WHO)}
    for who, (email, _role) in WHO.items():
        people.sign_in(found[who], email)
    return found


def cookie(app: Flask, who: str) -> str:
    """What a browser sends to be that person."""
    kept = clients(app)[who].get_cookie(str(app.config["SESSION_COOKIE_NAME"]))
    assert kept is not None
    return str(kept.value)
