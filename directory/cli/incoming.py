"""A request as it arrives, in however small pieces."""

import re
from dataclasses import dataclass, field
from enum import Enum

LONGEST_ADDRESS = 65_536  # bytes
LONGEST_HEAD = LONGEST_ADDRESS + 65_536  # bytes, headers and all
SECONDS_FOR_A_HEAD = 15
SLOWEST = 4096  # bytes a second, of what is longer than a head
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,12})[ \t]*\r\n", re.IGNORECASE)
_IN_CHUNKS = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_ONLY_READS = re.compile(rb"(GET|HEAD) ")
_COOKIE = re.compile(rb"\r\ncookie:", re.IGNORECASE)
_WILL_WAIT = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.IGNORECASE)


class Refusal(Enum):
    """Why a request is not even handed to the site."""

    UNREADABLE = "400 Bad Request"
    TOO_SLOW = "408 Request Timeout"
    WITHOUT_LENGTH = "411 Length Required"
    LONG_ADDRESS = "414 URI Too Long"
    LONG_HEAD = "431 Request Header Fields Too Large"
    NO_ROOM = "503 Service Unavailable"

    @property
    def answer(self) -> bytes:
        text = self.value.partition(" ")[2]
        return (
            f"HTTP/1.1 {self.value}\r\nConnection: close\r\nContent-Type: text/plain\r\n"
            f"Content-Length: {len(text)}\r\n\r\n{text}"
        ).encode()


@dataclass(slots=True)
class Incoming:
    """`since`: seconds of the machine's clock. `longest`: the body that is waited for, in bytes."""

    since: float
    longest: int
    received: bytearray = field(default_factory=bytearray)
    may_write: bool = False  # known once it is whole
    _whole: int = 0  # bytes; 0 while it is not known
    _asked: bool = False

    def add(self, data: bytes) -> Refusal | None:
        looked_at = max(len(self.received) - len(_END) + 1, 0)
        self.received += data
        if self._whole:
            return None
        end = self.received.find(_END, looked_at)
        return self._unended() if end < 0 else self._read_head(end)

    @property
    def is_whole(self) -> bool:
        return 0 < self._whole <= len(self.received)

    def asks_leave(self) -> bool:
        """Whether its sender waits to be told to go on; true once."""
        if self._whole == 0 or self._asked:
            return False
        self._asked = True
        return _WILL_WAIT.search(self.received) is not None

    @property
    def until(self) -> float:
        """When patience ends; the more has come, the later."""
        return self.since + SECONDS_FOR_A_HEAD + len(self.received) / SLOWEST

    def _unended(self) -> Refusal | None:
        if len(self.received) > LONGEST_HEAD:
            return Refusal.LONG_HEAD
        if len(self.received) > LONGEST_ADDRESS + 2 and b"\r\n" not in self.received:
            return Refusal.LONG_ADDRESS
        # Lines that end otherwise would be waited for in vain.
        return Refusal.UNREADABLE if b"\n\n" in self.received else None

    def _read_head(self, end: int) -> Refusal | None:
        head = bytes(self.received[: end + len(_END)])
        if _IN_CHUNKS.search(head):
            return Refusal.WITHOUT_LENGTH
        self.may_write = not _ONLY_READS.match(head) or _COOKIE.search(head) is not None
        found = _LENGTH.search(head)
        length = int(found[1]) if found else 0
        self._whole = len(head) + length
        if length > self.longest:
            self._let_it_be_refused(head)
        return None

    def _let_it_be_refused(self, head: bytes) -> None:
        """The site says in a page that it is too much; nobody waits for the rest."""
        line, _, rest = head.partition(b"\r\n")
        self.received[:] = line + b"\r\nConnection: close\r\n" + rest
        self._whole = len(self.received)
