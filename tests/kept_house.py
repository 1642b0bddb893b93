"""A listing that several people work on: a change that was made, one under way, an invitation."""

from flask import Flask

from directory.domain.differences import Difference
from directory.services import edit_listing, invite_member
from directory.services.edit_listing import Keeper
from directory.services.publish_changes import by_provider, publish_changes
from directory.storage import listings, organizations, revisions, statuses
from directory.web import formats
from tests import people
from tests.services.contributing import Office, office

PLAIN = "House 07"  # on which nothing is under way
COLLEAGUE = "kim@harbor.example"
UNDER_WAY = {
    "name": "Saint Bartholomew's Recovery Services",
    "phone__main": ["+13095550177"],
    "says__therapy__cbt": "yes",
    "program__new-1__care": "outpatient",
    "program__new-1__sessions": [["", 0, "17:30", "20:30", "in-person"]],
}


def worked_on(app: Flask, keeper: Keeper, slug: str) -> dict[str, str]:
    """Give it to the keeper too, and `PLAIN`. Returns what addresses of its pages need."""
    desk, colleague = office(), people.account(app, COLLEAGUE)
    owner = keeper.organization_id or 0
    with desk.database.writing() as session:
        listing = listings.by_slug(session, slug)
        organization = organizations.by_id(session, owner)
        assert listing is not None
        assert organization is not None
        plain = next(one for one in listings.by_ids(session, range(1, 60)) if one.name == PLAIN)
        for one in (listing, plain):
            statuses.give(session, one.id, owner)
        organizations.join(session, colleague.id, owner)
        invited = "front.desk@harbor.example"
        secret = invite_member.begin(session, organization, invited, keeper.actor)
        session.commit()
    made = desk.proposed(keeper, listing.id, office_hours="mon-0900-1700")
    _begin(desk, keeper, listing.id)
    _change_meanwhile(desk, listing.id)
    return {
        "organization": str(owner),
        "colleague": str(colleague.id),
        "made": str(made.id),
        "invitation": secret,
        "plain": plain.slug,
    }


def _begin(desk: Office, keeper: Keeper, provider_id: int) -> None:
    with desk.database.writing() as session:
        draft = edit_listing.begin(session, provider_id, keeper)
        changes = {key.replace("__", "/"): value for key, value in UNDER_WAY.items()}
        revisions.save(session, draft.id, draft.version, {**draft.proposal, **changes})
        session.commit()


def _change_meanwhile(desk: Office, provider_id: int) -> None:
    """What the draft changes too, and something else."""
    made = {"website": "https://bartholomew.example", "phone/main": ["+13095550166"]}
    changes = [Difference(key, None, value) for key, value in made.items()]
    spoken = by_provider(formats.today())
    with desk.database.writing() as session:
        publish_changes(session, provider_id, changes, spoken, desk.held.gazetteer)
        session.commit()
