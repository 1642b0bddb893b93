"""What a process of its own needs for one engine: its first answer, and its memory after many."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from time import perf_counter

from benchmarks import engines
from benchmarks.asking import Asked, Jobs
from benchmarks.collection import Collection
from benchmarks.timing import Row, row

_QUESTIONS = "questions.json"


def measured(size: int, folder: Path, jobs: Jobs, names: Sequence[str]) -> Iterator[Row]:
    """Ask each engine everything once, in a new process."""
    told = [asdict(asked) for questions in jobs.values() for asked in questions]
    (folder / _QUESTIONS).write_text(json.dumps(told))
    for name in names:
        command = [sys.executable, "-m", "benchmarks.memory", name, str(folder), str(size)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
        told = json.loads(output)
        yield replace(row(size, "opening", name, [told["opening"]]), memory_mb=told["memory"])
        yield row(size, "first-answer", name, [told["first"]])


def main(name: str, folder: Path, size: int) -> None:
    questions = [_asked(told) for told in json.loads((folder / _QUESTIONS).read_text())]
    collection = Collection(size)
    before = _memory()
    start = perf_counter()
    engine = engines.opened(name, folder, collection)
    ready = perf_counter()
    engine.answer(questions[0])
    answered = perf_counter()
    for asked in questions:
        engine.answer(asked)
    told = {
        "opening": ready - start,
        "first": answered - ready,
        "memory": round(_memory() - before, 1),
    }
    print(json.dumps(told))


def _asked(told: dict[str, object]) -> Asked:
    lists = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    return Asked(**{**told, **lists})  # type: ignore[arg-type]


def _memory() -> float:
    """Megabytes of this process that are in memory, shared files included."""
    status = Path("/proc/self/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1000 if found else 0.0


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
