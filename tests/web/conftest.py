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
def visitor(
    tmp_path_factory: pytest.TempPathFactory,
    prepared: Path,
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
) -> Iterator[PageClient]:
    """A client of a directory that holds one listing and stays as it is."""
    instance = tmp_path_factory.mktemp("visited")
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    app = create_app(Settings.from_env({"DIRECTORY_INSTANCE": str(instance)}))
    app.config.update(TESTING=True)
    held = context.held(app)
    held.vocabulary, held.gazetteer = vocabulary, gazetteer
    Make(held).listing()
    yield PageClient(app, app.response_class)
    held.database.close()
