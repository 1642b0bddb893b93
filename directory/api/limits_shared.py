"""How much each reader has asked lately of all nodes together, in a Redis or database they share.

Where that does not answer, each node counts for itself until it does: nobody waits for it.
"""

import logging
from dataclasses import dataclass, field
from hashlib import blake2b
from time import monotonic
from typing import Protocol

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from config import Settings
from directory.api.limits_buckets import DAY, Allowance, Buckets, Rate, weighed
from directory.storage.database import Database
from directory.storage.request_counts import RequestCounts, UncountedError

log = logging.getLogger(__name__)

SECONDS_TO_ANSWER = 0.25
# Reads how long the reader's bucket takes to empty and fills it, in one piece. The clock is the
# server's own: those of the nodes differ. What is idle is forgotten.
FILL = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local seconds, each, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local busy = tonumber(redis.call('GET', KEYS[1]) or '0')
local backlog = math.min(math.max(busy - now, 0), seconds)
if backlog + cost * each - seconds < each / 1000 then
    local kept = string.format('%.6f', now + backlog + cost * each)
    redis.call('SET', KEYS[1], kept, 'EX', math.ceil(seconds) + 1)
end
return string.format('%.6f', backlog)
"""


class Counting(Protocol):
    def take(self, reader: bytes, rate: Rate, now: float, cost: int = 1) -> Allowance: ...


class Counter(Protocol):
    """What all nodes count in."""

    name: str
    seconds_left_out: float  # after it did not answer

    def fill(self, name: str, seconds: float, each: float, cost: float) -> float:
        """Put `cost` times `each` seconds into a bucket that holds `seconds`, unless it is full.

        Returns how full it was before, in seconds. Raises UncountedError.
        """
        ...


@dataclass
class RedisCounts:
    """Redis or Valkey."""

    url: str
    name: str = "Redis"
    seconds_left_out: float = 5.0

    def __post_init__(self) -> None:
        # Nothing is asked of it yet: processes that part from this one make their own connections.
        server = Redis.from_url(
            self.url,
            socket_timeout=SECONDS_TO_ANSWER,
            socket_connect_timeout=SECONDS_TO_ANSWER,
            retry=Retry(NoBackoff(), 1),  # a connection may have been ended for being idle
        )
        self._fill = server.register_script(FILL)

    def fill(self, name: str, seconds: float, each: float, cost: float) -> float:
        try:
            return float(self._fill(keys=[f"directory:asked:{name}"], args=[seconds, each, cost]))
        except RedisError as error:
            raise UncountedError from error


@dataclass
class SharedBuckets:
    """`secret` is the same on every node; nobody else can tell who a name stands for."""

    counter: Counter
    secret: str
    alone: Buckets = field(default_factory=Buckets)
    left_out_until: float = 0.0

    def take(self, reader: bytes, rate: Rate, now: float, cost: int = 1) -> Allowance:
        """Count a request that weighs as much as `cost`. `now`: seconds since 1970."""
        if monotonic() >= self.left_out_until:
            try:
                return self._take(reader, rate, int(now // DAY), min(cost, rate.requests))
            except UncountedError as error:
                self._leave_out(error)
        return self.alone.take(reader, rate, now, cost)

    def _take(self, reader: bytes, rate: Rate, day: int, cost: int) -> Allowance:
        each = rate.seconds / rate.requests
        backlog = self.counter.fill(self._hashed(reader, day), rate.seconds, each, cost)
        return weighed(rate, backlog, cost)[0]

    def _hashed(self, reader: bytes, day: int) -> str:
        """Another name each day."""
        key = blake2b(f"asked on day {day}:{self.secret}".encode(), digest_size=32).digest()
        return blake2b(reader, digest_size=12, key=key).hexdigest()

    def _leave_out(self, error: UncountedError) -> None:
        if not self.left_out_until:
            kind, where = type(error.__cause__).__name__, self.counter.name
            log.warning("%s does not count (%s); each node counts its readers.", where, kind)
        self.left_out_until = monotonic() + self.counter.seconds_left_out


def counting(settings: Settings, database: Database) -> Counting:
    """One machine alone, whose database is a file, counts in memory."""
    if settings.redis_url:
        return SharedBuckets(RedisCounts(settings.redis_url), settings.secret_key)
    if database.file is None:
        return SharedBuckets(RequestCounts(database), settings.secret_key)
    return Buckets()
