"""Those who keep a listing are asked at 60 and at 80 days, once each, in one mail a person."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from config import DATA
from directory.domain.listings import Listing
from directory.domain.mail import Mail, State
from directory.domain.people import Actor
from directory.domain.revisions import ProviderStatus
from directory.exchange import letters
from directory.exchange.confirm_links import ConfirmLinks
from directory.services import keep_accounts
from directory.services.leave_organization import leave_organization
from directory.services.remind_providers import Reminded, Reminders
from directory.services.send_mail import Letterbox
from directory.storage import audit, confirming, keeping, listings, mail, organizations, statuses
from directory.storage.database import Database
from tests import factories
from tests import keeping as people

ANA, BEN = "ana@harbor.example.org", "ben@bayside.example.org"
CONFIRMED = date(2026, 1, 1)
LINKS = ConfirmLinks("https://treatment.example.org", "s" * 32)
REMINDERS = Reminders(Letterbox(letters.load(DATA / "letters", "Some County")), LINKS)
Add = Callable[..., Listing]


@pytest.fixture
def add(database: Database) -> Add:
    def adding(name: str = "Harbor House", **fields: object) -> Listing:
        made = factories.listing(name, **{"confirmed_on": CONFIRMED, **fields})
        with database.writing() as session:
            (id_,) = keeping.add(session, [made])
            session.commit()
        with database.reading() as session:
            return listings.by_ids(session, [id_])[0]

    return adding


def test_a_member_is_asked_at_sixty_and_at_eighty_days(database: Database, add: Add) -> None:
    people.member(database, ANA, add().id)

    asked = {days: remind(database, days).people for days in (59, 60, 61, 79, 80, 81, 400)}

    assert [days for days, count in asked.items() if count] == [60, 80]
    assert subjects(database) == ["Is this still right?", "Once more: is this still right?"]


def test_to_repeat_a_run_asks_nobody_twice(database: Database, add: Add) -> None:
    people.member(database, ANA, add().id)

    runs = [remind(database, 60), remind(database, 60)]

    assert runs == [Reminded(people=1, listings=1), Reminded(people=0, listings=0)]
    assert len(queued(database)) == 1


def test_found_late_it_is_asked_about_once(database: Database, add: Add) -> None:
    people.member(database, ANA, add().id)

    remind(database, 200)
    remind(database, 300)

    assert subjects(database) == ["Is this still right?"]


def test_once_confirmed_the_days_count_anew(database: Database, add: Add) -> None:
    listing = add()
    people.member(database, ANA, listing.id)
    remind(database, 60)

    with database.writing() as session:
        confirming.confirm(session, [listing.id], CONFIRMED + timedelta(days=70))
        session.commit()

    assert [remind(database, days).people for days in (80, 129, 130, 150)] == [0, 0, 1, 1]


def test_one_mail_names_all_that_a_person_keeps(database: Database, add: Add) -> None:
    harbor, bayside = add(), add("Bayside", confirmed_on=CONFIRMED - timedelta(days=9))
    elsewhere = add("Elsewhere")
    people.together(database, harbor.id, bayside.id)
    people.member(database, ANA, harbor.id)
    people.sender(database, ANA.upper(), elsewhere.id)

    done = remind(database, 62)

    (only,) = queued(database)
    assert done == Reminded(people=1, listings=3)
    assert "- Bayside, Peoria, IL\n- Elsewhere, Peoria, IL\n- Harbor House, Peoria, IL\n" in (
        only.written.body
    )
    assert only.written.body.count(f"{LINKS.base_url}/confirm/") == 1


def test_every_member_is_asked_and_who_sent_it_in_only_where_there_is_none(
    database: Database, add: Add
) -> None:
    kept, sent = add(), add("Bayside")
    for email in (ANA, BEN):
        people.member(database, email, kept.id)
    people.sender(database, "old@example.org", kept.id)
    people.sender(database, "new@example.org", sent.id)

    remind(database, 60)

    assert sorted(each.to for each in queued(database)) == [ANA, BEN, "new@example.org"]


def test_who_left_is_not_asked_though_they_sent_it_in(database: Database, add: Add) -> None:
    left, ended = add(), add("Bayside")
    accounts = {ANA: people.member(database, ANA, left.id), BEN: people.member(database, BEN)}
    for email, listing in ((ANA, left), ("old@example.org", left), (BEN, ended)):
        people.sender(database, email, listing.id)
    with database.writing() as session:
        (organization,) = organizations.of_account(session, accounts[ANA])
        leave_organization(session, organization, accounts[ANA], Actor(ANA, accounts[ANA]))
        keep_accounts.end(session, BEN, Actor.COMMAND, Path("documents"))

    assert remind(database, 60) == Reminded(people=0, listings=0)


def test_who_sends_in_again_after_they_left_is_asked_about_that(
    database: Database, add: Add
) -> None:
    people.member(database, ANA, add().id)
    with database.writing() as session:
        keep_accounts.end(session, ANA, Actor.COMMAND, Path("documents"))
    people.sender(database, ANA, add("Bayside").id)

    assert remind(database, 60) == Reminded(people=1, listings=1)


def test_each_is_asked_in_their_language(database: Database, add: Add) -> None:
    people.sender(database, ANA, add().id, language="es")

    remind(database, 60)

    (only,) = queued(database)
    assert only.written.subject == "¿Esto sigue siendo correcto?"
    assert f"{LINKS.base_url}/es/confirm/" in only.written.body


def test_nobody_is_asked_about_what_nobody_keeps_or_sees(database: Database, add: Add) -> None:
    add("Nobody's")
    paused, example = add("Paused"), add("Example", demonstration=True)
    people.member(database, ANA, paused.id, example.id, add("Unknown", confirmed_on=None).id)
    with database.writing() as session:
        statuses.change(session, paused.id, ProviderStatus.PAUSED)
        session.commit()

    assert remind(database, 100) == Reminded(people=0, listings=0)


def test_the_trail_says_who_was_asked(database: Database, add: Add) -> None:
    listing = add()
    people.member(database, ANA, listing.id)

    remind(database, 60)

    with database.reading() as session:
        (entry,) = audit.entries(session, listing.id)
    assert (entry.act, entry.details) == ("reminded", {"to": ANA})


def test_a_person_with_very_many_sites_gets_a_mail_that_can_be_read(
    database: Database, add: Add
) -> None:
    ids = [add(f"House {number:02}").id for number in range(43)]
    people.together(database, *ids)
    people.member(database, ANA, ids[0])

    remind(database, 60)

    (only,) = queued(database)
    assert "- House 39, Peoria, IL\n- … + 3\n" in only.written.body


def remind(database: Database, days: int) -> Reminded:
    at = datetime.combine(CONFIRMED, datetime.min.time()) + timedelta(days=days, hours=9)
    with database.writing() as session:
        return REMINDERS.remind(session, at)


def queued(database: Database) -> list[Mail]:
    with database.reading() as session:
        return list(mail.of_state(session, State.WAITING, 100))


def subjects(database: Database) -> list[str]:
    return [each.written.subject for each in reversed(queued(database))]
