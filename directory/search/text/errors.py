"""What can go wrong with an index on disk, by what its owner should do about it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager


class IndexDamagedError(Exception):
    """The index is missing, torn or of another version: build it anew from the database."""


class IndexBusyError(Exception):
    """Another process holds the index for writing: try again later."""


# Faults of the machine, which no new index mends.
_MACHINE = {
    errno.EACCES,
    errno.EDQUOT,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
    errno.ENOSPC,
    errno.EROFS,
}


@contextmanager
def damage_named(what: str) -> Iterator[None]:
    """Turn whatever reading a torn file brings up into IndexDamagedError.

    Whoosh unpickles and unpacks what it finds, so that a torn file may raise nearly anything.
    """
    try:
        yield
    except (IndexDamagedError, IndexBusyError):
        raise
    except Exception as error:
        if isinstance(error, MemoryError) or getattr(error, "errno", None) in _MACHINE:
            raise
        raise IndexDamagedError(f"{what}: {error!r}") from error
