"""Fifty people send in a listing at once, some of them twice: is all kept, none twice, and quickly?

A real server with two workers; each person is a thread that opens and sends every page of the form
as a browser without scripts does, a second after the other: far quicker than anybody can type. With
no second between them (0) fifty requests are always under way. Each comes from an address of their
own, as a proxy on this machine would say, because all at once they would be too many for one.

    python -m benchmarks.submitting [PEOPLE] [SECONDS BETWEEN PAGES]
"""

import html
import http.client
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from config import Settings
from directory.app import create_app
from directory.context import held
from directory.domain.revisions import RevisionStatus
from directory.services.prepare_directory import prepare_directory
from directory.storage import revisions
from tests import serving

PEOPLE = 50
WARMING = 8  # people before them, so that the server does nothing for the first time
AS_A_PERSON = 3.2  # seconds before the last page is sent
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
NAME, VALUE = re.compile(r'name="([^"]*)"'), re.compile(r'value="([^"]*)"')
WEEK = [("sessions/0/day", str(day)) for day in range(3)]
TIMES = [("sessions/0/start", "18:00"), ("sessions/0/end", "21:00")]
PAGES: dict[str, list[tuple[str, str]]] = {
    "programs": [("care", "intensive-outpatient"), ("todo", "add")],
    "program-new-1": [("care", "intensive-outpatient"), ("hours_a_week", "9")],
    "sessions-new-1": [*WEEK, *TIMES, ("sessions/0/format", "in-person")],
    "treatment": [("says/therapy/cbt", "yes"), ("says/therapy/emdr", "no")],
    "people": [("says/language/spanish", "yes")],
    "paying": [("says/insurance/medicaid", "yes"), ("network/aetna/0", "in")],
}


@dataclass
class Person:
    number: int
    port: int
    pause: float
    times: list[tuple[str, float]] = field(default_factory=list)
    cookie: str = ""

    def send_in(self) -> None:
        address = self._post("/submit", self._get("/submit"), [])
        address = self._post(address, self._get(address), self._place())
        draft = address.rpartition("/")[0]
        for page, typed in PAGES.items():
            self._post(f"{draft}/{page}", self._get(f"{draft}/{page}"), typed)
        hidden = self._get(f"{draft}/check")
        time.sleep(AS_A_PERSON)
        told = [("email", f"person{self.number}@example.org"), ("note", "")]
        for _time in range(2 if self.number % 3 == 0 else 1):
            self._post(f"{draft}/check", hidden, told)
        self._get(draft)

    def _place(self) -> list[tuple[str, str]]:
        return [
            ("name", f"House Number {self.number}"),
            ("phone_main", f"309-555-{1000 + self.number}"),
            *(("street", f"{self.number} Elm Street"), ("city", "Peoria")),
            *(("state", "IL"), ("zip", "61602")),
        ]

    def _get(self, address: str) -> list[tuple[str, str]]:
        return _hidden(self._ask("GET", address)[1])

    def _post(
        self, address: str, hidden: list[tuple[str, str]], typed: list[tuple[str, str]]
    ) -> str:
        location, page = self._ask("POST", address, urlencode([*hidden, *typed]))
        if not location:
            raise RuntimeError(f"{address} came back: {re.findall('<li>.*', page)[:3]}")
        return location

    def _ask(self, method: str, address: str, body: str = "") -> tuple[str, str]:
        time.sleep(self.pause)
        asked = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, address, body, self._headers())
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        self.times.append((f"{method} {_kind(address)}", time.perf_counter() - asked))
        self.cookie = (answer.headers.get("Set-Cookie") or self.cookie).partition(";")[0]
        if answer.status not in (200, 303):
            raise RuntimeError(f"{method} {address}: {answer.status}")
        return answer.headers.get("Location", ""), page

    def _headers(self) -> dict[str, str]:
        return {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"10.0.{self.number // 250}.{self.number % 250 + 1}",
            "Cookie": self.cookie,
        }


def main(people: int = PEOPLE, pause: float = 1.0) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DIRECTORY_INSTANCE": folder, "DIRECTORY_PUZZLE": "never"}
        settings = Settings.from_env(environment)
        prepare_directory(
            held(create_app(settings)).database, held(create_app(settings)).vocabulary
        )
        with serving.served(environment, workers=2) as port:
            _all_at_once([Person(people + more, port, 0.0) for more in range(WARMING)])
            crowd = [Person(number, port, pause) for number in range(people)]
            began = time.perf_counter()
            _all_at_once(crowd)
            print(f"{people} people, {time.perf_counter() - began:.1f} s")
        _tell(crowd)
        _count(settings, people)


def _all_at_once(crowd: list[Person]) -> None:
    threads = [threading.Thread(target=person.send_in) for person in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _tell(crowd: list[Person]) -> None:
    times = [each for person in crowd for each in person.times]
    for kind in [*dict.fromkeys(kind for kind, _taken in times), ""]:
        taken = sorted(1000 * each for known, each in times if kind in ("", known))
        middle, high = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        print(f"{kind or 'all':24} {len(taken):5}  p50 {middle:5.0f} ms  p95 {high:5.0f} ms")


def _count(settings: Settings, people: int) -> None:
    with held(create_app(settings)).database.reading() as session:
        kept = revisions.with_status(session, [RevisionStatus.UNCONFIRMED])
        letters = Counter(each.email for each in kept)
    whole = [each for each in kept if len(each.proposal) == len(kept[0].proposal)]
    twice = len(kept) - len(letters)
    print(f"kept: {len(kept)} of {people + WARMING}, whole: {len(whole)}, twice: {twice}")


def _hidden(page: str) -> list[tuple[str, str]]:
    found = HIDDEN.findall(page)
    return [(_part(NAME, each), html.unescape(_part(VALUE, each))) for each in found]


def _part(pattern: re.Pattern[str], tag: str) -> str:
    match = pattern.search(tag)
    return match[1] if match else ""


def _kind(address: str) -> str:
    """Without what differs from draft to draft."""
    parts = address.split("/")
    return parts[3] if len(parts) > 3 else ("start" if len(parts) == 2 else "state")


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:2]), *(float(each) for each in sys.argv[2:3]))
