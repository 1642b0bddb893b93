"""The link of a reminder says for whom it speaks, and what it confirms holds from that day on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from config import DATA
from directory.domain.facts import OWN_WORD, Statement
from directory.domain.keepers import Keeper
from directory.domain.listings import Listing, Openings, Plan
from directory.domain.people import Actor
from directory.domain.revisions import ProviderStatus
from directory.exchange import letters
from directory.exchange.confirm_links import ConfirmLinks
from directory.services import confirm_listing
from directory.services.confirm_listing import (
    Asked,
    ExpiredLinkError,
    ForgedLinkError,
    NothingToConfirmError,
)
from directory.services.leave_organization import leave_organization
from directory.services.remind_providers import Reminders
from directory.services.send_mail import Letterbox
from directory.storage import audit, keepers, keeping, listings, organizations, outbox, statuses
from directory.storage.database import Database
from tests import factories
from tests import keeping as people
from tests.factories import program, said

ANA = "ana@harbor.example.org"
CONFIRMED = date(2026, 1, 1)
RUN = datetime.fromisoformat("2026-03-02T09:00")
TODAY = date(2026, 3, 5)
LINKS = ConfirmLinks("https://treatment.example.org", "s" * 32)
REMINDERS = Reminders(Letterbox(letters.load(DATA / "letters", "Some County")), LINKS)


@pytest.fixture
def listing(database: Database) -> Listing:
    own = replace(said("therapy", "cbt"), source=OWN_WORD, reported_on=CONFIRMED)
    runs = program(
        "intensive-outpatient",
        replace(own, about=said("format", "in-person").about),
        openings=Openings(answer="yes", reported_on=CONFIRMED),
    )
    return add(
        database,
        "Harbor House",
        statements=(own, said("language", "spanish")),
        programs=(runs, program("residential")),
        plans=(
            Plan(insurer="aetna", source=OWN_WORD, confirmed_on=CONFIRMED),
            Plan(insurer="cigna", source=factories.SOURCE, confirmed_on=CONFIRMED),
        ),
    )


@pytest.fixture
def account(database: Database, listing: Listing) -> int:
    return people.member(database, ANA, listing.id)


@pytest.fixture
def token(database: Database, account: int) -> str:
    return remind(database, account)


def test_what_the_provider_says_itself_holds_from_that_day(
    database: Database, listing: Listing, token: str
) -> None:
    confirm(database, token)

    now = current(database, listing)
    own = {each.about.slug: each.reported_on for each in statements(now, OWN_WORD.slug)}
    lists = {each.reported_on for each in statements(now, factories.SOURCE.slug)}
    assert now.confirmed_on == TODAY
    assert own == {"cbt": TODAY, "in-person": TODAY}
    assert lists == {factories.REPORTED_ON}
    assert {plan.insurer: plan.confirmed_on for plan in now.plans} == {
        "aetna": TODAY,
        "cigna": CONFIRMED,
    }
    assert [each.openings.reported_on for each in now.programs] == [TODAY, None]


def test_the_index_is_told_and_the_trail_says_who(
    database: Database, listing: Listing, token: str, account: int
) -> None:
    with database.reading() as session:
        before = outbox.latest(session)

    confirm(database, token)

    with database.reading() as session:
        told = outbox.after(session, before)
        *_, entry = audit.entries(session, listing.id)
    assert [provider_id for _, provider_id in told] == [listing.id]
    assert (entry.act, entry.who, entry.account_id) == ("confirmed", ANA, account)
    assert entry.details == {"confirmed_on": "2026-01-01"}


def test_to_look_confirms_nothing(database: Database, listing: Listing, token: str) -> None:
    asked = look(database, token)

    assert [each.slug for each in asked.open] == [listing.slug]
    assert asked.editable == {listing.id}
    assert current(database, listing).confirmed_on == CONFIRMED


def test_to_confirm_twice_is_harmless(database: Database, listing: Listing, token: str) -> None:
    confirm(database, token)
    confirm(database, token, day=TODAY + timedelta(days=20))

    asked = look(database, token)
    assert (asked.open, [each.slug for each in asked.confirmed]) == ((), [listing.slug])
    assert current(database, listing).confirmed_on == TODAY


def test_of_several_one_can_be_confirmed(
    database: Database, listing: Listing, account: int
) -> None:
    other = add(database, "Bayside")
    people.together(database, other.id)
    people.member(database, ANA, other.id)
    token = remind(database, account)

    confirm(database, token, slugs=[other.slug, "somebody-elses"])

    asked = look(database, token)
    assert [each.slug for each in asked.open] == [listing.slug]
    assert [each.slug for each in asked.confirmed] == [other.slug]


def test_who_sent_a_listing_in_confirms_it_without_an_account(database: Database) -> None:
    listing = add(database, "Bayside")
    people.sender(database, ANA, listing.id)
    token = remind(database)

    confirm(database, token)

    assert current(database, listing).confirmed_on == TODAY
    assert look(database, token).editable == frozenset()


@pytest.mark.parametrize("torn", [slice(0, -4), slice(1, None), slice(0, 0)])
def test_a_torn_link_is_told_from_one_that_is_old(
    database: Database, token: str, torn: slice
) -> None:
    with pytest.raises(ForgedLinkError):
        look(database, token[torn])


def test_a_link_that_was_signed_elsewhere_is_forged(database: Database, account: int) -> None:
    keeper = Keeper(email=ANA, language="en", account_id=account)
    forged = ConfirmLinks(LINKS.base_url, "another secret").token(keeper, RUN)

    with pytest.raises(ForgedLinkError):
        look(database, forged)


def test_a_link_holds_for_sixty_days(database: Database, token: str) -> None:
    last = RUN.date() + timedelta(days=60)

    assert look(database, token, last).open

    with pytest.raises(ExpiredLinkError):
        look(database, token, last + timedelta(days=1))


def test_a_listing_that_is_not_shown_any_more_is_not_confirmed(
    database: Database, listing: Listing, token: str
) -> None:
    with database.writing() as session:
        statuses.change(session, listing.id, ProviderStatus.CLOSED)
        session.commit()

    with pytest.raises(NothingToConfirmError):
        confirm(database, token)


def test_who_does_not_keep_it_any_more_confirms_nothing(
    database: Database, listing: Listing, token: str
) -> None:
    with database.writing() as session:
        statuses.give(session, listing.id, None)
        session.commit()

    with pytest.raises(NothingToConfirmError):
        confirm(database, token)


def test_who_left_confirms_nothing_though_they_sent_it_in(
    database: Database, listing: Listing, account: int, token: str
) -> None:
    people.sender(database, ANA, listing.id)
    with database.writing() as session:
        (organization,) = organizations.of_account(session, account)
        leave_organization(session, organization, account, Actor(ANA, account))

    with pytest.raises(NothingToConfirmError):
        confirm(database, token)


def add(database: Database, name: str, **fields: object) -> Listing:
    made = factories.listing(name, **{"confirmed_on": CONFIRMED, **fields})
    with database.writing() as session:
        (id_,) = keeping.add(session, [made])
        session.commit()
    return current(database, replace(made, id=id_))


def remind(database: Database, account: int | None = None) -> str:
    """Returns the token that the mail of this account, or of the only sender, holds."""
    with database.writing() as session:
        REMINDERS.remind(session, RUN)
        keeper = _keeper(session, account)
    return LINKS.token(keeper, RUN)


def _keeper(session: Session, account: int | None) -> Keeper:
    found = keepers.by_account(session, account) if account else keepers.by_revision(session, 1)
    assert found is not None
    return found


def look(database: Database, token: str, today: date = TODAY) -> Asked:
    with database.reading() as session:
        return confirm_listing.asked(session, LINKS, token, today)


def confirm(
    database: Database, token: str, slugs: list[str] | None = None, day: date = TODAY
) -> None:
    with database.writing() as session:
        asked = confirm_listing.asked(session, LINKS, token, day)
        wanted = slugs if slugs is not None else [each.slug for each in asked.open]
        confirm_listing.confirm(session, asked, wanted, day)


def current(database: Database, listing: Listing) -> Listing:
    with database.reading() as session:
        return listings.by_ids(session, [listing.id])[0]


def statements(listing: Listing, source: str) -> Iterator[Statement]:
    everything = (
        *listing.statements,
        *(one for each in listing.programs for one in each.statements),
    )
    return (each for each in everything if each.source.slug == source)
