"""People at work on the real server: who sends listings in, and who decides about them.

What the server answered by leading on was done, and must be found again whatever happens next.
"""

import contextlib
import html
import http.client
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from itsdangerous import TimestampSigner, URLSafeTimedSerializer

TAG = re.compile(r'<input[^>]*type="hidden"[^>]*>')
NAME, VALUE = re.compile(r'name="([^"]*)"'), re.compile(r'value="([^"]*)"')
PATIENCE = 60  # seconds
SIGN_IN = "/account"  # where everybody is led who is not signed in


class Earlier(TimestampSigner):
    def get_timestamp(self) -> int:
        return super().get_timestamp() - 60


def opened_earlier(secret: str) -> str:
    """What a form says that was opened a minute ago: nobody has to wait as people do."""
    return str(URLSafeTimedSerializer(secret, salt="form-start", signer=Earlier).dumps("once"))


@dataclass
class Browser:
    """Sends forms as they stand in the pages. Every one comes over a line of its own."""

    port: int
    line: str  # the address that a proxy would name
    cookie: str = ""
    last: str = ""  # the page that came back

    def send(self, page: str, target: str, **typed: str) -> tuple[int, str]:
        """Open a page, fill in its form and send it; return the status and where it leads."""
        status, _, text = self.ask("GET", page)
        if status >= 400:
            self.last = text
            return status, ""
        fields = dict(map(_pair, TAG.findall(text))) | {
            name.replace("__", "/"): value for name, value in typed.items()
        }
        status, location, self.last = self.ask("POST", target, urlencode(fields))
        return status, location

    def ask(self, method: str, address: str, body: str = "") -> tuple[int, str, str]:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": self.line,
            "Cookie": self.cookie,
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        self.cookie = (answer.headers.get("Set-Cookie") or self.cookie).partition(";")[0]
        return answer.status, answer.headers.get("Location") or "", text


def _pair(tag: str) -> tuple[str, str]:
    name, value = NAME.search(tag), VALUE.search(tag)
    return name[1] if name else "", html.unescape(value[1]) if value else ""


@dataclass
class Done:
    """What the server said it did."""

    begun: dict[str, str] = field(default_factory=dict)  # names that drafts have, by secret
    sent: dict[str, str] = field(default_factory=dict)  # mail addresses, by secret
    accepted: list[int] = field(default_factory=list)  # numbers of revisions
    others: list[str] = field(default_factory=list)  # answers that nobody should get
    moments: list[float] = field(default_factory=list)  # when each was acknowledged

    def count(self) -> int:
        return len(self.begun) + len(self.sent) + len(self.accepted)


@dataclass(frozen=True)
class Crowd:
    """`drafts` can be sent in, `pending` waits for a decision; `editor` is a cookie.

    `kind`: of what waits, as addresses have it.
    """

    port: int
    secret_key: str
    drafts: list[str]
    pending: list[int]
    editor: str
    first: int  # so that no address is that of somebody in another crowd
    pause: float = 0.0
    kind: str = "submission"
    done: Done = field(default_factory=Done)

    @contextlib.contextmanager
    def at_work(self, writers: int = 2, editors: int = 2) -> Iterator[Done]:
        """Until the server is gone, they are told to stop, or nothing is left to do."""
        stop = threading.Event()
        acts = [self._begin_drafts, *[self._send_in] * writers, *[self._accept] * editors]
        threads = [threading.Thread(target=self._work, args=(act(), stop)) for act in acts]
        for thread in threads:
            thread.start()
        try:
            yield self.done
        finally:
            stop.set()
            for thread in threads:
                thread.join(PATIENCE)

    def _work(self, acts: Iterable[Callable[[], None]], stop: threading.Event) -> None:
        for act in acts:
            if stop.is_set():
                return
            try:
                act()
            except (OSError, http.client.HTTPException):  # killed
                return
            time.sleep(self.pause)

    def _begin_drafts(self) -> Iterator[Callable[[], None]]:
        for number in range(self.first, self.first + 1000):
            yield lambda number=number: self._begin(number)  # type: ignore[misc]

    def _send_in(self) -> Iterator[Callable[[], None]]:
        while self.drafts:
            yield lambda: self._send(self.drafts.pop())

    def _accept(self) -> Iterator[Callable[[], None]]:
        while self.pending:
            yield lambda: self._decide(self.pending.pop())

    def _begin(self, number: int) -> None:
        browser = Browser(self.port, f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
        if (place := self._told("begin", browser.send("/submit", "/submit"))) is None:
            return
        name = f"House Number {number}"
        where = {"street": "1 Elm Street", "city": "Peoria", "state": "IL", "zip": "61602"}
        typed = {"name": name, "phone_main": "309-555-0177", **where}
        if self._told("save", browser.send(place, place, **typed)) is not None:
            self.done.begun[place.split("/")[-2]] = name

    def _send(self, secret: str) -> None:
        browser = Browser(self.port, f"11.{hash(secret) >> 8 & 255}.{hash(secret) & 255}.7")
        mail, page = f"{secret.lower()}@x.example".replace("_", "-"), f"/submit/{secret}/check"
        typed = {"email": mail.lstrip("-"), "started": opened_earlier(self.secret_key)}
        if self._told("send", browser.send(page, page, **typed)) is not None:
            self.done.sent[secret] = typed["email"]

    def _decide(self, revision: int) -> None:
        browser = Browser(self.port, "127.0.0.1", self.editor)
        page = f"/review/{self.kind}/{revision}"
        if self._told("accept", browser.send(page, f"{page}/accept", all="1")) is not None:
            self.done.accepted.append(revision)

    def _told(self, what: str, answer: tuple[int, str]) -> str | None:
        """Where it leads, when it was done."""
        status, location = answer
        if status in (302, 303) and not location.startswith(SIGN_IN):
            self.done.moments.append(time.monotonic())
            return location
        self.done.others.append(f"{what}: {status}")
        return None
