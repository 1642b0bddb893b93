"""Faults of a database beyond this machine, and what may be done about them."""

from sqlalchemy.exc import DBAPIError

# Rolled back for certain: two that could not both be, a deadlock, a replica that had to go on.
ROLLED_BACK = ("40001", "40P01")
Fault = DBAPIError


class UnansweredError(Exception):
    """The server was told to keep what was written, and nobody knows whether it did."""


def is_unanswered(error: BaseException | None) -> bool:
    return isinstance(error, UnansweredError)


def is_rolled_back(error: BaseException | None) -> bool:
    return getattr(getattr(error, "orig", None), "sqlstate", None) in ROLLED_BACK


def may_go_better(error: BaseException) -> bool:
    """Whether the same may be done again: all of it was undone, and another try may end well.

    Of a connection that was lost before COMMIT was said, the server keeps nothing.
    """
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or is_rolled_back(error)
