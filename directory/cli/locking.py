"""Whose turn it is among the workers of one machine."""

import fcntl


def has(lock: int) -> bool:
    """Take the lock on an open file, or say that another worker has it. It ends with its worker."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
