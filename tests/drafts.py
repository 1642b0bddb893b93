"""Drafts of new listings as people leave them: half written, and sent in."""

from directory.domain.documents import Document
from directory.services import submit_listing
from directory.services.submit_listing import Sender
from tests.services.contributing import office

HALF: Document = {
    "name": "Morning Light Center",
    "phone/main": ["+13095550188"],
    "street": "48 Birch Lane",
    "city": "Peoria",
    "state": "IL",
    "zip": "61602",
    "says/therapy/cbt": "yes",
    "plan/aetna/PPO": "in",
    "program/new-1/care": "intensive-outpatient",
    "program/new-1/name": "Evening IOP",
    "program/new-1/hours_a_week": 9,
    "program/new-1/sessions": [
        ["", 0, "18:00", "21:00", "in-person"],
        ["", 2, "21:00", "18:00", "online"],
    ],
}
WHOLE: Document = {**HALF, "program/new-1/sessions": [["", 0, "18:00", "21:00", "in-person"]]}


def drafts() -> dict[str, str]:
    """The secrets of their addresses."""
    return {"half": _begun(HALF), "draft": _begun(WHOLE), "sent": _sent()}


def _begun(document: Document) -> str:
    with office().database.writing() as session:
        started = submit_listing.start(session, None, "en")
    with office().database.writing() as session:
        submit_listing.save(session, started.secret, started.revision.version, document)
    return started.secret


def _sent() -> str:
    secret = _begun({**WHOLE, "name": "Evening Light Center"})
    with office().database.writing() as session:
        sender = Sender(email="front.desk@example.org", language="en")
        submit_listing.send_in(session, secret, sender, "", office().post)
    return secret
