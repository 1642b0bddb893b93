"""What a tortured directory begins with, and what is there to be done."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from config import Settings
from directory import context
from directory.app import create_app
from directory.domain import moments
from directory.exchange import own_csv_writing
from directory.services import submit_listing
from directory.services.load_demonstration import load_demonstration
from directory.services.rebuild_index import rebuild_index
from directory.services.submit_listing import Sender
from tests import drafts, furnishing, people
from tests.factories import PEORIA, REPORTED_ON, listing
from tests.services.contributing import office
from tests.torture.house import House
from tests.torture.people import Crowd

EDITOR = furnishing.WHO["editor"][0]
COPIED = 150  # sites of the list that is imported again and again


def furnish(house: House, listings: int) -> None:
    """Listings with their index, and an editor."""
    app = create_app(Settings.from_env(house.environment))
    with app.app_context():
        held = context.held()
        today = moments.now().date()
        load_demonstration(held.database, held.vocabulary, today, count=listings, seed=1)
        for email, role in furnishing.WHO.values():
            people.account(app, email, role)
        with held.database.reading() as session:
            rebuild_index(session, held.engine)
        held.database.close()


def crowd(house: House, first: int, much: int, pause: float = 0.0) -> Crowd:
    """So many drafts and so many submissions that wait."""
    app = create_app(Settings.from_env(house.environment))
    with app.app_context():
        desk, editor = office(), people.row(app, EDITOR)
        sender = Sender(email=EDITOR, language="en", account_id=editor.id)
        begun = [_draft(first + number) for number in range(2 * much)]
        pending = []
        with desk.database.writing() as session:
            for secret in begun[much:]:
                sent = submit_listing.send_in(session, secret, sender, "", desk.post)
                pending.append(sent.id)
        cookie = f"{app.config['SESSION_COOKIE_NAME']}={furnishing.cookie(app, 'editor')}"
        desk.database.close()
    key = str(app.config["SECRET_KEY"])
    return Crowd(house.port, key, begun[:much], pending, cookie, first, pause)


def _draft(number: int) -> str:
    document = {**drafts.WHOLE, "name": f"Lamp {number}", "street": f"{number} Oak Street"}
    with office().database.writing() as session:
        started = submit_listing.start(session, None, "en")
    with office().database.writing() as session:
        submit_listing.save(session, started.secret, started.revision.version, document)
    return started.secret


def edition(folder: Path, number: int) -> Path:
    """A list in the project's own format, in which every site has the edition in its name."""
    sites = [
        replace(
            listing(f"Copied {each} in {number}", slug=f"copied-{each}"),
            address=replace(PEORIA, street=f"{each} Copied Street"),
        )
        for each in range(COPIED)
    ]
    target = BytesIO()
    own_csv_writing.write_whole(sites, target, REPORTED_ON)
    path = folder / f"edition-{number}.csv"
    path.write_bytes(target.getvalue())
    return path
