import pytest

from config import DATA
from directory.domain.vocabulary import Vocabulary
from directory.exchange import series
from directory.exchange.records import Given


@pytest.fixture(scope="session")
def given(vocabulary: Vocabulary) -> Given:
    return Given(vocabulary=vocabulary, series=series.load(DATA / "sources.toml"))
