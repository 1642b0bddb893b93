"""Members of an organization ask others by mail to keep its listings, and may take that back."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.mail import Letter
from directory.domain.moments import now
from directory.domain.people import Actor
from directory.services import invite_member
from directory.services.send_mail import Letterbox
from directory.storage import audit, organizations
from directory.storage.organizations import Organization

MOST_OPEN = 20  # invitations of one organization whose links work and that nobody answered


class MemberAlreadyError(ValueError):
    """Whoever has this address keeps the listings already."""


class AskedAlreadyError(ValueError):
    """An invitation to this address waits for an answer."""


class TooManyInvitationsError(ValueError):
    """So many wait for an answer that one has to be taken back first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """`hands_over`: who asks leaves when the other one says yes."""

    email: str
    hands_over: bool = False


@dataclass(frozen=True, kw_only=True)
class Post:
    """`link`: the public address for a secret. `inviter`: who asks, as the letter names them."""

    letterbox: Letterbox
    link: Callable[[str], str]
    inviter: str
    language: str


def send_invitation(
    session: Session,
    organization: Organization,
    asked: Asked,
    by: Actor,
    post: Post,
) -> None:
    """Sent twice it is one. Raises what is named above."""
    _check(session, organization, asked.email)
    secret = invite_member.begin(
        session, organization, asked.email, by, hands_over=asked.hands_over
    )
    told = {
        "organization": organization.name,
        "inviter": post.inviter,
        "link": post.link(secret),
        "days": str(invite_member.LINK_HOLDS.days),
    }
    letter = Letter("hand-over" if asked.hands_over else "invitation", told)
    post.letterbox.queue(session, asked.email, post.language, letter)
    session.commit()


def take_back(session: Session, organization: Organization, id_: int, by: Actor) -> None:
    """The link leads nowhere from now on. Again is harmless."""
    mine = (one for one in organizations.invitations(session, organization.id) if one.id == id_)
    invitation = next(mine, None)
    if invitation is None:
        return
    organizations.end_invitation(session, id_)
    details = {"invitation": invitation.email}
    audit.note(session, by, Deed(Act.WITHDREW, organization.name, details=details))
    session.commit()


def _check(session: Session, organization: Organization, email: str) -> None:
    known = [each.email.casefold() for each in organizations.members(session, organization.id)]
    since = now() - invite_member.LINK_HOLDS
    waiting = organizations.invitations(session, organization.id)
    asked = [each.email.casefold() for each in waiting if each.made_at >= since]
    if email.casefold() in known:
        raise MemberAlreadyError
    if email.casefold() in asked:
        raise AskedAlreadyError
    if len(asked) >= MOST_OPEN:
        raise TooManyInvitationsError
