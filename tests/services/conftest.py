"""Imports made of a few rows."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from config import DATA
from directory.domain.listings import Listing
from directory.domain.vocabulary import Vocabulary
from directory.exchange import samhsa_directory, series
from directory.exchange.records import Given
from directory.services.import_listings import AS_USUAL, Manner, import_listings
from directory.services.import_report import Report
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from tests.services.imported import Import, county_list
from tests.spreadsheets import MENTAL_HEALTH, write_directory


@pytest.fixture(scope="session")
def given(vocabulary: Vocabulary) -> Given:
    return Given(vocabulary=vocabulary, series=series.load(DATA / "sources.toml"))


@pytest.fixture
def load(database: Database, given: Given, gazetteer: Gazetteer) -> Import:
    """Import a file."""

    def loading(path: Path, how: Manner = AS_USUAL) -> Report:
        published = samhsa_directory.read(path, given)
        with database.writing() as session:
            return import_listings(session, published, gazetteer, how)

    return loading


@pytest.fixture
def bring(load: Import, tmp_path: Path) -> Import:
    """Import the substance-use directory with these rows."""

    def bringing(*rows: Mapping[str, object], year: int = 2023, how: Manner = AS_USUAL) -> Report:
        path = write_directory(tmp_path / "su.xlsx", rows, title=f"{year} SU Facilities")
        return load(path, how)

    return bringing


@pytest.fixture
def bring_county(database: Database, gazetteer: Gazetteer) -> Import:
    """Import a county's own list of these listings, each known by its slug."""

    def bringing(*told: Listing, year: int = 2026, partial: bool = False) -> Report:
        published = replace(county_list(told, year), partial=partial)
        with database.writing() as session:
            return import_listings(session, published, gazetteer)

    return bringing


@pytest.fixture
def bring_mental_health(load: Import, tmp_path: Path) -> Import:
    def bringing(*rows: Mapping[str, object]) -> Report:
        title = "2023 MH Facilities"
        path = write_directory(tmp_path / "mh.xlsx", rows, explained=MENTAL_HEALTH, title=title)
        return load(path)

    return bringing
