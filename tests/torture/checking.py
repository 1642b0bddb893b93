"""Whether a directory still holds what it said it holds, and is sound in itself."""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from sqlalchemy import text

from config import Settings
from directory import context
from directory.app import create_app
from directory.storage import audit, soundness
from tests.torture.house import House
from tests.torture.people import Done

# In words that every database knows.
BEGUN = "SELECT count(*) FROM revision WHERE digest = :digest AND proposal ->> 'name' = :name"
SENT = """
    SELECT count(*) FROM revision
    WHERE digest = :digest AND email = :email AND status = 'unconfirmed'
"""
ACCEPTED = "SELECT count(*) FROM revision WHERE id = :id AND status = 'accepted'"
TORN = {
    "accepted without a listing": """
        SELECT count(*) FROM revision r WHERE r.kind = 'submission' AND r.status = 'accepted'
        AND NOT EXISTS (SELECT 1 FROM program p WHERE p.provider_id = r.provider_id)
    """,
    "a listing without a decision": """
        SELECT count(*) FROM revision r WHERE r.kind = 'submission'
        AND r.status != 'accepted' AND r.provider_id IS NOT NULL
    """,
    "accepted, and not once in the trail": """
        SELECT count(*) FROM revision r WHERE r.kind = 'submission' AND r.status = 'accepted'
        AND (SELECT count(*) FROM audit a WHERE a.act = 'accepted'
             AND CAST(a.details ->> 'revision' AS INTEGER) = r.id) != 1
    """,
    "sent in without a letter": """
        SELECT count(*) FROM revision r WHERE r.status = 'unconfirmed'
        AND NOT EXISTS (SELECT 1 FROM mail m WHERE m."to" = r.email)
    """,
    "an import in part": """
        SELECT CASE WHEN count(DISTINCT substr(name, length(slug) + 1)) > 1 THEN 1 END
        FROM provider WHERE slug LIKE 'copied-%'
    """,
}
PUBLISHED = "SELECT count(*) FROM provider WHERE status = 'published'"
EDITION = """
    SELECT max(CAST(substr(name, length(slug) + 5) AS INTEGER)) FROM provider
    WHERE slug LIKE 'copied-%'
"""


def lost(house: House, done: Done) -> Iterator[str]:
    """What was acknowledged and is not there, and what is there in part."""
    for fault, query, values in _promised(done):
        if one(house, query, **values) != 1:
            yield fault
    for fault, query in TORN.items():
        if times := one(house, query):
            yield f"{fault}: {times}"
    with house.database() as database:
        if told := soundness.damage(database):
            yield f"damaged: {told}"


def _promised(done: Done) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """A sentence for when it is not there, and the query that finds it once."""
    for secret, name in done.begun.items():
        values: Mapping[str, object] = {"digest": _digest(secret), "name": name}
        yield f"a draft that was saved is not there: {name}", BEGUN, values
    for secret, address in done.sent.items():
        values = {"digest": _digest(secret), "email": address}
        yield f"what was sent in is not there: {address}", SENT, values
    for revision in done.accepted:
        yield f"what was accepted is not: {revision}", ACCEPTED, {"id": revision}


def broken(house: House) -> Iterator[str]:
    """The audit trail, and what the doctor says."""
    app = create_app(Settings.from_env(house.environment))
    with app.app_context():
        held = context.held()
        with held.database.reading() as session:
            if at := audit.broken_at(session):
                yield f"the audit trail is broken at {at}"
        runner = app.test_cli_runner()
        # What was on its way at a kill is tried again later than any of these servers lives.
        runner.invoke(args=["mail", "--send"])
        result = runner.invoke(args=["doctor"])
        if result.exit_code:
            yield f"doctor: {result.output}"
        held.database.close()


def one(house: House, query: str, **values: object) -> int:
    """The number that a query answers with."""
    with house.database() as database, database.reading() as session:
        return int(session.execute(text(query), values).scalar() or 0)


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
