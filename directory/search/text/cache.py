"""The most recently used, up to a number of bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from itertools import islice
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    @property
    def size(self) -> int:
        """Bytes."""
        ...


K = TypeVar("K", bound=Hashable)
V = TypeVar("V", bound=Sized)


class Cache(Generic[K, V]):
    """Threads share it."""

    def __init__(self, limit: int) -> None:
        """`limit`: bytes."""
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()  # outside the lock: two threads may both make it, none waits
        with self._lock:
            if key not in self._kept:
                self._keep(key, made)
        return made

    @property
    def half_full(self) -> bool:
        return 2 * self._size > self._limit

    def recent(self, most: int) -> list[K]:
        """The keys used last, the latest first."""
        with self._lock:
            return list(islice(reversed(self._kept), most))

    def forget(self, keys: Callable[[K], bool]) -> None:
        """Let those go of which this is true."""
        with self._lock:
            for key in list(filter(keys, self._kept)):
                self._size -= self._kept.pop(key).size

    def _keep(self, key: K, made: V) -> None:
        self._kept[key] = made
        self._size += made.size
        while self._size > self._limit and len(self._kept) > 1:
            self._size -= self._kept.popitem(last=False)[1].size
