"""What people ask is not kept, as the page about privacy promises: a day of traffic in small.

Every word, address and number that somebody sends is marked. Afterwards the database with its log,
the index, caches, mail, temporary files, the server's own log and its figures are looked through.
"""

import http.client
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from urllib.parse import urlencode

import pytest

from directory.storage import keeping, listings
from directory.storage.database import Database
from tests import factories, leftovers
from tests.cli.running import Running, running
from tests.leftovers import Leftovers, Marks

# Real places stand in the directory's own tables, where they are as often as before.
PLACES = r"Kewanee|61443|41\.2456|89\.9248|Henry County"
MARK = r"zq[0-9]{4}vyx"
PEER = r"198\.51\.100\.77"
REPORTED = "qxreportzq"
ASKED = (
    "/search?q={}&near=Kewanee,+IL",
    "/search?q={}&near=61443&therapy={}&radius={}",
    "/search?q={}&near=41.2456,-89.9248",
    "/search?near={}&free=mon-0900-1200&{}={}",
    "/es/search?q={}&near=Henry+County,+IL",
    "/search/map?q={}&near=61443",
    "/complete/q?text={}",
    "/complete/near?text={}",
    "/embed/search?q={}",
    "/guide/which-level?{}={}",
    "/compare?p={}",
    "/call-sheet?p={}&note={}",
    "/call-sheet.csv?p={}",
    "/providers/{}?from={}",
    "/api/search?q={}&near=Kewanee,+IL&{}={}",
    "/api/explain?q={}",
    "/api/providers/{}",
    "/api/fhir/HealthcareService?name={}",
    "/api/fhir/Location?address={}&_count={}",
    "/api/hsds/services?search={}",
    "/api/hsds/services/{}",
    "/submit/listed?name={}&city=Kewanee",
    "/submit/{}/place",
    "/submit/confirm/{}",
    "/confirm/{}",
    "/account/link?account={}&code={}",
    "/exports/{}.csv?{}={}",
    "/static/{}.css?{}",
    "/feeds/changes/{}.atom",
    "/no/such/{}?{}={}",
    "/search?q=%ff%00{}",
    "/search?radius={}&page={}&sort={}",
    "/healthz?{}={}",
    "/readyz?{}",
)
FORMS: dict[str, dict[str, str]] = {
    "/account/sign-in": {"email": "{}@{} not an address", "password": "{}"},
    "/account/": {"email": "{}@example.org"},
    "/submit": {"email": "{}@example.org", "name": "{}"},
    "/correct/{}": {"said": "{}", "about": "{}"},
    "/claim/{}": {"email": "{}@example.org", "organization": "{}"},
    "/api/fhir/HealthcareService/_search": {"name": "{}"},
    "/search": {"q": "{}"},
    "/no/such": {"email": "{}@example.org"},
}


BROKEN = (
    "GET /search?q={} HTTP/7\r\n\r\n",
    "{} {}\r\n\r\n",
    "GET / HTTP/1.1\r\n{}\r\n\r\n",
)


@dataclass
class Day:
    """A server, what people sent to it, and what they left behind."""

    server: Running
    left: Leftovers
    marks: Marks
    slug: str

    def ask(self, path: str, **headers: str) -> int:
        return self.send("GET", path, b"", headers)

    def send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status

    def search_and_read(self) -> None:
        for path in ASKED:
            self.ask(self.marks.fill(path))
            self.ask(self.marks.fill(path), **self.marks.headers())
            known = self.marks.fill(path.replace("/providers/{}", f"/providers/{self.slug}"))
            assert self.ask(known, **{"X-Forwarded-For": "198.51.100.77"}) < 500

    def fill_in_forms_in_vain(self) -> None:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        for path, fields in FORMS.items():
            body = urlencode({name: self.marks.fill(text) for name, text in fields.items()})
            address = self.marks.fill(path.replace("/correct/{}", f"/correct/{self.slug}"))
            assert self.send("POST", address, body.encode(), kind | self.marks.headers()) < 500

    def send_what_is_no_request(self) -> None:
        for text in (
            "GET /search?q={} HTTP/7\r\n\r\n",
            "{} {}\r\n\r\n",
            "GET / HTTP/1.1\r\n{}\r\n\r\n",
        ):
            self.server.says(self.marks.fill(text).encode())

    def report_a_mistake(self, said: str) -> int:
        """As a browser does, from a line that is marked."""
        line = {"X-Forwarded-For": "198.51.100.77", "User-Agent": self.marks.new()}
        path = f"/correct/{self.slug}"
        _, headers, page = self.server.get(path, **line)
        hidden = dict(re.findall(r'name="(csrf_token|started)"[^>]*value="([^"]*)"', page))
        time.sleep(3.2)  # nobody fills in a form faster
        cookie = headers["Set-Cookie"].partition(";")[0]
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        body = urlencode({**hidden, "about": "name", "said": said}).encode()
        return self.send("POST", path, body, line | kind)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Day]:
    folder = tmp_path_factory.mktemp("kept")
    copyfile(prepared, folder / "directory.db")
    slug = furnished(folder)
    environment = leftovers.environment(folder) | {"DIRECTORY_LOG": "json"}
    with running(environment, workers=2) as server:
        yield Day(server, Leftovers(server, folder), Marks(), slug)


def furnished(folder: Path) -> str:
    database = Database(f"sqlite:///{folder / 'directory.db'}")
    with database.writing() as session:
        (id_,) = keeping.add(session, [factories.listing("Harbor House")])
        session.commit()
        (listing,) = listings.by_ids(session, [id_])
    database.close()
    return listing.slug


def test_a_day_of_traffic_leaves_nothing_of_anybody(day: Day) -> None:
    before = day.left.matching(PLACES)

    day.search_and_read()
    day.fill_in_forms_in_vain()
    day.send_what_is_no_request()
    assert day.report_a_mistake(f"The door says {REPORTED}.") == 303
    told = day.left.matching(f"{MARK}|{PEER}|{REPORTED}")
    after = day.left.matching(PLACES)
    day.server.process.terminate()
    day.server.process.wait(30)
    in_the_end = day.left.matching(f"{MARK}|{PEER}|{REPORTED}")

    assert len(day.marks.given) > 500
    # What is kept, and said to be kept, shows that these eyes can see.
    assert {(text, place.partition(".")[0]) for text, place in told} == {(REPORTED, "directory")}
    assert {text for text, _ in in_the_end} == {REPORTED}
    assert added(before, after) == {}


def added(before: Counter[tuple[str, str]], after: Counter[tuple[str, str]]) -> dict[str, int]:
    """What is found more often. The database writes a page of its own tables into its log too."""
    once, now = (Counter[str](), Counter[str]())
    for counts, total in ((before, once), (after, now)):
        for (text, _), number in counts.items():
            total[text] += number
    return dict(now - once)
