from dataclasses import replace
from datetime import date, time

from sqlalchemy import event
from sqlalchemy.engine import Engine

from directory.domain import moments
from directory.domain.facts import Answer
from directory.domain.listings import Listing, Openings, Phone, Plan
from directory.domain.schedule import Session
from directory.storage import keeping, listings, organizations, outbox, statuses
from directory.storage.database import Database
from directory.storage.models import AccountRow, OldSlugRow, ProviderRow
from tests.factories import SOURCE, listing, program, said

EVENING = Session("evening", 0, time(18), time(21), "online")


def keep(database: Database, *wanted: Listing) -> list[int]:
    with database.writing() as session:
        ids = keeping.add(session, wanted)
        session.commit()
    return ids


def test_a_listing_comes_back_as_it_was_kept(database: Database) -> None:
    whole = listing(
        name2="Evening Campus",
        description="A calm place.",
        website="https://harbor.example",
        phones=(Phone(kind="main", number="+13095550100"), Phone(kind="intake", number="988")),
        statements=(said("therapy", "cbt"), said("substance", "opioids", Answer.NO)),
        plans=(Plan(insurer="aetna", source=SOURCE, kind="PPO", in_network=True),),
        benefits_phone="+13095550101",
        programs=(
            program(
                "intensive-outpatient",
                said("therapy", "dbt"),
                sessions=(EVENING,),
                states_served=("IL", "WI"),
                hours_a_week=9.0,
                openings=Openings(answer="waitlist", wait_days=5, reported_on=date(2026, 4, 1)),
            ),
        ),
    )

    (id_,) = keep(database, whole)

    with database.reading() as session:
        kept = listings.by_slug(session, whole.slug)
    assert kept is not None
    numbered = (replace(whole.programs[0], id=kept.programs[0].id),)
    assert set(kept.statements) == set(whole.statements)
    assert replace(kept, statements=whole.statements) == replace(whole, id=id_, programs=numbered)


def test_keeping_a_listing_tells_the_index(database: Database) -> None:
    (id_,) = keep(database, listing())

    with database.reading() as session:
        assert [provider_id for _, provider_id in outbox.after(session, 0)] == [id_]


def test_ids_that_are_gone_are_skipped_and_order_is_kept(database: Database) -> None:
    first, second = keep(database, listing("A"), listing("B"))

    with database.reading() as session:
        found = listings.by_ids(session, [second, 999, first])

    assert [one.id for one in found] == [second, first]


def test_a_listing_that_is_not_published_is_not_read(database: Database) -> None:
    (id_,) = keep(database, listing())
    with database.writing() as session:
        row = session.get_one(ProviderRow, id_)
        row.status = "paused"
        session.commit()

    with database.reading() as session:
        assert listings.by_ids(session, [id_]) == []
        assert list(listings.all_in_batches(session)) == []


def test_batches_cover_everything_once(database: Database) -> None:
    ids = keep(database, *(listing(f"House {n}") for n in range(7)))

    with database.reading() as session:
        batches = list(listings.all_in_batches(session, size=3))

    assert [len(batch) for batch in batches] == [3, 3, 1]
    assert [one.id for batch in batches for one in batch] == ids


def test_an_old_slug_leads_to_the_present_one(database: Database) -> None:
    kept = listing()
    (id_,) = keep(database, kept)
    with database.writing() as session:
        session.add(OldSlugRow(slug="harbor-once", provider_id=id_))
        session.commit()

    with database.reading() as session:
        assert listings.current_slug(session, "harbor-once") == kept.slug
        assert listings.current_slug(session, "never") is None


def test_a_batch_takes_the_same_number_of_selects_however_large(database: Database) -> None:
    keep(database, *(listing(f"House {n}") for n in range(40)))
    selects: list[str] = []
    listen = ("before_cursor_execute", lambda *args: selects.append(args[2]))

    counts = []
    for size in (2, 40):
        with database.reading() as session:
            event.listen(Engine, *listen)
            next(listings.all_in_batches(session, size))
            event.remove(Engine, *listen)
        counts.append(len(selects))
        selects.clear()

    assert counts[0] == counts[1]


def test_a_listing_is_kept_since_the_latest_of_its_keepers_joined(database: Database) -> None:
    (id_,) = keep(database, listing())

    with database.writing() as session:
        organization_id = organizations.add(session, "Harbor Group")
        statuses.give(session, id_, organization_id)
        for name in ("one", "other"):
            account = AccountRow(email=f"{name}@harbor.example", fs_uniquifier=name)
            session.add(account)
            session.flush()
            organizations.join(session, account.id, organization_id)
        session.commit()

    with database.reading() as session:
        (kept,) = listings.by_ids(session, [id_])
        told = [provider_id for _, provider_id in outbox.after(session, 0)]
    assert kept.kept_since == moments.now().date()
    assert told == [id_] * 3
