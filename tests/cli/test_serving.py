"""The real server with two workers, as an operator starts it."""

import http.client
import json
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from directory.storage import keeping
from directory.storage.database import Database
from tests import factories, serving

PATIENCE = 20  # seconds; a change takes about half of one
LOOKS = 12  # on connections of their own, so that both workers are asked


@pytest.fixture
def database(tmp_path: Path, prepared: Path) -> Iterator[Database]:
    copyfile(prepared, tmp_path / "directory.db")
    database = Database(f"sqlite:///{tmp_path / 'directory.db'}")
    yield database
    database.close()


@pytest.fixture
def port(tmp_path: Path, database: Database) -> Iterator[int]:
    with database.writing() as session:
        keeping.add(session, [factories.listing("Harbor House")])
        session.commit()
    environment = {"DIRECTORY_INSTANCE": str(tmp_path)}
    with serving.served(environment, workers=2) as port:
        yield port


def test_a_committed_change_is_soon_found_by_every_worker(port: int, database: Database) -> None:
    assert found(port, "harbor") == {"Harbor House": LOOKS}

    with database.writing() as session:
        keeping.add(session, [factories.listing("Willow Tree")])
        session.commit()

    deadline = time.monotonic() + PATIENCE
    while found(port, "willow") != {"Willow Tree": LOOKS}:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def found(port: int, word: str) -> dict[str, int]:
    """How many of the looks showed a listing with the word in its name."""
    shown: dict[str, int] = {}
    for _ in range(LOOKS):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", f"/api/search?q={word}")
        for result in json.loads(connection.getresponse().read())["results"]:
            shown[result["name"]] = shown.get(result["name"], 0) + 1
        connection.close()
    return shown
