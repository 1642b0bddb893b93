"""Mutated requests and forms against the real server."""

import json
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from config import DATA
from directory.domain.vocabulary import Vocabulary
from directory.services.prepare_directory import prepare_directory
from directory.storage import audit
from directory.storage.database import Database
from tests.mutated import forms, mischief, wire
from tests.mutated import site as sites
from tests.mutated.row import Row
from tests.mutated.site import Site
from tests.mutated.wire import Answer, Request
from tests.web.html import HELPLINE, Page

LOGGED = re.compile(r"Traceback \(most recent call last\)|Incident ")
MOST_MEMORY = 600  # megabytes of a worker
# Characters that no page should hold, and that browsers leave out of what was typed.
UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
BETWEEN_LOOKS = 200  # requests
PROBLEMS = ("application/problem+json", "application/fhir+json")
SERVERS = b"<html>\n  <head>\n    <title>"  # how gunicorn refuses what it cannot read
LINES = ("text/plain", "text/css", "application/json")  # what scripts fetch, told in a line


@dataclass
class Trial:
    site: Site
    random: Random
    checks_pages: int = 10  # every so-manieth page is parsed as strictly as tests do
    faults: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)

    def run(self, count: int) -> None:
        for number in range(count):
            if number % BETWEEN_LOOKS == 0:
                self.memory.append(self.site.memory())
                sites.forget_attempts(self.site.instance)
            self._try(number)
        self.memory.append(self.site.memory())

    def _try(self, number: int) -> None:
        who, request, is_torn = self._made()
        try:
            answer = wire.ask(self.site.port, request)
        except OSError as error:
            self.faults.append(f"{number}: {error!r} {_told(request)}")
            return
        self.statuses[answer.status] += 1
        for fault in self._wrong(number, request, answer, is_torn=is_torn):
            self.faults.append(f"{number}: {fault} {who} {_told(request)}")
        if answer.status in (302, 303) and answer.location:
            self._follow(answer, who)

    def _made(self) -> tuple[str, Request, bool]:
        random = self.random
        if random.randrange(3):
            form = random.choice(self.site.forms)
            request = self._form(form)
            who = form.who
        else:
            who, address = random.choice(self.site.addresses)
            target = mischief.address(random, address.encode())
            method = random.choice(wire.METHODS) if not random.randrange(4) else b"GET"
            request = Request(method, target, self.site.as_(who))
        is_torn = not random.randrange(6)
        if is_torn:
            more = tuple(random.choice(wire.HEADERS) for _ in range(random.randrange(1, 3)))
            request = Request(request.method, request.target, request.headers + more, request.body)
        return who, request, is_torn

    def _form(self, form: forms.Form) -> Request:
        random = self.random
        fields = mischief.fields(random, forms.pairs(form))
        headers = self.site.as_(form.who, form.cookie)
        target = form.target
        if not random.randrange(8):
            target = mischief.address(random, target)
        if form.method == b"GET":
            mark = b"&" if b"?" in target else b"?"
            return Request(b"GET", target + mark + wire.urlencoded(random, fields), headers)
        method = form.method if random.randrange(12) else random.choice(wire.METHODS)
        return wire.sent(random, Request(method, target, headers), fields)

    def _wrong(
        self, number: int, request: Request, answer: Answer, *, is_torn: bool
    ) -> Iterator[str]:
        if answer.status >= 500 and answer.status != 503:
            yield f"status {answer.status}"
        if b"Traceback (most recent" in answer.body:
            yield "a traceback in the answer"
        if 400 <= answer.status < 500 and not is_torn and request.method != b"HEAD":
            yield from _unhelpful(answer)
        is_page = answer.kind == "text/html" and 200 <= answer.status < 500 and answer.body
        if is_page and number % self.checks_pages == 0 and HELPLINE.encode() in answer.body:
            try:
                Page(UNSHOWN.sub("", answer.body.decode()))
            except Exception as error:
                yield f"no valid page: {str(error)[:300]!r}"

    def _follow(self, answer: Answer, who: str) -> None:
        """See what a form led to, and what can be done there."""
        parts = urlsplit(answer.location)
        if parts.netloc in ("", "127.0.0.1"):
            address = parts.path + (f"?{parts.query}" if parts.query else "")
            cookies = dict(self.site.cookies)
            page = self.site.open(address, who)
            if page.status >= 500:
                self.faults.append(f"status {page.status} after a form at {address}")
            if page.status == 200 and page.kind == "text/html":
                self.site.learn(address, who, page.body)
            self.site.cookies |= cookies  # nobody is signed out


def _unhelpful(answer: Answer) -> Iterator[str]:
    """A refusal is a page of ours, or a document that a program can read."""
    if answer.kind in PROBLEMS:
        try:
            json.loads(answer.body)
        except ValueError:
            yield "a problem that is no JSON"
    elif answer.kind == "text/html":
        if HELPLINE.encode() not in answer.body and not answer.body.startswith(SERVERS):
            yield f"status {answer.status} without a page of ours: {answer.body[:200]!r}"
    elif answer.kind not in LINES:
        yield f"status {answer.status} as {answer.kind!r}: {answer.body[:200]!r}"


def _told(request: Request) -> str:
    return repr(request.written()[:700])


def requests(count: int, seed: int = 1) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder)
        database = Database(f"sqlite:///{instance / 'directory.db'}")
        prepare_directory(database, Vocabulary.load(DATA / "vocabulary"))
        database.close()
        return against(instance, count, seed)


def against(instance: Path, count: int, seed: int, most_pages: int = sites.MOST_PAGES) -> Row:
    """`instance` holds a prepared database; so many pages of each person are looked at before."""
    with sites.served(instance, most_pages) as site:
        trial = Trial(site, Random(seed))
        trial.run(count)
        known = len(site.forms)
        faults = [*_logged(site.log), *trial.faults]
    faults += _unsound(instance)
    if max(trial.memory) > MOST_MEMORY:
        faults.append(f"a worker held {max(trial.memory):.0f} MB")
    settled = trial.memory[len(trial.memory) // 2]
    statuses = ", ".join(f"{status}: {n:,}" for status, n in sorted(trial.statuses.items()))
    return Row(
        what="mutated requests and forms of pages",
        count=count,
        faults=tuple(faults),
        seen=f"{known} forms; answers {statuses}; memory {settled:.0f} MB half-way, "
        f"{trial.memory[-1]:.0f} MB at the end, {max(trial.memory):.0f} MB at most",
        bound=f"no 5xx, no traceback, every refusal a page or a problem document, the data sound, "
        f"a worker under {MOST_MEMORY} MB",
    )


def _logged(log: str) -> Iterator[str]:
    """What the server says of faults of ours: where in the code, and of what kind; each once."""
    known = set()
    for told in LOGGED.split(log)[1:]:
        lines = [line for line in told.splitlines() if "/directory/" in line]
        if (last := lines[-1] if lines else told[:300]) not in known:
            known.add(last)
            yield "in the log: " + "\n".join((*lines[-8:], *told.splitlines()[-3:]))


def _unsound(instance: Path) -> Iterator[str]:
    environment = {"DIRECTORY_INSTANCE": str(instance)}
    done = subprocess.run(
        [*sites.COMMAND, "doctor"], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        yield f"doctor: {done.stdout}{done.stderr}"
    database = Database(f"sqlite:///{instance / 'directory.db'}")
    with database.reading() as session:
        if at := audit.broken_at(session):
            yield f"the audit trail is broken at {at}"
    database.close()
