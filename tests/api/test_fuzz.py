"""The running server keeps to its description, whatever it is asked; `make fuzz` asks far more."""

from pathlib import Path
from shutil import copyfile

from directory.storage import keeping
from directory.storage.database import Database
from tests import factories, serving
from tests.api import fuzz

FEW = 8  # of each operation


def test_whatever_is_asked_the_answer_is_one_that_is_described(
    tmp_path: Path, prepared: Path
) -> None:
    copyfile(prepared, tmp_path / "directory.db")
    database = Database(f"sqlite:///{tmp_path / 'directory.db'}")
    with database.writing() as session:
        keeping.add(session, [factories.listing("Harbor House"), factories.listing("Hill Clinic")])
        session.commit()
    database.close()

    environment = {"DIRECTORY_INSTANCE": str(tmp_path), "DIRECTORY_API_LIMIT": fuzz.ENOUGH}
    with serving.served(environment) as port:
        outcome = fuzz.fuzz(port, each=FEW, phases="examples,fuzzing")

    assert outcome.failures == ()
    assert outcome.cases >= 100
