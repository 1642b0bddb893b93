"""Whose listing or organization a page below /manage is about, once it is known to be theirs."""

from dataclasses import dataclass

from flask import abort, g
from flask_babel import gettext as _

from directory import context
from directory.domain.accounts import Person
from directory.domain.listings import Listing
from directory.domain.revisions import ProviderStatus
from directory.services.edit_listing import Keeper
from directory.storage import listings, organizations, statuses
from directory.storage.organizations import Organization
from directory.storage.statuses import Standing
from directory.web import access


@dataclass(frozen=True, kw_only=True, slots=True)
class Keeping:
    """`standing` is None on pages about the organization alone."""

    person: Person
    organization: Organization
    standing: Standing | None = None

    @property
    def keeper(self) -> Keeper:
        return Keeper(
            actor=self.person.actor,
            account_id=self.person.id,
            email=self.person.email,
            language=self.person.language,
            organization_id=self.organization.id,
            trusted=self.organization.trusted,
        )


def begin_with_listing(slug: str) -> None:
    """Go on if the listing is the person's; else it is as if there were none."""
    standing = statuses.by_slug(context.session(), slug) if slug.isprintable() else None
    if standing is None or standing.status is ProviderStatus.MERGED:
        abort(404)
    g.keeping = Keeping(
        person=person(), organization=_theirs(standing.organization_id), standing=standing
    )


def begin_with_organization(id_: int) -> None:
    g.keeping = Keeping(person=person(), organization=_theirs(id_))


def person() -> Person:
    """Return who is signed in; nobody else comes this far."""
    return access.person() or abort(401)


def current() -> Keeping:
    found: Keeping = g.keeping
    return found


def organization() -> Organization:
    return current().organization


def standing() -> Standing:
    return current().standing or abort(404)


def listing() -> Listing:
    """Return it as it is now, shown or not."""
    return listings.whole(context.session(), standing().id) or abort(404)


def is_colleague(account_id: int | None) -> bool:
    known = account_id is not None
    return known and organizations.is_member(context.session(), account_id or 0, organization().id)


def name_of(account_id: int | None, written: str) -> str:
    """Return how a page names who did something: colleagues know each other's addresses.

    Of all others it says no more than what they may be.
    """
    if account_id == person().id:
        return _("you")
    if account_id is None:
        return _("somebody without an account")
    known = is_colleague(account_id)
    return written if known else _("an editor of this directory, or a former member")


def _theirs(organization_id: int | None) -> Organization:
    session = context.session()
    id_ = organization_id or 0
    if not organizations.is_member(session, person().id, id_):
        abort(404)
    return organizations.by_id(session, id_) or abort(404)
