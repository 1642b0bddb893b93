"""A member keeps an organization's listings no more: by their own wish or by another member's."""

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.people import Actor
from directory.storage import audit, organizations
from directory.storage.organizations import Organization


def leave_organization(
    session: Session, organization: Organization, account_id: int, by: Actor
) -> bool:
    """The listings stay as they are. False: it was no member, so again is harmless."""
    members = organizations.members(session, organization.id)
    leaving = next((each for each in members if each.account_id == account_id), None)
    if leaving is None:
        return False
    organizations.leave(session, account_id, organization.id)
    who = {"account": account_id, "email": leaving.email, "left": len(members) - 1}
    details = who | {"organizations": [organization.id]}
    audit.note(session, by, Deed(Act.LEFT, organization.name, details=details))
    session.commit()
    return True
