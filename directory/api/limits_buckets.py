"""How much each reader has asked lately, in memory that the server's processes share.

It is never on a disk. Readers are known by a hash under a key that is drawn anew each day, and
what was noted under the old key is wiped with it.
"""

import mmap
import secrets
import struct
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil

from directory.context.taking_turns import Turns

DAY = 86_400  # seconds
GROUPS = 8_192  # a reader stands in one of them; with more readers the limit only grows milder
TOGETHER = 8  # readers in a group
HEAD = struct.Struct("<q32s")  # the day, and its key
SLOT = struct.Struct("<8sd")  # a reader, and when all they asked will have been worked off
GROUP = struct.Struct("<" + "8sd" * TOGETHER)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds, at once or spread."""

    requests: int
    seconds: int = 60


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a reader was granted. Seconds are whole, rounded up."""

    granted: bool
    remaining: int  # requests
    full_in: int  # seconds until all is allowed again
    retry_in: int  # seconds until this would have been granted; 0 where it was


class Buckets:
    """A leaking bucket for each reader: what is asked fills it, time empties it.

    Made before the server's processes part, so that all of them count in the same place.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, HEAD.size + GROUPS * GROUP.size)
        self._turns = Turns()

    def take(self, reader: bytes, rate: Rate, now: float, cost: int = 1) -> Allowance:
        """Count a request that weighs as much as `cost`. `now`: seconds since 1970."""
        with self._turns.alone():
            hashed = blake2b(reader, digest_size=8, key=self._key(int(now // DAY))).digest()
            at, busy_until = self._slot(hashed)
            # A clock that was set back must not lock anybody out.
            backlog = min(max(busy_until - now, 0), rate.seconds)
            allowance, backlog = weighed(rate, backlog, min(cost, rate.requests))
            SLOT.pack_into(self._memory, at, hashed, now + backlog)
        return allowance

    def _key(self, today: int) -> bytes:
        day, key = HEAD.unpack_from(self._memory)
        if day == today:
            return bytes(key)
        self._memory[:] = bytes(len(self._memory))
        fresh = secrets.token_bytes(32)
        HEAD.pack_into(self._memory, 0, today, fresh)
        return fresh

    def _slot(self, hashed: bytes) -> tuple[int, float]:
        """Where the reader is noted, and until when; a newcomer takes the place idle longest."""
        at = HEAD.size + int.from_bytes(hashed, "little") % GROUPS * GROUP.size
        noted = GROUP.unpack_from(self._memory, at)
        readers, times = noted[::2], noted[1::2]
        if hashed in readers:
            place = readers.index(hashed)
            return at + place * SLOT.size, times[place]
        return at + times.index(min(times)) * SLOT.size, 0.0


def weighed(rate: Rate, backlog: float, cost: int) -> tuple[Allowance, float]:
    """Whether the bucket holds that much more, and how full it is afterwards, in seconds."""
    each = rate.seconds / rate.requests
    over = backlog + cost * each - rate.seconds
    granted = over < each / 1000  # which is less than sums are rounded by
    kept = backlog + cost * each if granted else backlog
    remaining = int((rate.seconds - kept) / each + 0.001)
    return Allowance(granted, remaining, ceil(kept), 0 if granted else ceil(over)), kept
