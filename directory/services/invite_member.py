"""Somebody is asked by mail to keep an organization's listings, too or instead."""

import secrets
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.moments import now
from directory.domain.people import Actor
from directory.storage import audit, organizations
from directory.storage.organizations import Invitation, Organization

LINK_HOLDS = timedelta(days=14)


class NoInvitationError(LookupError):
    """The link leads to no invitation, or it was taken back, used, or is too old."""


def begin(
    session: Session,
    organization: Organization,
    email: str,
    by: Actor,
    *,
    hands_over: bool = False,
) -> str:
    """Return the secret for the link, which is kept nowhere. Commits nothing."""
    secret = secrets.token_urlsafe(24)
    invitation = Invitation(
        id=0,
        organization=organization,
        email=email,
        by_id=by.account_id,
        hands_over=hands_over,
        made_at=now(),
        ended_at=None,
    )
    organizations.invite(session, invitation, _digest(secret))
    audit.note(session, by, Deed(Act.INVITED, organization.name, details={"email": email}))
    return secret


def found(session: Session, secret: str) -> Invitation:
    """Raises NoInvitationError."""
    invitation = organizations.invitation(session, _digest(secret))
    if invitation is None or invitation.ended_at or invitation.made_at < now() - LINK_HOLDS:
        raise NoInvitationError
    return invitation


def accept(session: Session, secret: str, actor: Actor) -> Invitation:
    """Whoever holds the link joins; who handed over leaves. Raises NoInvitationError."""
    invitation = found(session, secret)
    organization = invitation.organization
    organizations.join(session, actor.account_id or 0, organization.id)
    organizations.end_invitation(session, invitation.id)
    audit.note(session, actor, Deed(Act.JOINED, organization.name))
    if invitation.hands_over and invitation.by_id not in (None, actor.account_id):
        organizations.leave(session, invitation.by_id or 0, organization.id)
        who = {"account": invitation.by_id, "organizations": [organization.id]}
        audit.note(session, actor, Deed(Act.LEFT, organization.name, details=who))
    session.commit()
    return replace(invitation, ended_at=now())


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
