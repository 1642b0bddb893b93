"""The real server with two workers keeps to its description and to its limits."""

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import pytest

from directory.services import keep_keys
from directory.storage import keeping
from directory.storage.database import Database
from tests import factories, serving
from tests.api import fuzz

FEW = 5  # of each operation
SEED = 11
WITH_KEY = 10  # requests a minute
PATIENCE = 20  # seconds


@dataclass(frozen=True)
class Served:
    port: int
    key: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Served]:
    instance = tmp_path_factory.mktemp("served")
    copyfile(prepared, instance / "directory.db")
    database = Database(f"sqlite:///{instance / 'directory.db'}")
    with database.writing() as session:
        keeping.add(session, [factories.listing("Harbor House"), factories.listing("Hill Clinic")])
        key = keep_keys.give(session, "Helpline 211")
    database.close()
    limits = {"DIRECTORY_API_LIMIT": fuzz.ENOUGH, "DIRECTORY_API_KEY_LIMIT": str(WITH_KEY)}
    with serving.served({"DIRECTORY_INSTANCE": str(instance), **limits}, workers=2) as port:
        yield Served(port, key)


def test_whatever_is_asked_the_answer_is_one_that_is_described(served: Served) -> None:
    """`make fuzz` asks far more, and each time something else."""
    outcome = fuzz.fuzz(served.port, each=FEW, phases="examples,fuzzing", seed=SEED)

    assert outcome.failures == ()
    assert outcome.cases >= 100


def test_a_body_of_unknown_length_is_refused_as_described(served: Served) -> None:
    path = "/api/fhir/HealthcareService/_search"
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    connection.request("GET", "/api/openapi.json")
    described = json.loads(connection.getresponse().read())["paths"][path]["post"]["responses"]

    connection.putrequest("POST", path)
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    answer = connection.getresponse()
    connection.close()

    assert answer.status == 411
    assert list(described["411"]["content"]) == [answer.headers["Content-Type"]]


def test_all_workers_count_together(served: Served) -> None:
    answers = [status(served) for _ in range(4 * WITH_KEY)]

    refused = answers.count(429)
    # While it is asked, a little is worked off.
    assert 4 * WITH_KEY - refused in range(WITH_KEY, WITH_KEY + 4)
    assert answers.count(200) + refused == len(answers)


def status(served: Served) -> int:
    """On a connection of its own, so that either worker may answer."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    connection.request("GET", "/api/explain?q=iop", headers={"X-API-Key": served.key})
    answer = connection.getresponse().status
    connection.close()
    return answer
