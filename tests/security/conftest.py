from collections.abc import Iterator
from pathlib import Path

import pytest

from config import Settings
from tests.conftest import Opening
from tests.security import town as towns
from tests.security.town import Town


@pytest.fixture(scope="package")
def town(
    tmp_path_factory: pytest.TempPathFactory, prepared: Path, opening: Opening
) -> Iterator[Town]:
    """A directory as the public has it, with all its guards; tests leave it as it is."""
    instance = tmp_path_factory.mktemp("town")
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    settings = {"DIRECTORY_INSTANCE": str(instance), "DIRECTORY_CONTACT_EMAIL": "d@county.example"}
    with opening(Settings.from_env(settings)) as app:
        app.config.update(FORM_SECONDS=0, PROPAGATE_EXCEPTIONS=False)
        yield towns.build(app)
