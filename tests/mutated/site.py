"""The real server with listings, keepers and editors, and all that its pages let them send."""

import contextlib
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

from config import Settings
from directory import context
from directory.app import create_app
from directory.storage.database import Database
from directory.storage.models import AttemptRow
from tests import furnishing, serving
from tests.browser import sites
from tests.browser.pages import in_english
from tests.factories import Make
from tests.mutated import forms, wire
from tests.mutated.forms import Form
from tests.mutated.row import memory_of
from tests.mutated.wire import Answer, Request
from tests.services.contributing import office

COMMAND = (sys.executable, "-c", "from directory.app import main; main()")
MOST_PAGES = 150  # looked at for each person before anything is sent
MOST_FORMS = 600
PATIENCE = 180  # seconds, beside whatever else is tried at the time
# What machines ask for; whether answers are as described is another trial (`make fuzz`).
MACHINES = (
    *("/api/search?q=iop+peoria", "/api/explain?q=iop", "/api/providers/harbor-house"),
    *("/api/hsds/services?page=1", "/api/hsds/organizations", "/api/hsds/taxonomy_terms"),
    *("/api/fhir/HealthcareService?_count=5", "/api/fhir/Location/1", "/api/fhir/metadata"),
    *("/api/openapi.json", "/complete/q?q=io", "/complete/near?q=peo", "/search/map?near=IL"),
    *("/feeds/changes.atom", "/feeds/changes/IL.atom", "/sitemap.xml", "/sitemaps/pages.xml"),
    *("/exports/sites.csv", "/static/site.css", "/static/../config.py", "/robots.txt"),
    *("/call-sheet.csv?provider=harbor-house", "/submit/listed?name=house", "/healthz", "/readyz"),
)
# One who does these things is out afterwards.
ENDS = (b"/account/delete", b"/account/sign-out-everywhere")


@dataclass
class Site:
    instance: Path
    port: int = 0
    process: int = 0
    cookies: dict[str, bytes] = field(default_factory=dict)  # by who
    forms: list[Form] = field(default_factory=list)
    addresses: list[tuple[str, str]] = field(default_factory=list)  # who saw what
    _known: set[object] = field(default_factory=set)

    @property
    def log(self) -> str:
        return (self.instance / "stderr").read_text("utf-8", "replace")

    def memory(self) -> float:
        """Megabytes of the process and its workers."""
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{self.process}/task/{self.process}/children").read_text()
            return max(map(memory_of, map(int, text.split())), default=0.0)
        return 0.0

    def open(self, address: str, who: str) -> Answer:
        """See a page as a browser would, keeping cookies, and learn its forms."""
        answer = wire.ask(self.port, Request(b"GET", address.encode(), self.as_(who)))
        self._keep(who, answer.cookies)
        return answer

    def as_(self, who: str, cookie: bytes = b"") -> tuple[bytes, ...]:
        cookie = cookie or self.cookies.get(who, b"")
        return (b"Cookie: " + cookie,) if cookie else ()

    def learn(self, address: str, who: str, html: bytes) -> tuple[str, ...]:
        """Keep the forms that are new, and return where the page leads."""
        read = forms.read(html, address, who, self.cookies.get(who, b""))
        for form in read.forms:
            if form.shape not in self._known and form.target not in ENDS:
                self._known.add(form.shape)
                self.forms.append(form)
        del self.forms[:-MOST_FORMS]
        return read.links

    def _keep(self, who: str, cookies: Sequence[str]) -> None:
        for each in cookies:
            with contextlib.suppress(CookieError):
                for name, morsel in SimpleCookie(each).items():
                    self.cookies[who] = f"{name}={morsel.value}".encode()


@contextlib.contextmanager
def served(instance: Path, most_pages: int = MOST_PAGES) -> Iterator[Site]:
    """`instance` holds a prepared database."""
    environment = {"DIRECTORY_INSTANCE": str(instance), "DIRECTORY_PUZZLE": "never"}
    environment["DIRECTORY_API_LIMIT"] = "100000000"
    site = Site(instance)
    seen = _furnished(environment, site)
    site.port = serving.free_port()
    with (instance / "stderr").open("w") as log:
        command = [*COMMAND, "serve", "--port", str(site.port), "--workers", "1"]
        process = subprocess.Popen(command, env=environment, stderr=log, stdout=log)
        site.process = process.pid
        try:
            serving.wait_for(site.port, process, PATIENCE)
            _look_around(site, seen, most_pages)
            yield site
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _furnished(environment: dict[str, str], site: Site) -> list[tuple[str, str]]:
    """Put people to work; returns who sees which pages."""
    app = create_app(Settings.from_env(environment))
    with app.app_context():
        held = context.held()
        Make(held).listings(sites.all_of_them())
        furnished = furnishing.furnish(app)
        office().submitted()
        name = app.config["SESSION_COOKIE_NAME"]
        for who in furnishing.WHO:
            site.cookies[who] = f"{name}={furnishing.cookie(app, who)}".encode()
        held.database.close()
    pages = [(each.who, furnished.address(each.address)) for each in in_english()]
    return [*pages, ("", "/submit"), ("keeper", "/manage"), ("editor", "/review"), ("", "/es/")]


def _look_around(site: Site, seen: list[tuple[str, str]], most_pages: int) -> None:
    site.addresses += [("", address) for address in MACHINES]
    waiting = deque(seen)
    known, counts = set(seen), dict.fromkeys(("", *furnishing.WHO), 0)
    while waiting:
        who, address = waiting.popleft()
        site.addresses.append((who, address))
        if counts[who] >= most_pages:
            continue
        answer = site.open(address, who)
        if answer.kind != "text/html":
            continue
        counts[who] += 1
        here = "" if who == "" else {"keeper": "/manage", "editor": "/review"}[who]
        for link in site.learn(address, who, answer.body):
            # Everybody's pages are the same for those who are signed in.
            if (who, link) not in known and (not here or link.startswith((here, "/account"))):
                known.add((who, link))
                waiting.append((who, link))


def forget_attempts(instance: Path) -> None:
    """Limits would keep most of what is tried from what it is tried on."""
    database = Database(f"sqlite:///{instance / 'directory.db'}")
    with database.writing() as session:
        session.query(AttemptRow).delete()
        session.commit()
    database.close()
