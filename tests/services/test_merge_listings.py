"""Two listings become one, and both come back as they were."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from directory import context
from directory.domain.listings import Listing, Phone
from directory.domain.people import Actor
from directory.domain.places import Point
from directory.services import merge_listings
from directory.services.merge_listings import MergedSinceError, NotMergeableError, UndoneError
from directory.services.merged_listing import Choice, Side, suggested
from directory.storage import audit, listings, merges, organizations, revisions, snapshots, statuses
from directory.storage.database import Database
from directory.storage.models import PhoneRow, ProviderRow
from tests.factories import PEORIA, Make, listing, program, said
from tests.services.contributing import account, office
from tests.services.imported import Import, every, outcomes

TODAY = date(2026, 11, 22)
ELSEWHERE = replace(PEORIA, street="12 Quay Street", point=Point(40.7, -89.6))


@pytest.fixture
def database(app: Flask) -> Database:
    return context.held(app).database


@pytest.fixture
def editor(database: Database) -> Actor:
    return account(database, "editor@directory.example")


@pytest.fixture
def two(app: Flask) -> tuple[Listing, Listing]:
    make = Make(context.held(app), indexed=False)
    kept = make.listing("Harbor House", statements=(said("therapy", "cbt"),))
    gone = make.listing(
        "Harbor Homes",
        address=ELSEWHERE,
        website="https://homes.example",
        phones=(Phone(kind="main", number="+13095550199"),),
        statements=(said("therapy", "dbt"),),
        programs=(program("outpatient"), program("intensive-outpatient", said("for", "women"))),
    )
    return kept, gone


def merge(
    database: Database, two: tuple[Listing, Listing], editor: Actor, choice: Choice | None = None
) -> int:
    with database.writing() as session:
        kept, gone = merge_listings.pair(session, two[0].id, two[1].id)
        chosen = choice or suggested(kept, gone)
        return merge_listings.merge(session, (kept.id, gone.id), chosen, editor, TODAY)


def undo(database: Database, id_: int, editor: Actor) -> tuple[str, ...]:
    with database.writing() as session:
        return merge_listings.undo(session, id_, editor).stays


def rows(database: Database, two: tuple[Listing, Listing]) -> dict[str, list[dict[str, object]]]:
    with database.reading() as session:
        ids = [one.id for one in two]
        owners = [one.organization_id or 0 for id_ in ids if (one := statuses.of(session, id_))]
        return snapshots.taken(session, ids, owners)


def shown(session: Session, slug: str) -> Listing:
    session.rollback()
    found = listings.by_slug(session, slug)
    assert found is not None
    return found


def test_what_both_say_is_said_by_the_one_that_stays(
    database: Database, session: Session, two: tuple[Listing, Listing], editor: Actor
) -> None:
    kept, gone = two

    merge(database, two, editor)

    one = shown(session, kept.slug)
    assert (one.name, one.website) == ("Harbor House", "https://homes.example")
    assert {each.number for each in one.phones} == {"+13095550100", "+13095550199"}
    assert {each.about.slug for each in one.statements} == {"cbt", "dbt"}
    assert [each.care for each in one.programs] == ["intensive-outpatient", "outpatient"]
    assert one.programs[1].id == gone.programs[0].id
    assert "women" in {each.about.slug for each in one.programs[0].statements}
    assert listings.by_slug(session, gone.slug) is None
    assert listings.current_slug(session, gone.slug) == kept.slug


def test_an_editor_chooses_whose_word_stays(
    database: Database, session: Session, two: tuple[Listing, Listing], editor: Actor
) -> None:
    kept, gone = two
    first, second = gone.programs
    choice = Choice(
        fields={"name": Side.GONE, "address": Side.GONE, "phones": Side.KEPT},
        programs={first.id: "out", second.id: "own"},
        dropped=frozenset({kept.programs[0].id}),
    )

    merge(database, two, editor, choice)

    one = shown(session, kept.slug)
    assert (one.name, one.address.street) == ("Harbor Homes", "12 Quay Street")
    assert [each.number for each in one.phones] == ["+13095550100"]
    assert [each.id for each in one.programs] == [second.id]


def test_undone_at_once_every_row_is_as_it_was(
    database: Database, two: tuple[Listing, Listing], editor: Actor
) -> None:
    pat = account(database)
    office().kept_by(pat, two[1].id)
    with database.reading() as session:
        standing = statuses.of(session, two[1].id)
    keeper = replace(office().kept_by(pat, two[0].id), organization_id=None)
    office().proposed(keeper, two[1].id, website="https://other.example")
    before = rows(database, two)

    id_ = merge(database, two, editor)
    changed = rows(database, two)
    stays = undo(database, id_, editor)

    assert standing is not None
    assert changed != before
    assert rows(database, two) == before
    assert stays == ()


@pytest.mark.parametrize("hidden", [0, 1])
@pytest.mark.parametrize("side", [Side.KEPT, Side.GONE])
def test_what_one_keeps_private_stays_private_whichever_is_kept(
    database: Database,
    session: Session,
    two: tuple[Listing, Listing],
    editor: Actor,
    hidden: int,
    side: Side,
) -> None:
    with database.writing() as writing:
        row = update(ProviderRow).where(ProviderRow.id == two[hidden].id)
        writing.execute(row.values(confidential=True))
        writing.commit()
    before = rows(database, two)

    id_ = merge(database, two, editor, Choice(fields={"address": side}))
    silent = shown(session, two[0].slug)
    undo(database, id_, editor)
    undone = rows(database, two)
    merge(database, two, editor, Choice(fields={"address": side}, shows_street=True))

    assert silent.address.confidential
    assert undone == before
    assert not shown(session, two[0].slug).address.confidential


def test_what_was_changed_since_stays_and_is_named(
    database: Database, session: Session, two: tuple[Listing, Listing], editor: Actor
) -> None:
    kept, gone = two
    id_ = merge(database, two, editor)
    with database.writing() as writing:
        number = update(PhoneRow).where(PhoneRow.number == "+13095550199")
        writing.execute(number.values(number="+13095550111"))
        row = update(ProviderRow).where(ProviderRow.id == kept.id)
        writing.execute(row.values(website="https://new.example"))
        writing.commit()

    stays = undo(database, id_, editor)

    back = shown(session, gone.slug)
    assert stays == ("name, address and what is said of the place", "telephones")
    assert shown(session, kept.slug).website == "https://new.example"
    assert (back.name, back.website) == ("Harbor Homes", "https://homes.example")
    assert [each.care for each in back.programs] == ["outpatient", "intensive-outpatient"]


def test_a_merge_is_undone_once_and_the_last_one_first(
    database: Database, app: Flask, two: tuple[Listing, Listing], editor: Actor
) -> None:
    third = Make(context.held(app), indexed=False).listing("Third House")
    first = merge(database, two, editor)
    second = merge(database, (third, two[0]), editor)

    with pytest.raises(MergedSinceError):
        undo(database, first, editor)
    undo(database, second, editor)
    undo(database, first, editor)
    with pytest.raises(UndoneError):
        undo(database, first, editor)


def test_what_is_merged_cannot_be_merged_again(
    database: Database, two: tuple[Listing, Listing], editor: Actor
) -> None:
    merge(database, two, editor)

    with pytest.raises(NotMergeableError):
        merge(database, two, editor)
    with pytest.raises(NotMergeableError):
        merge(database, (two[0], two[0]), editor)


def test_the_next_edition_neither_splits_nor_brings_back(
    database: Database, bring_county: Import, editor: Actor
) -> None:
    one = listing("Harbor House")
    other = listing("Harbor Homes", address=ELSEWHERE, statements=(said("therapy", "dbt"),))
    bring_county(one, other)
    first, second = every(database)
    merge(database, (first, second), editor)

    again = bring_county(replace(one, website="https://new.example"), other, year=2027)
    same = bring_county(replace(one, website="https://new.example"), other, year=2027)

    (site,) = every(database)
    assert site.id == first.id
    assert site.website == "https://new.example"
    assert "dbt" in {each.about.slug for each in site.statements}
    assert outcomes(again).get("added", 0) == 0
    assert outcomes(same).get("changed", 0) == 0


def test_another_list_that_names_the_one_that_went_is_about_the_one_that_stays(
    database: Database, bring_county: Import, two: tuple[Listing, Listing], editor: Actor
) -> None:
    merge(database, two, editor)

    bring_county(listing("Harbor Homes", address=ELSEWHERE, phones=two[1].phones))

    (site,) = every(database)
    assert site.id == two[0].id


def test_a_change_sent_in_about_a_program_that_was_joined_names_the_other(
    database: Database, session: Session, two: tuple[Listing, Listing], editor: Actor
) -> None:
    kept, gone = two
    keeper = office().kept_by(account(database), gone.id)
    number = gone.programs[1].id
    sent = office().proposed(keeper, gone.id, **{f"program__{number}__cost": "$50 a day"})

    merge(database, two, editor)

    session.rollback()
    moved = revisions.by_id(session, sent.id)
    assert moved is not None
    assert moved.provider_id == kept.id
    assert moved.proposal[f"program/{kept.programs[0].id}/cost"] == "$50 a day"


def test_the_organization_is_chosen_and_others_join_only_where_that_is_wanted(
    database: Database, session: Session, two: tuple[Listing, Listing], editor: Actor
) -> None:
    kept, gone = two
    ann, bob = account(database, "ann@a.example"), account(database, "bob@b.example")
    office().kept_by(ann, kept.id)
    theirs = office().kept_by(bob, gone.id).organization_id

    id_ = merge(database, two, editor, Choice(organization=Side.GONE))
    standing = statuses.of(session, kept.id)
    members = organizations.members(session, theirs or 0)
    undo(database, id_, editor)
    merge(database, two, editor, Choice(all_members=True))

    assert standing is not None
    assert standing.organization_id == theirs
    assert [each.email for each in members] == ["bob@b.example"]
    session.rollback()
    now = statuses.of(session, kept.id)
    assert now is not None
    assert {each.email for each in organizations.members(session, now.organization_id or 0)} == {
        "ann@a.example",
        "bob@b.example",
    }


def test_the_trail_tells_of_both(
    database: Database, session: Session, two: tuple[Listing, Listing], editor: Actor
) -> None:
    id_ = merge(database, two, editor)
    undo(database, id_, editor)

    session.rollback()
    assert [each.act for each in audit.entries(session, two[0].id)] == ["merged", "undid a merge"]
    assert merges.led_to(session) == {}
