from dataclasses import replace
from datetime import date

from directory.storage import keeping, records, sources, unclaimed
from directory.storage.database import Database
from directory.storage.records import NewRecord
from directory.storage.unclaimed import Unclaimed
from tests.factories import SOURCE, listing


def keep(database: Database, name: str, **said: str) -> None:
    """Let lists, by their slugs, say of a site what no term claims."""
    with database.writing() as session:
        (site,) = keeping.add(session, [listing(name)])
        for slug, unknown in said.items():
            source = sources.keep(session, replace(SOURCE, slug=slug))
            record = NewRecord(provider_id=site, key=name, digest="", unclaimed=unknown, said={})
            records.keep(session, source, [record])
        session.commit()


def counted(database: Database, source: str | None = None) -> list[Unclaimed]:
    with database.reading() as session:
        return unclaimed.counted(session, source)


def test_labels_are_counted_by_list_and_the_commonest_comes_first(database: Database) -> None:
    keep(database, "One", county="TAP:Sand_play TC:SA")
    keep(database, "Other", county="TC:SA", state="TC:SA")

    found = counted(database)

    assert [(each.source, each.category, each.label, each.sites) for each in found] == [
        ("county", "TC", "SA", 2),
        ("county", "TAP", "Sand play", 1),
        ("state", "TC", "SA", 1),
    ]


def test_one_list_may_be_asked_for(database: Database) -> None:
    keep(database, "One", county="TC:SA", state="TC:MH")

    assert [each.label for each in counted(database, "state")] == ["MH"]


def test_what_is_gone_is_not_counted(database: Database) -> None:
    keep(database, "One", county="TC:SA")
    with database.writing() as session:
        stored = records.of_sources(session, list(sources.by_id(session)))
        records.mark_gone(session, stored.values(), date(2026, 1, 1))
        session.commit()

    assert counted(database) == []
