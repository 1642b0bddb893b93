"""Asks the running server what its published description allows, and what it does not."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any

from tests import serving

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
ENOUGH = "100000000"  # requests a minute: here the limit is not what is tried
PATIENCE = "120"  # seconds
PROVIDERS = 600
COMMAND = (sys.executable, "-c", "from directory.app import main; main()")


@dataclass(frozen=True)
class Outcome:
    cases: int
    failures: tuple[str, ...]  # what was asked, and what was wrong with the answer

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.cases + other.cases, self.failures + other.failures)


def fuzz(port: int, *, each: int, phases: str, seed: int | None = None) -> Outcome:
    """Ask each operation as often as that, or as often as it can be asked otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            str(which("schemathesis", path=str(Path(sys.executable).parent))),
            *("run", f"http://127.0.0.1:{port}/api/openapi.json"),
            *("--checks", ",".join(CHECKS), "--phases", phases, "--max-examples", str(each)),
            *("--generation-database", "none", "--warnings", "off", "--no-color"),
            # A busy machine is no fault of an answer.
            *("--suppress-health-check", "all", "--request-timeout", PATIENCE),
            *("--report", "json", "--report-json-path", str(report)),
            *([] if seed is None else ["--seed", str(seed)]),
        ]
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
        if not report.exists():
            raise RuntimeError(done.stdout + done.stderr)
        return _outcome(json.loads(report.read_text()), done.stdout)


def _outcome(report: dict[str, Any], shown: str) -> Outcome:
    failed = report["failures"] or report["errors"]
    return Outcome(report["test_cases"]["generated"], (shown,) if failed else ())


def main(cases: int) -> int:
    """Ask a directory of demonstration listings, again and again until it has been asked enough."""
    with tempfile.TemporaryDirectory() as instance:
        environment = {"DIRECTORY_INSTANCE": instance, "DIRECTORY_API_LIMIT": ENOUGH}
        for step in (["init"], ["demo", "--providers", str(PROVIDERS)]):
            subprocess.run([*COMMAND, *step], env=environment, check=True)
        with serving.served(environment, workers=2) as port:
            total = Outcome(0, ())
            while total.cases < cases and not total.failures:
                total += fuzz(port, each=100, phases="examples,coverage,fuzzing,stateful")
                sys.stdout.write(f"{total.cases:,} answers looked at\n")
    sys.stdout.write("".join(total.failures) or "Every answer was one that is described.\n")
    return 1 if total.failures else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
