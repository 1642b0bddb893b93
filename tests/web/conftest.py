from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from directory import context
from directory.app import create_app
from directory.domain.vocabulary import Vocabulary
from directory.storage.gazetteer import Gazetteer
from tests.factories import Make
from tests.web.html import PageClient


@pytest.fixture
def client(app: Flask) -> PageClient:
    return PageClient(app, app.response_class)


@pytest.fixture(scope="module")
def lasting_app(
    tmp_path_factory: pytest.TempPathFactory,
    prepared: Path,
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
) -> Iterator[Flask]:
    """A directory that the tests of a file share, for what is quick once it stands."""
    instance = tmp_path_factory.mktemp("visited")
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    app = create_app(Settings.from_env({"DIRECTORY_INSTANCE": str(instance)}))
    app.config.update(TESTING=True)
    held = context.held(app)
    held.vocabulary, held.gazetteer = vocabulary, gazetteer
    yield app
    held.database.close()


@pytest.fixture(scope="module")
def visitor(lasting_app: Flask) -> PageClient:
    """A client of a directory that holds one listing and stays as it is."""
    Make(context.held(lasting_app)).listing()
    return PageClient(lasting_app, lasting_app.response_class)
