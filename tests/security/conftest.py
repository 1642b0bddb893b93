from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from directory import context
from directory.app import create_app
from directory.domain.vocabulary import Vocabulary
from directory.storage.gazetteer import Gazetteer
from tests.security import town as towns
from tests.security.town import Town


@pytest.fixture(scope="package")
def town(
    tmp_path_factory: pytest.TempPathFactory,
    prepared: Path,
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
) -> Iterator[Town]:
    """A directory as the public has it, with all its guards; tests leave it as it is."""
    instance = tmp_path_factory.mktemp("town")
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    settings = {"DIRECTORY_INSTANCE": str(instance), "DIRECTORY_CONTACT_EMAIL": "d@county.example"}
    app: Flask = create_app(Settings.from_env(settings))
    app.config.update(FORM_SECONDS=0, PROPAGATE_EXCEPTIONS=False)
    held = context.held(app)
    held.vocabulary, held.gazetteer = vocabulary, gazetteer
    yield towns.build(app)
    held.database.close()
