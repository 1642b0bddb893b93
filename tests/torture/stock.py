"""What a tortured directory begins with, and what is there to be done."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from config import Settings
from directory import context
from directory.app import create_app
from directory.domain import moments
from directory.domain.people import Actor
from directory.domain.review import Kind
from directory.exchange import own_csv_writing
from directory.services import submit_listing
from directory.services.edit_listing import Keeper
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


def crowd(
    house: House, first: int, much: int, pause: float = 0.0, kind: Kind = Kind.SUBMISSION
) -> Crowd:
    """So many drafts, and as many new listings or changes of listings that wait."""
    app = create_app(Settings.from_env(house.environment))
    with app.app_context():
        desk, editor = office(), people.row(app, EDITOR)
        drafts = [_draft(first + number) for number in range(much)]
        made = _changes if kind is Kind.CHANGE else _submissions
        pending = made(editor.id, first + much, much)
        cookie = f"{app.config['SESSION_COOKIE_NAME']}={furnishing.cookie(app, 'editor')}"
        desk.database.close()
    key = str(app.config["SECRET_KEY"])
    return Crowd(house.port, key, drafts, pending, cookie, first, pause, kind.value)


def _submissions(account: int, first: int, much: int) -> list[int]:
    sender = Sender(email=EDITOR, language="en", account_id=account)
    begun = [_draft(first + number) for number in range(much)]
    desk = office()
    with desk.database.writing() as session:
        sent = [submit_listing.send_in(session, each, sender, "", desk.post) for each in begun]
    return [each.id for each in sent]


def _changes(account: int, first: int, much: int) -> list[int]:
    """Another name for one listing after the other; there are as many."""
    desk = office()
    keeper = Keeper(
        actor=Actor(EDITOR, account),
        account_id=account,
        email=EDITOR,
        language="en",
        organization_id=None,
        trusted=False,
    )
    return [desk.proposed(keeper, id_, name=f"Lamp {first + id_}").id for id_ in range(1, much + 1)]


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
