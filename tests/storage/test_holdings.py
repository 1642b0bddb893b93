"""What the directory holds, and since when."""

from directory.storage import holdings
from directory.storage.database import Database
from directory.storage.holdings import Counts, Edition
from tests.factories import listing, program
from tests.services.copied import keep, rewrite


def edition(database: Database) -> Edition:
    with database.reading() as session:
        return holdings.edition(session)


def test_a_change_makes_another_edition(database: Database) -> None:
    first = edition(database)
    keep(database, [listing()])

    second = edition(database)

    assert second.number > first.number == 0
    assert edition(database) == second
    assert Edition.named(second.name) == second


def test_what_is_published_is_counted(database: Database) -> None:
    two = listing(programs=(program("detox"), program("outpatient")))
    _, paused = keep(database, [two, listing("Bayside")])
    rewrite(database, paused, status="paused")

    with database.reading() as session:
        assert holdings.counts(session) == Counts(sites=1, programs=2)


def test_a_snapshot_sees_one_moment_and_holds_nobody_up(database: Database) -> None:
    keep(database, [listing()])
    with database.snapshot() as session:
        before = holdings.counts(session)

        keep(database, [listing("Bayside")])

        assert holdings.counts(session) == before
    with database.snapshot() as session:
        assert holdings.counts(session).sites == 2
