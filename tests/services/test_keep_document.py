import stat
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from config import Settings
from directory import context
from directory.domain.limits import EVERYBODY
from directory.domain.moments import now
from directory.domain.people import Actor
from directory.domain.revisions import ClaimStatus
from directory.exchange import uploads
from directory.services import keep_accounts, limit_attempts
from directory.services.clear_away import clear_away
from directory.services.keep_document import (
    drop_document,
    forget_documents,
    keep_document,
    open_document,
)
from directory.storage import claims
from directory.storage.claims import Asked
from directory.storage.database import Database
from directory.storage.models import AttemptRow
from tests import people, uploaded
from tests.factories import Make

UPLOAD = uploads.read(uploaded.pdf())
OWN = "0" * 32 + ".pdf"
FOREIGN = ["", ".", "..", "../secret-key", "/etc/passwd", "..%2fsecret-key", "secret-key", "a" * 32]
FOREIGN += [OWN, f"{OWN}\n", f"{OWN}/../../secret-key", OWN.upper()]


def test_a_document_is_kept_for_editors_alone(settings: Settings) -> None:
    name = keep_document(settings.documents, UPLOAD)

    kept = open_document(settings.documents, name)

    assert kept is not None
    assert kept.path.read_bytes() == uploaded.pdf()
    assert kept.mimetype == "application/pdf"
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.documents.stat().st_mode) == 0o700
    assert "static" not in kept.path.parts


def test_names_tell_nothing_and_are_never_the_same(settings: Settings) -> None:
    names = {keep_document(settings.documents, UPLOAD) for _ in range(3)}

    assert len(names) == 3
    assert all(len(name) == 36 for name in names)


@pytest.mark.parametrize("name", FOREIGN)
def test_a_name_that_is_none_of_ours_opens_nothing(settings: Settings, name: str) -> None:
    keep_document(settings.documents, UPLOAD)

    assert open_document(settings.documents, name) is None
    drop_document(settings.documents, name)
    assert (settings.instance / "secret-key").exists()


def test_a_link_to_elsewhere_opens_nothing(settings: Settings) -> None:
    keep_document(settings.documents, UPLOAD)
    (settings.documents / OWN).symlink_to(settings.instance / "secret-key")

    assert open_document(settings.documents, OWN) is None


@pytest.fixture
def claimed(app: Flask, make: Make, settings: Settings) -> str:
    """The name of a document whose claim was decided just now."""
    name = keep_document(settings.documents, UPLOAD)
    asked = Asked(
        provider_id=make.listing().id,
        account_id=people.account(app, "pat@harbor.example").id,
        organization_id=None,
        organization="Harbor",
        proof="document",
        document=name,
    )
    with context.writing() as session:
        claims.decide(session, claims.add(session, asked), ClaimStatus.REFUSED, None)
        session.commit()
    return name


def forget(settings: Settings, days: int) -> int:
    with context.writing() as session:
        return forget_documents(session, settings.documents, now() + timedelta(days=days))


def test_a_document_goes_ninety_days_after_its_claim_was_decided(
    claimed: str, settings: Settings
) -> None:
    assert forget(settings, 89) == 0
    assert open_document(settings.documents, claimed) is not None

    assert forget(settings, 91) == 1

    assert open_document(settings.documents, claimed) is None
    assert list(settings.documents.iterdir()) == []
    assert forget(settings, 91) == 0


def test_a_document_goes_with_the_account_whose_claim_it_proves(
    claimed: str, settings: Settings
) -> None:
    other = keep_document(settings.documents, UPLOAD)

    with context.writing() as session:
        keep_accounts.end(session, "pat@harbor.example", Actor.COMMAND, settings.documents)

    assert open_document(settings.documents, claimed) is None
    assert open_document(settings.documents, other) is not None


def test_a_document_that_no_claim_names_goes_after_a_day(claimed: str, settings: Settings) -> None:
    stray = keep_document(settings.documents, UPLOAD)
    foreign = settings.documents / "notes.txt"
    foreign.touch()
    early = forget(settings, 0)

    late = forget(settings, 2)

    assert (early, late) == (0, 1)
    assert open_document(settings.documents, stray) is None
    assert open_document(settings.documents, claimed) is not None
    assert foreign.exists()


def test_a_document_that_is_gone_already_stops_nothing(claimed: str, settings: Settings) -> None:
    drop_document(settings.documents, claimed)

    assert forget(settings, 91) == 1


def test_a_server_clears_away_what_nobody_needs(
    claimed: str, database: Database, settings: Settings
) -> None:
    with database.writing() as session:
        limit_attempts.allow(session, "knock", EVERYBODY, 1, timedelta(minutes=5))

    clear_away(database, settings.documents, now() + timedelta(days=91))

    assert open_document(settings.documents, claimed) is None
    with database.reading() as session:
        assert session.scalars(select(AttemptRow)).all() == []
