from collections.abc import Callable
from pathlib import Path

import pytest

from directory.domain.listings import Listing
from directory.domain.vocabulary import Vocabulary
from directory.search.engine import EmbeddedEngine

Indexed = Callable[..., EmbeddedEngine]


@pytest.fixture
def indexed(tmp_path: Path, vocabulary: Vocabulary) -> Indexed:
    """An engine that holds these listings."""

    def index(*listings: Listing) -> EmbeddedEngine:
        engine = EmbeddedEngine.open(tmp_path / "index", vocabulary)
        engine.rebuild(listings)
        return engine

    return index
