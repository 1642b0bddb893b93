from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from config import DATA, Settings
from directory import context
from directory.app import create_app
from directory.context import Held
from directory.domain.vocabulary import Vocabulary
from directory.services.prepare_directory import prepare_directory
from directory.storage import contents, filling, migrations
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.understanding.sentence import Understanding
from directory.web.compiled import Compiled
from tests import postgres as servers
from tests.factories import Make

ALWAYS_THE_SAME = (
    "spanish_vocabulary",
    "guide",
    "levels",
    "wording",
    "catalogue",
    "fhir_codes",
)
ITS_OWN = ("settings", "database")
# By what they take alone, the longest first; after them what drives a browser or reads long lists.
LONGEST = (
    *("test_national_directory", "browser/test_pages", "browser/test_whole_life"),
    *("browser/test_spanish_pages", "exchange/test_broken_files", "mutated/test_requests"),
    *("torture/test_killing", "api/test_fuzz", "cli/test_doctor", "cli/test_command"),
    *("cli/test_mailing", "mutated/test_upgrade", "exchange/test_samhsa_national"),
    *("torture/test_filling", "torture/test_load", "search/test_patching", "cli/test_webhooks"),
    *("search/test_engine", "web/test_review", "web/test_manage_editing"),
)
LONG = ("browser", "national")
Opening = Callable[[Settings], AbstractContextManager[Flask]]
# What a busy machine needs for one example says nothing about the code.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")
SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres", action="store_true", help="Run what asks for a database on PostgreSQL."
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that no process waits for another one at the end."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    for place, name in enumerate(LONGEST):
        if item.path.as_posix().endswith(f"tests/{name}.py"):
            return place
    return len(LONGEST) + all(item.get_closest_marker(mark) is None for mark in LONG)


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


@pytest.fixture(scope="session")
def postgres_servers() -> Iterator[servers.Servers]:
    """Started by the first test that asks, and ended with the last one."""
    started = servers.started()
    yield started
    started.end()


@pytest.fixture(scope="session")
def postgres_prepared(postgres_servers: servers.Servers, prepared: Path) -> str:
    """The name of a database with what `prepared` holds."""
    name = postgres_servers.database()
    here = Database(f"sqlite:///{prepared}")
    there = Database(postgres_servers.primary.url(name))
    migrations.upgrade(there)
    with here.connecting() as source, there.connecting() as target:
        filling.empty(target)
        for table in contents.TABLES:
            filling.fill(target, table, contents.batches(source, table))
        filling.finish(target)
        target.commit()
    here.close()
    there.close()
    return name


@pytest.fixture
def postgres(postgres_servers: servers.Servers, postgres_prepared: str) -> Iterator[str]:
    """The address of a prepared database of this test's own."""
    name = postgres_servers.database(postgres_prepared)
    yield postgres_servers.primary.url(name)
    postgres_servers.drop(name)


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """What databases were asked, in all of this process."""
    statements: list[str] = []

    def note(*given: object) -> None:
        statements.append(str(given[2]))

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def settings_with_replica(tmp_path: Path, postgres_pair: tuple[str, str]) -> Settings:
    primary, replica = postgres_pair
    return Settings.from_env(
        {
            "DIRECTORY_INSTANCE": str(tmp_path),
            "DIRECTORY_DATABASE_URL": primary,
            "DIRECTORY_READ_DATABASE_URLS": replica,
        }
    )


@pytest.fixture
def postgres_pair(postgres_servers: servers.Servers, postgres: str) -> tuple[str, str]:
    """The same, and the address of its copy on a replica."""
    replica = postgres_servers.replica.url(postgres.rpartition("/")[2])
    postgres_servers.caught_up()
    return postgres, replica


@pytest.fixture
def settings(tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    env = {"DIRECTORY_INSTANCE": str(tmp_path)}
    if request.config.getoption("--postgres"):
        env["DIRECTORY_DATABASE_URL"] = request.getfixturevalue("postgres")
    else:
        prepared = request.getfixturevalue("prepared")
        (tmp_path / "directory.db").write_bytes(prepared.read_bytes())
    return Settings.from_env(env)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the templates are kept that were read already."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(scope="session")
def unchanging(
    prepared: Path, vocabulary: Vocabulary, gazetteer: Gazetteer, understanding: Understanding
) -> dict[str, object]:
    """What no test changes, so that it is the same for all."""
    held = Held(Settings.from_env({"DIRECTORY_INSTANCE": str(prepared.parent)}))
    held.vocabulary, held.gazetteer, held.understanding = vocabulary, gazetteer, understanding
    for name in ALWAYS_THE_SAME:
        getattr(held, name)
    return {name: value for name, value in vars(held).items() if name not in ITS_OWN}


@pytest.fixture(scope="session")
def opening(unchanging: dict[str, object], compiled: Path) -> Opening:
    """Opens a directory of its own, but for what no test changes."""

    @contextmanager
    def opening_(settings: Settings) -> Iterator[Flask]:
        app = create_app(settings)
        app.jinja_env.bytecode_cache = Compiled(compiled)
        vars(context.held(app)).update(unchanging)
        yield app
        context.held(app).database.close()

    return opening_


@pytest.fixture(scope="module")
def lasting_app(
    tmp_path_factory: pytest.TempPathFactory, prepared: Path, opening: Opening
) -> Iterator[Flask]:
    """A directory that the tests of a file share, for what is quick once it stands."""
    instance = tmp_path_factory.mktemp("lasting")
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    with opening(Settings.from_env({"DIRECTORY_INSTANCE": str(instance)})) as app:
        app.config.update(TESTING=True)
        yield app


@pytest.fixture
def app(settings: Settings, opening: Opening) -> Iterator[Flask]:
    with opening(settings) as app:
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, FORM_SECONDS=0)
        with app.app_context():
            yield app


@pytest.fixture
def session(app: Flask) -> Session:
    return context.session()


@pytest.fixture
def make(app: Flask) -> Make:
    return Make(context.held(app))
