"""Faults of ours, told without anything that a person sent.

What an exception says of itself may hold a search, an address or the parameters of a statement,
and so does the address of the request. Where in the code it happened says nothing of anybody.
"""

import logging
import secrets
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import cast

from flask import g, has_request_context, request

log = logging.getLogger(__name__)
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def note(exc_info: ExcInfo | tuple[None, None, None]) -> None:
    """Write an unforeseen fault down, under a number that the page shows to who met it."""
    digits = f"{secrets.randbelow(1_000_000):06}"
    g.incident = f"{digits[:3]}-{digits[3:]}"
    where = request.endpoint if has_request_context() else None
    lines = told(exc_info[1]) if exc_info[1] else ""
    details = {"incident": g.incident, "endpoint": where or "none"}
    log.error("Incident %s in %s.\n%s", g.incident, where or "none", lines, extra=details)


def number() -> str:
    """Of this request's fault; empty where there was none."""
    return cast(str, g.get("incident", ""))


def told(error: BaseException) -> str:
    """Where it happened and what kind it is, the causes first, without its words."""
    return "\n".join(_lines(error))


def _lines(error: BaseException) -> Iterator[str]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from _lines(earlier)
        yield "which led to:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}: {frame.line}"
    yield type(error).__qualname__
