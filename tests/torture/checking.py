"""Whether a directory still holds what it said it holds, and is sound in itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256

from config import Settings
from directory import context
from directory.app import create_app
from directory.storage import audit
from tests.torture.house import House
from tests.torture.people import Done

BEGUN = "SELECT count(*) FROM revision WHERE digest = ? AND json_extract(proposal, '$.name') = ?"
SENT = "SELECT count(*) FROM revision WHERE digest = ? AND email = ? AND status = 'unconfirmed'"
ACCEPTED = "SELECT count(*) FROM revision WHERE id = ? AND status = 'accepted'"
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
             AND json_extract(a.details, '$.revision') = r.id) != 1
    """,
    "sent in without a letter": """
        SELECT count(*) FROM revision r WHERE r.status = 'unconfirmed'
        AND NOT EXISTS (SELECT 1 FROM mail m WHERE m."to" = r.email)
    """,
    "an import in part": """
        SELECT count(DISTINCT substr(name, instr(name, ' in '))) > 1 FROM provider
        WHERE slug LIKE 'copied-%'
    """,
}
PUBLISHED = "SELECT count(*) FROM provider WHERE status = 'published'"
EDITION = """
    SELECT max(CAST(substr(name, instr(name, ' in ') + 4) AS INTEGER)) FROM provider
    WHERE slug LIKE 'copied-%'
"""


def lost(house: House, done: Done) -> Iterator[str]:
    """What was acknowledged and is not there, and what is there in part."""
    for fault, query, values in _promised(done):
        if one(house, query, *values) != 1:
            yield fault
    for fault, query in TORN.items():
        if times := one(house, query):
            yield f"{fault}: {times}"
    with closing(sqlite3.connect(house.instance / "directory.db")) as connection:
        told = [line for (line,) in connection.execute("PRAGMA quick_check")]
    if told != ["ok"]:
        yield f"quick_check: {told[:5]}"


def _promised(done: Done) -> Iterator[tuple[str, str, tuple[object, ...]]]:
    """A sentence for when it is not there, and the query that finds it once."""
    for secret, name in done.begun.items():
        yield f"a draft that was saved is not there: {name}", BEGUN, (_digest(secret), name)
    for secret, address in done.sent.items():
        yield f"what was sent in is not there: {address}", SENT, (_digest(secret), address)
    for revision in done.accepted:
        yield f"what was accepted is not: {revision}", ACCEPTED, (revision,)


def broken(house: House) -> Iterator[str]:
    """The audit trail, and what the doctor says."""
    app = create_app(Settings.from_env(house.environment))
    with app.app_context():
        held = context.held()
        with held.database.reading() as session:
            if at := audit.broken_at(session):
                yield f"the audit trail is broken at {at}"
        result = app.test_cli_runner().invoke(args=["doctor"])
        if result.exit_code:
            yield f"doctor: {result.output}"
        held.database.close()


def one(house: House, query: str, *values: object) -> int:
    """The number that a query answers with."""
    with closing(sqlite3.connect(house.instance / "directory.db")) as connection:
        return int(connection.execute(query, values).fetchone()[0] or 0)


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
