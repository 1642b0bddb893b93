"""The whole page over HTTP: this project's server, and Datasette on the same rows.

Datasette gets a table with a list of terms for each facet, full-text search over the texts, and is
asked for all facets' counts; it has no circle, so a square stands for it. Its time limits are
lifted, or it would leave counts out.
"""

import contextlib
import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pysqlite3

from benchmarks import peers
from benchmarks.asking import Asked
from benchmarks.collection import SEED, TEXTS, Flat
from benchmarks.peers import TOP, Answer
from directory.domain.vocabulary import Facet
from directory.search.headings import Headings

_PATIENCE = 60  # seconds for a server to start
_NAME = "sites"  # of the database too
_COOKIE = {"Cookie": "a=b"}  # who sends one gets nothing that was made for others
_LIMITS = ("sql_time_limit_ms", "facet_time_limit_ms")
_DIRECTORY = "from directory.app import main; main()"


@dataclass(frozen=True, slots=True)
class Pages:
    """A server's pages; each one made anew, unless what was made before may be sent again."""

    name: str
    port: int
    headings: Headings
    again: bool = False

    def answer(self, asked: Asked) -> Answer:
        address = _ADDRESSES[self.name](asked, self.headings)
        with contextlib.closing(_connection(self.port)) as connection:
            connection.request("GET", address, headers={} if self.again else _COOKIE)
            response = connection.getresponse()
            page = response.read()
        if response.status != 200:
            raise RuntimeError(
                f"{self.name} answered {response.status} to {address}: {page[:300]!r}"
            )
        return Answer(len(page), [])


@contextlib.contextmanager
def ours(size: int, folder: Path, headings: Headings) -> Iterator[Pages]:
    """One worker of this project's server, with so many demonstration listings."""
    environment = {"DIRECTORY_INSTANCE": str(folder)}
    for command in (["init"], ["demo", "--providers", str(size), "--seed", str(SEED)]):
        _run([sys.executable, "-c", _DIRECTORY, *command], environment)
    port = _free_port()
    serve = ["serve", "--workers", "1", "--port", str(port)]
    with _serving([sys.executable, "-c", _DIRECTORY, *serve], port, environment):
        yield Pages("ours", port, headings)


@contextlib.contextmanager
def datasette(flats: Iterable[Flat], file: Path, headings: Headings) -> Iterator[Pages]:
    _build(flats, file, headings)
    port = _free_port()
    limits = [part for name in _LIMITS for part in ("--setting", name, "60000")]
    command = [sys.executable, "-m", "datasette", "serve", "-i", str(file), "--port", str(port)]
    command += [*limits, "--setting", "suggest_facets", "off"]
    with _serving(command, port, {}):
        yield Pages("datasette", port, headings)


def _build(flats: Iterable[Flat], file: Path, headings: Headings) -> None:
    columns = [*TEXTS, "state", "latitude", "longitude", *map(_column, headings.slices)]
    database = pysqlite3.connect(str(file))
    database.execute(f"create table sites (id integer primary key, {', '.join(columns)})")
    rows = (_row(flat, headings) for flat in flats)
    database.executemany(f"insert into sites values (?, {', '.join('?' * len(columns))})", rows)
    database.execute(
        f"create virtual table sites_fts using fts5 ({', '.join(TEXTS)}, content='sites', "
        "content_rowid='id', tokenize='porter unicode61')"
    )
    database.execute("insert into sites_fts(sites_fts) values ('rebuild')")
    for column in ("state", "latitude", "longitude"):
        database.execute(f"create index by_{column} on sites ({column})")
    database.execute("analyze")
    database.commit()
    database.close()


def _row(flat: Flat, headings: Headings) -> tuple[object, ...]:
    held = peers.by_facet(flat.terms, headings)
    terms = [[headings.slugs[term] for term in held.get(facet, [])] for facet in headings.slices]
    place = (flat.state, flat.latitude, flat.longitude)
    return (flat.id, *flat.texts, *place, *map(json.dumps, terms))


def _ours(asked: Asked, headings: Headings) -> str:
    chosen = [(facet.value, headings.slugs[term]) for facet, term in _chosen(asked, headings)]
    place = [("near", asked.zip), ("radius", str(asked.radius))] if asked.radius else []
    return f"/search?{urlencode([('q', ' '.join(asked.words)), *place, *chosen])}"


def _theirs(asked: Asked, headings: Headings) -> str:
    """Datasette takes no alternatives of one list, so the first term of each facet is asked."""
    first = dict(reversed(list(_chosen(asked, headings))))
    parts = [
        (f"{_column(facet)}__arraycontains", headings.slugs[term]) for facet, term in first.items()
    ]
    if asked.radius is not None:
        south, north, west, east = peers.box(asked, asked.radius)
        parts += [("latitude__gte", str(south)), ("latitude__lte", str(north))]
        parts += [("longitude__gte", str(west)), ("longitude__lte", str(east))]
    parts += [("_facet_array", _column(facet)) for facet in headings.slices]
    parts += [("_search", " ".join(asked.words)), ("_size", str(TOP)), ("_facet_size", "max")]
    return f"/{_NAME}/{_NAME}?{urlencode(parts)}"


def _column(facet: Facet) -> str:
    return f"has_{facet.value}"


def _chosen(asked: Asked, headings: Headings) -> Iterator[tuple[Facet, int]]:
    for facet, terms in peers.by_facet(asked.terms, headings).items():
        yield from ((facet, term) for term in terms)


_ADDRESSES = {"ours": _ours, "datasette": _theirs}


@contextlib.contextmanager
def _serving(command: list[str], port: int, environment: Mapping[str, str]) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)  # noqa: S603
    try:
        _wait(port, process)
        yield
    finally:
        process.terminate()
        process.wait()


def _connection(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start: {process.args!r}")


def _run(command: list[str], environment: Mapping[str, str]) -> None:
    subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
