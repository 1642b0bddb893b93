"""What a person wrote stands above what a list says, and both are kept."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from directory.domain.changes import Field
from directory.domain.facts import Answer
from directory.domain.listings import Listing, Phone
from directory.domain.vocabulary import Facet, Selection
from directory.services import find_conflicts
from directory.services.find_conflicts import Conflicts
from directory.storage.database import Database
from directory.storage.models import PhoneRow, ProviderRow
from tests.factories import PEORIA, listing, said
from tests.services.imported import (
    SAID_ON,
    Import,
    every,
    only,
    provider_hides,
    provider_says,
    provider_writes,
)
from tests.spreadsheets import row

CBT = Selection(Facet.THERAPY, "cbt")


def conflicts(database: Database, site: Listing) -> Conflicts:
    with database.reading() as session:
        return find_conflicts.of_listing(session, site)


def answers(site: Listing) -> dict[str, str]:
    return {about.slug: answer.value for about, answer in site.answers(site.programs[0]).items()}


def test_the_providers_word_outlives_an_import(bring: Import, database: Database) -> None:
    bring(row(Service_code_info="SA * OIT * CBT"))
    provider_says(database, only(database).id, said("therapy", "cbt", Answer.NO))

    bring(row(Service_code_info="SA * OIT * CBT DBT"), year=2024)

    site = only(database)
    assert (answers(site)["cbt"], answers(site)["dbt"]) == ("no", "yes")
    assert len([each for each in site.statements if each.about == CBT]) == 2


def test_both_sides_of_a_fact_are_told_with_their_days(bring: Import, database: Database) -> None:
    bring(row(Service_code_info="SA * OIT * CBT DBT"))
    id_ = only(database).id
    provider_says(database, id_, said("therapy", "cbt", Answer.NO), said("therapy", "dbt"))

    (conflict,) = conflicts(database, only(database)).facts

    (theirs,) = conflict.theirs
    assert conflict.about == CBT
    assert (conflict.ours.answer, conflict.ours.reported_on) == (Answer.NO, SAID_ON)
    assert (theirs.answer, theirs.source.slug) == (Answer.YES, "samhsa-directory-2023")


def test_a_word_about_the_whole_site_speaks_to_its_programs(
    bring: Import, database: Database
) -> None:
    bring(row(Service_code_info="SA * OIT"))
    denial = said("care", "intensive-outpatient", Answer.NO)
    provider_says(database, only(database).id, denial)

    (conflict,) = conflicts(database, only(database)).facts

    assert conflict.program == "intensive-outpatient"


def test_what_a_provider_wrote_stays_and_what_the_list_says_is_told(
    bring_county: Import, database: Database
) -> None:
    told = listing(website="https://harbor.example")
    bring_county(told)
    new = {"name": "Harbor Homes", "website": "https://homes.example", "street": "12 Quay Street"}
    provider_writes(database, only(database).id, **new)

    moved = replace(PEORIA, street="9 Hill Road")
    report = bring_county(replace(told, address=moved, website="https://new.example"), year=2027)

    site = only(database)
    by_field = {each.field: each for each in conflicts(database, site).fields}
    assert (site.name, site.website) == ("Harbor Homes", "https://homes.example")
    assert site.address.street == "12 Quay Street"
    assert by_field[Field.NAME].theirs == ("Harbor House",)
    assert by_field[Field.ADDRESS].theirs == ("9 Hill Road, Peoria, IL 61602",)
    assert by_field[Field.WEBSITE].theirs == ("https://new.example",)
    written = by_field[Field.NAME].written
    assert written is not None
    assert (written.source.slug, written.said_on) == ("provider", SAID_ON)
    assert "kept as somebody wrote it: address, website" in report.lines[0].note


def phoned(database: Database, number: str) -> None:
    with database.writing() as session:
        session.execute(update(PhoneRow).values(number=number))
        session.commit()


def test_a_telephone_that_a_person_wrote_is_not_joined_by_the_lists(
    bring: Import, database: Database
) -> None:
    bring(row(Phone="309-555-0100"))
    phoned(database, "+13095550188")

    for year, number in ((2023, "309-555-0100"), (2024, "309-555-0142")):
        bring(row(Phone=number, Service_code_info="SA * OIT"), year=year)

    site = only(database)
    (conflict,) = conflicts(database, site).fields
    assert [phone.number for phone in site.phones] == ["+13095550188"]
    assert (conflict.field, conflict.theirs) == (Field.PHONES, ("+13095550142",))


def test_lists_that_differ_among_themselves_are_no_conflict(
    bring: Import, bring_county: Import, database: Database
) -> None:
    bring(row())
    bring_county(listing("Harbor House Peoria", website="https://harbor.example"))

    assert not conflicts(database, only(database))


def test_a_name_written_another_way_is_no_conflict(bring: Import, database: Database) -> None:
    bring(row(Name1="Harbor Mental Health Ctr Inc"))
    provider_writes(database, only(database).id, name="Harbor Mental Health Center")

    assert not conflicts(database, only(database))


def test_an_address_that_is_kept_private_is_told_by_nobody(
    bring: Import, database: Database
) -> None:
    bring(row())
    with database.writing() as session:
        session.execute(update(ProviderRow).values(confidential=True, street="12 Quay Street"))
        session.commit()

    bring(row(Service_code_info="SA * OIT"))

    site = only(database)
    assert site.address.confidential
    assert not conflicts(database, site)


def test_what_a_person_hides_an_import_does_not_show(bring: Import, database: Database) -> None:
    bring(row())
    with database.writing() as session:
        session.execute(update(ProviderRow).values(confidential=True))
        session.commit()

    bring(row(Service_code_info="SA * OIT"), year=2024)

    assert only(database).address.confidential


@pytest.mark.parametrize("hides", [True, False])
def test_what_a_person_hides_stays_hidden_when_a_list_that_hid_it_shows_it(
    bring_county: Import, database: Database, *, hides: bool
) -> None:
    told = listing(phones=(Phone(kind="main", number="+13095550100"),))
    hidden = replace(told, address=replace(PEORIA, confidential=True))
    bring_county(hidden, year=2024)
    provider_hides(database, only(database).id)
    provider_hides(database, only(database).id, hides=hides)

    bring_county(told, year=2025)

    assert only(database).address.confidential is hides


def test_a_list_that_hides_and_shows_again_does_not_undo_what_a_person_hid(
    bring_county: Import, database: Database
) -> None:
    told = listing(phones=(Phone(kind="main", number="+13095550100"),))
    bring_county(told, year=2023)
    provider_hides(database, only(database).id)
    bring_county(replace(told, address=replace(PEORIA, confidential=True)), year=2024)

    bring_county(told, year=2025)

    assert only(database).address.confidential


def test_a_list_that_knows_no_street_hides_none(
    bring: Import, bring_county: Import, database: Database
) -> None:
    bring(row())
    known = only(database)
    bring_county(known, year=2026)
    bring_county(replace(known, address=replace(known.address, street="")), year=2027)

    bring(row(Service_code_info="SA * OIT"), year=2024)

    site = only(database)
    assert not site.address.confidential
    assert not conflicts(database, site)


def test_editors_find_all_conflicts_at_once(bring: Import, database: Database) -> None:
    bring(row(), row(Name1="Bayside Clinic"), row(Name1="Hill House", Phone=None))
    harbor, bayside, _ = every(database)
    provider_says(database, harbor.id, said("therapy", "cbt", Answer.NO))
    provider_writes(database, bayside.id, name="Bayside Recovery")

    with database.reading() as session:
        waiting = find_conflicts.waiting(session)

    assert [each.listing.id for each in waiting] == [harbor.id, bayside.id]


def test_a_list_that_no_longer_names_the_site_is_not_heard(
    bring: Import, database: Database
) -> None:
    bring(row(), row(Name1="Bayside Clinic"))
    provider_writes(database, every(database)[0].id, name="Harbor Homes")

    bring(row(Name1="Bayside Clinic"))

    assert not conflicts(database, every(database)[0])


def test_telephones_of_lists_are_told_with_their_kinds(
    bring_county: Import, database: Database
) -> None:
    main, intake = (
        Phone(kind=kind, number=number)
        for kind, number in (("main", "+13095550100"), ("intake", "+13095550142"))
    )
    told = listing(phones=(main,))
    bring_county(told)
    phoned(database, "+13095550188")

    bring_county(replace(told, phones=(main, intake)), year=2027)

    assert [phone.number for phone in only(database).phones] == ["+13095550188", "+13095550142"]
