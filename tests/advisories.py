"""Asks an advisory source about every pinned dependency: `make audit`. Needs a way out.

It ends well only when each of them was looked up and none has a known hole. Where no source can be
reached it fails and says that nothing was audited, so that silence is never taken for safety.
"""

import json
import re
import sys
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config import ROOT

SOURCE = "https://api.osv.dev/v1/querybatch"
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)
AT_ONCE = 500
SECONDS = 30


class NothingAuditedError(RuntimeError):
    """Not every dependency was looked up; the message says why."""


@dataclass(frozen=True, order=True, slots=True)
class Pin:
    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def pins(paths: Iterable[Path]) -> list[Pin]:
    return sorted({Pin(*found) for path in paths for found in PINNED.findall(path.read_text())})


def audit(wanted: list[Pin], source: str = SOURCE) -> dict[Pin, list[str]]:
    """Return the known holes by what has them. Raises NothingAuditedError."""
    if not wanted:
        raise NothingAuditedError("no dependency is pinned")
    batches = (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))
    answers = [answer for batch in batches for answer in _asked(batch, source)]
    found = zip(wanted, answers, strict=True)
    return {pin: holes for pin, answer in found if (holes := list(_holes(answer)))}


def _asked(wanted: list[Pin], source: str) -> list[dict[str, Any]]:
    queries = [
        {"package": {"ecosystem": "PyPI", "name": pin.name}, "version": pin.version}
        for pin in wanted
    ]
    request = urllib.request.Request(  # noqa: S310
        source, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            results: list[dict[str, Any]] = json.load(answer)["results"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NothingAuditedError(f"{source} gave no answer ({error})") from error
    if len(results) != len(wanted):
        raise NothingAuditedError(f"{source} answered {len(results)} of {len(wanted)} questions")
    return results


def _holes(answer: dict[str, Any]) -> Iterator[str]:
    """A source that says there is more than it tells names none of it, and that counts too."""
    yield from (str(each["id"]) for each in answer.get("vulns", []))
    if answer.get("next_page_token"):
        yield "and more"


def main(source: str = SOURCE) -> int:
    wanted = pins(ROOT / name for name in LOCKS)
    try:
        holes = audit(wanted, source)
    except NothingAuditedError as error:
        sys.stderr.write(f"Nothing was audited: {error}.\n")
        return 2
    for pin, those in holes.items():
        sys.stderr.write(f"{pin}: {', '.join(those)}\n")
    sys.stdout.write(f"{len(wanted)} dependencies were looked up, {len(holes)} have known holes.\n")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
