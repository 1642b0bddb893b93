import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory import context
from directory.exchange import hsds_ids as ids
from directory.services.recognize_identifiers import Identifiers
from directory.storage.models import OldSlugRow
from tests.factories import Make, program


@pytest.fixture
def make(app: Flask) -> Make:
    return Make(context.held(app), indexed=False)


def test_an_identifier_leads_to_what_it_was_made_of(session: Session, make: Make) -> None:
    found = make.listing(programs=(program("outpatient"), program("residential")))
    second = found.programs[1].id
    known = Identifiers()

    assert known.site(session, ids.organization(found.slug)) == found.id
    assert known.service(session, ids.service(found.slug, second)) == second
    assert known.service_at_location(session, ids.service_at_location(found.slug, second)) == second


def test_one_kind_of_identifier_is_none_of_another(session: Session, make: Make) -> None:
    found = make.listing()

    assert Identifiers().service(session, ids.organization(found.slug)) is None


def test_what_is_new_is_found_without_a_restart(session: Session, make: Make) -> None:
    known = Identifiers()
    first = make.listing()
    known.site(session, ids.organization(first.slug))
    session.rollback()

    later = make.listing()

    assert known.site(session, ids.organization(later.slug)) == later.id


def test_a_former_name_leads_to_the_same_place(app: Flask, session: Session, make: Make) -> None:
    found = make.listing()
    with context.held(app).database.writing() as writing:
        writing.add(OldSlugRow(slug="old-harbor", provider_id=found.id))
        writing.commit()

    number = found.programs[0].id
    assert Identifiers().service(session, ids.service("old-harbor", number)) == number


@pytest.mark.parametrize("written", ["", "harbor", "{}", "é" * 36, "\x00"])
def test_what_is_no_identifier_finds_nothing(session: Session, written: str) -> None:
    assert Identifiers().site(session, written) is None


def test_an_identifier_may_be_written_in_capitals_but_not_in_braces(
    session: Session, make: Make
) -> None:
    found = make.listing()
    identifier = ids.organization(found.slug)

    assert Identifiers().site(session, identifier.upper()) == found.id
    assert Identifiers().site(session, f"{{{identifier}}}") is None
