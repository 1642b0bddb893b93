from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from config import DATA, Settings
from directory import context
from directory.app import create_app
from directory.domain.vocabulary import Vocabulary
from directory.services.prepare_directory import prepare_directory
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.understanding.sentence import Understanding
from directory.web.compiled import Compiled
from tests.factories import Make

LONG = ("browser", "national")
# What a busy machine needs for one example says nothing about the code.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")
SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that no process waits for another one at the end."""
    items.sort(key=lambda item: all(item.get_closest_marker(mark) is None for mark in LONG))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files of the field, kept beside the project and not part of it."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the published listing files are not on this machine")
    return SHARED_DATA


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(DATA / "vocabulary")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Path:
    """A migrated database with terms and places, copied by every test that wants one."""
    path = tmp_path_factory.mktemp("prepared") / "directory.db"
    database = Database(f"sqlite:///{path}")
    prepare_directory(database, vocabulary)
    database.close()
    return path


@pytest.fixture(scope="session")
def gazetteer(prepared: Path) -> Iterator[Gazetteer]:
    database = Database(f"sqlite:///{prepared}")
    with database.reading() as session:
        yield Gazetteer.load(session)
    database.close()


@pytest.fixture(scope="session")
def understanding(vocabulary: Vocabulary, gazetteer: Gazetteer) -> Understanding:
    return Understanding.load(vocabulary, gazetteer)


@pytest.fixture
def settings(tmp_path: Path, prepared: Path) -> Settings:
    target = tmp_path / "directory.db"
    target.write_bytes(prepared.read_bytes())
    return Settings.from_env({"DIRECTORY_INSTANCE": str(tmp_path)})


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the templates are kept that were read already."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture
def app(
    settings: Settings,
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
    understanding: Understanding,
    compiled: Path,
) -> Iterator[Flask]:
    app = create_app(settings)
    app.jinja_env.bytecode_cache = Compiled(compiled)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, FORM_SECONDS=0)
    held = context.held(app)
    # Never changed by what a test does, so the same for all.
    held.vocabulary, held.gazetteer, held.understanding = vocabulary, gazetteer, understanding
    with app.app_context():
        yield app
    held.database.close()


@pytest.fixture
def session(app: Flask) -> Session:
    return context.session()


@pytest.fixture
def make(app: Flask) -> Make:
    return Make(context.held(app))
