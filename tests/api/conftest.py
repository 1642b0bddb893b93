from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from config import Settings
from directory import context
from directory.app import create_app
from directory.domain.vocabulary import Vocabulary
from directory.storage.gazetteer import Gazetteer
from directory.understanding.sentence import Understanding
from tests.api.described import Description
from tests.api.filled import make_filled
from tests.factories import Make


@dataclass(frozen=True)
class Reader:
    """A client of a directory that stays as it is, with what is said of its answers."""

    client: FlaskClient
    description: Description
    slug: str  # of the listing that has everything


@pytest.fixture(scope="module")
def reader(
    tmp_path_factory: pytest.TempPathFactory,
    prepared: Path,
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
    understanding: Understanding,
) -> Iterator[Reader]:
    """Shared by the tests of a file, for what is quick once a directory stands."""
    instance = tmp_path_factory.mktemp("read")
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    app = create_app(Settings.from_env({"DIRECTORY_INSTANCE": str(instance)}))
    app.config.update(TESTING=True)
    held = context.held(app)
    held.vocabulary, held.gazetteer, held.understanding = vocabulary, gazetteer, understanding
    client = app.test_client()
    yield Reader(client, Description(client), make_filled(Make(held)))
    held.database.close()
