"""How many connections may be open at once, as far as the machine lets it be known."""

import resource
from contextlib import suppress

MOST = 4096  # connections of one worker
OTHERS = 256  # files that are open for something else


def most_connections() -> int:
    """Ask the system for as many files as it gives, and say for how many connections they do."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST + OTHERS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(OSError, ValueError):  # it may be forbidden to ask
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    given = MOST if soft == resource.RLIM_INFINITY else soft - OTHERS
    return max(min(given, MOST), 64)
