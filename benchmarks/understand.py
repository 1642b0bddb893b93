"""How well sentences are understood: exact answers, precision and recall by facet, every miss.

python -m benchmarks.understand [FILE.jsonl ...]
"""

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from config import DATA, ROOT
from directory.domain.vocabulary import Vocabulary
from directory.services.prepare_directory import prepare_directory
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.understanding.sentence import Understanding

FILES = (ROOT / "../shared/queries.jsonl", ROOT / "tests/sentences.jsonl")
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Miss:
    sentence: str
    expected: Answer
    got: Answer


def main(paths: Sequence[Path]) -> int:
    understanding = loaded()
    for path in filter(Path.exists, paths):
        report(path, understanding)
    return 0


def loaded() -> Understanding:
    vocabulary = Vocabulary.load(DATA / "vocabulary")
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/places.db")
        prepare_directory(database, vocabulary)
        with database.reading() as session:
            gazetteer = Gazetteer.load(session)
        database.close()
    return Understanding.load(vocabulary, gazetteer)


def report(path: Path, understanding: Understanding) -> None:
    cases = [json.loads(line) for line in path.read_text().splitlines() if line]
    got = [understanding.understand(case["q"]).as_json() for case in cases]
    misses = [
        Miss(case["q"], expected(case), answered(answer, case))
        for case, answer in zip(cases, got, strict=True)
        if expected(case) != answered(answer, case)
    ]
    right = len(cases) - len(misses)
    print(f"\n{path.name}: {right} of {len(cases)} exactly right ({right / len(cases):.1%})")
    print_facets(cases, got)
    print_times(understanding, [case["q"] for case in cases])
    for miss in misses:
        print_miss(miss)


def expected(case: Answer) -> Answer:
    """Return the right answer, what it does not mention being empty."""
    return {
        "place": case.get("place"),
        "place_choices": bool(case.get("place_choices")),
        "include": {facet: sorted(slugs) for facet, slugs in case.get("include", {}).items()},
        "exclude": {facet: sorted(slugs) for facet, slugs in case.get("exclude", {}).items()},
        "radius_miles": case.get("radius_miles"),
        "text": case.get("text", ""),
    }


def answered(answer: Answer, case: Answer) -> Answer:
    compared = {name: answer[name] for name in expected(case)}
    return compared | {"place_choices": bool(answer["place_choices"])}


def print_facets(cases: Sequence[Answer], got: Sequence[Answer]) -> None:
    hits, wanted, given = Counter[str](), Counter[str](), Counter[str]()
    for case, answer in zip(cases, got, strict=True):
        right, said = set(claims(expected(case))), set(claims(answer))
        for counter, items in ((wanted, right), (given, said), (hits, right & said)):
            counter.update(facet for facet, _ in items)
    print(f"  {'facet':<16}{'precision':>10}{'recall':>8}{'asked':>7}")
    for facet in sorted(wanted | given):
        precision = hits[facet] / given[facet] if given[facet] else 1
        recall = hits[facet] / wanted[facet] if wanted[facet] else 1
        print(f"  {facet:<16}{precision:>10.1%}{recall:>8.1%}{wanted[facet]:>7}")


def claims(answer: Answer) -> Iterator[tuple[str, str]]:
    for sign in ("include", "exclude"):
        for facet, slugs in answer[sign].items():
            yield from ((facet, f"{sign} {slug}") for slug in slugs)
    if answer["place"]:
        yield "place", str(answer["place"])


def print_times(understanding: Understanding, sentences: Sequence[str]) -> None:
    times = []
    for sentence in [*sentences] * 5:
        started = time.perf_counter()
        understanding.understand(sentence)
        times.append((time.perf_counter() - started) * 1000)
    print(f"  median {median(times):.2f} ms, 95 % below {quantiles(times, n=20)[-1]:.2f} ms")


def print_miss(miss: Miss) -> None:
    print(f"  MISS {miss.sentence}")
    for name, right in miss.expected.items():
        if miss.got[name] != right:
            print(f"       {name}: expected {right}, got {miss.got[name]}")


if __name__ == "__main__":
    given_paths = [Path(name) for name in sys.argv[1:]]
    sys.exit(main(given_paths or [path for path in FILES if path.exists()]))
