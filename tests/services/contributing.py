"""Sends in and reviews, as the doors do."""

from dataclasses import dataclass

from directory import context
from directory.context.held import Held
from directory.domain import moments
from directory.domain.documents import Document
from directory.domain.people import Actor
from directory.domain.revisions import Revision
from directory.services import edit_listing, submit_listing
from directory.services.edit_listing import Keeper
from directory.services.review_revision import Desk
from directory.services.submit_listing import Post, Sender
from directory.storage import organizations, statuses
from directory.storage.database import Database
from directory.storage.models import AccountRow, MailRow

TODAY = moments.now().date()
WHOLE: Document = {
    "name": "Bayside Clinic",
    "street": "12 Water Street",
    "city": "Peoria",
    "state": "IL",
    "zip": "61602",
    "phone/main": ["+13095550177"],
    "says/therapy/cbt": "yes",
    "program/new-1/care": "intensive-outpatient",
    "program/new-1/sessions": [["", 0, "17:30", "20:30", "in-person"]],
}
PAT = Sender(email="pat@x.example", language="es")


def account(database: Database, email: str = "pat@harbor.example") -> Actor:
    with database.writing() as session:
        row = AccountRow(email=email, fs_uniquifier=email)
        session.add(row)
        session.commit()
        return Actor(email, row.id)


@dataclass(frozen=True)
class Office:
    """The doors to a held app's use cases."""

    held: Held

    @property
    def database(self) -> Database:
        return self.held.database

    @property
    def post(self) -> Post:
        return Post(
            letterbox=self.held.letterbox,
            secret_key=self.held.settings.secret_key,
            link=lambda token: f"https://directory.example/submit/confirm/{token}",
        )

    @property
    def desk(self) -> Desk:
        return Desk(
            letterbox=self.held.letterbox,
            gazetteer=self.held.gazetteer,
            today=TODAY,
            listing_link=lambda slug: f"https://directory.example/providers/{slug}",
            invitation_link=lambda secret: f"https://directory.example/invitation/{secret}",
            manage_link="https://directory.example/manage",
            submit_link="https://directory.example/submit",
        )

    def submitted(self, sender: Sender = PAT) -> Revision:
        """Sent in, and waiting for an editor when it was sent from an account."""
        with self.database.writing() as session:
            started = submit_listing.start(session, None, "en")
            submit_listing.save(session, started.secret, 1, WHOLE)
            return submit_listing.send_in(session, started.secret, sender, "", self.post)

    def kept_by(self, actor: Actor, provider_id: int, *, trusted: bool = False) -> Keeper:
        """Let an account keep a listing."""
        with self.database.writing() as session:
            organization = organizations.add(session, "Harbor")
            organizations.trust(session, organization, trusted=trusted)
            organizations.join(session, actor.account_id or 0, organization)
            statuses.give(session, provider_id, organization)
            session.commit()
        return Keeper(
            actor=actor,
            account_id=actor.account_id or 0,
            email=actor.name,
            language="en",
            organization_id=organization,
            trusted=trusted,
        )

    def proposed(self, keeper: Keeper, provider_id: int, **changes: object) -> Revision:
        """An edit that is sent in; None takes a key away."""
        with self.database.writing() as session:
            draft = edit_listing.begin(session, provider_id, keeper)
            wanted = {**draft.proposal, **{k.replace("__", "/"): v for k, v in changes.items()}}
            document = {key: value for key, value in wanted.items() if value is not None}
            draft = edit_listing.save(session, draft, draft.version, document)
            return edit_listing.send_in(session, draft, keeper, self.held.gazetteer, TODAY)

    def mail(self) -> list[tuple[str, str, str]]:
        """To whom, subject and text, in order."""
        with self.database.reading() as session:
            return [(row.to, row.subject, row.body) for row in session.query(MailRow)]


def office() -> Office:
    return Office(context.held())
