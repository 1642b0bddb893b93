from datetime import timedelta
from pathlib import Path

import pytest

from directory.domain.moments import now
from directory.domain.revisions import RevisionStatus
from directory.services import submit_listing
from directory.services.clear_away import clear_away
from directory.services.submit_listing import NoDraftError
from directory.storage.database import Database


@pytest.fixture
def secret(database: Database) -> str:
    with database.writing() as session:
        return submit_listing.start(session, None, "en").secret


def test_a_draft_that_nobody_touched_for_sixty_days_is_forgotten(
    database: Database, secret: str, tmp_path: Path
) -> None:
    clear_away(database, tmp_path, now() + timedelta(days=61))

    with database.reading() as session, pytest.raises(NoDraftError):
        submit_listing.found(session, secret)


def test_a_draft_of_last_month_stays(database: Database, secret: str, tmp_path: Path) -> None:
    clear_away(database, tmp_path, now() + timedelta(days=31))

    with database.reading() as session:
        assert submit_listing.found(session, secret).status is RevisionStatus.DRAFT
