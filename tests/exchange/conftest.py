from datetime import date

import pytest

from config import DATA
from directory.domain.vocabulary import Vocabulary
from directory.exchange import series
from directory.exchange.hsds import Exchange
from directory.exchange.hsds_taxonomies import Catalogue
from directory.exchange.records import Given


@pytest.fixture(scope="session")
def given(vocabulary: Vocabulary) -> Given:
    return Given(vocabulary=vocabulary, series=series.load(DATA / "sources.toml"))


@pytest.fixture(scope="session")
def exchange(vocabulary: Vocabulary) -> Exchange:
    catalogue = Catalogue.of(vocabulary)
    return Exchange(catalogue=catalogue, on=date(2026, 7, 1), site="https://programs.example")
