"""Changes to the columns since they were written, a line each, for other processes to take up."""

import json
import os
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from directory.search.sites import ProgramFacts, SiteFacts
from directory.search.text.errors import IndexDamagedError

NAME = "journal"


@dataclass(frozen=True, slots=True)
class Change:
    """Sites as they are now, and the ids of those that left."""

    changed: tuple[SiteFacts, ...]
    gone: tuple[int, ...]


def append(folder: Path, change: Change) -> None:
    """Write one line, in one piece, after closing what a killed process may have left open."""
    sites = [{**asdict(site), "name": site.name.hex()} for site in change.changed]
    line = json.dumps({"changed": sites, "gone": change.gone})
    with (folder / NAME).open("ab+") as file:
        file.seek(-min(1, file.tell()), os.SEEK_END)
        opening = b"" if file.read() in (b"", b"\n") else b"\n"
        file.write(opening + _stamped(line.encode()))


def read(folder: Path, start: int) -> tuple[list[Change], int]:
    """Return the changes from a place in the file on, and the place to read from next time."""
    path = folder / NAME
    if not path.exists() or path.stat().st_size == start:
        return [], start
    with path.open("rb") as file:
        file.seek(start)
        told = file.read()
    whole = told[: told.rfind(b"\n") + 1]
    return [_change(line) for line in whole.splitlines() if line], start + len(whole)


def merged(changes: Sequence[Change]) -> Change:
    """All of them as one: of each site only the latest word."""
    latest: dict[int, SiteFacts | None] = {}
    for change in changes:
        latest |= dict.fromkeys(change.gone)
        latest |= {site.id: site for site in change.changed}
    return Change(
        tuple(site for site in latest.values() if site),
        tuple(site_id for site_id, site in latest.items() if site is None),
    )


def _stamped(line: bytes) -> bytes:
    return b"%08x %s\n" % (zlib.crc32(line), line)


def _change(line: bytes) -> Change:
    if _stamped(line[9:]) != line + b"\n":
        raise IndexDamagedError("The index's journal is torn.")
    told = json.loads(line[9:])
    return Change(tuple(map(_site, told["changed"])), tuple(told["gone"]))


def _site(told: dict[str, Any]) -> SiteFacts:
    again = {
        "name": bytes.fromhex(told["name"]),
        "regions": tuple(told["regions"]),
        "card": tuple(told["card"]),
        "programs": tuple(map(_program, told["programs"])),
    }
    return SiteFacts(**(told | again))


def _program(told: dict[str, Any]) -> ProgramFacts:
    again: dict[str, Any] = {name: _frozen(value) for name, value in told.items()}
    return ProgramFacts(**again)


def _frozen(value: object) -> object:
    """Lists become tuples again, all the way down."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
