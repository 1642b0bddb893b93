"""The audit trail: looked through, taken along, and checked to be whole."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from flask import Response, render_template, request, url_for

from directory import context
from directory.domain.acts import Act
from directory.exchange import trail
from directory.storage import audit
from directory.storage.audit import Numbered, Sought
from directory.storage.database import Database

PAGE = 50
NAMES = ("who", "act", "listing", "day")
ATTACHED = "attachment; filename=audit."
TOGETHER = 500  # lines that are sent at once
Writer = Callable[[Iterable[Numbered]], Iterator[str]]


def show() -> str:
    before = request.args.get("before", type=int)
    entries = list(audit.found(context.session(), _sought(), PAGE + 1, before))
    filters: dict[str, Any] = {
        name: value for name in NAMES if (value := request.args.get(name, ""))
    }
    return render_template(
        "review/audit.html",
        entries=entries[:PAGE],
        acts=[each.value for each in Act],
        sought=_sought(),
        filters=filters,
        older=_older(entries, filters),
        count=audit.count(context.session()),
    )


def check() -> str:
    """Follow the digests from the first to the last."""
    broken = audit.broken_at(context.session())
    return render_template(
        "review/audit_check.html", broken=broken, count=audit.count(context.session())
    )


def as_csv() -> Response:
    return _sent(trail.as_csv, "text/csv; charset=utf-8", "csv")


def as_json_lines() -> Response:
    return _sent(trail.as_json_lines, "application/x-ndjson", "jsonl")


def _older(entries: list[Numbered], filters: dict[str, Any]) -> str:
    if len(entries) <= PAGE:
        return ""
    return url_for("review.audit", before=str(entries[PAGE - 1].number), **filters)


def _sent(write: Writer, mimetype: str, ending: str) -> Response:
    lines = _read(context.held().database, write, _sought())
    named = {"Content-Disposition": f"{ATTACHED}{ending}"}
    return Response(_together(lines), content_type=mimetype, headers=named)


def _read(database: Database, write: Writer, sought: Sought) -> Iterator[str]:
    """In a session of its own: the request's is closed before the first line is sent."""
    with database.reading() as session:
        yield from write(audit.told(session, sought))


def _together(lines: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    for line in lines:
        held.append(line)
        if len(held) == TOGETHER:
            yield "".join(held)
            held.clear()
    yield "".join(held)


def _sought() -> Sought:
    """What cannot be read is left out."""
    given = request.args
    try:
        day = date.fromisoformat(given.get("day", ""))
    except ValueError:
        day = None
    return Sought(
        who=given.get("who", "").strip(),
        act=given.get("act", ""),
        subject=given.get("listing", "").strip(),
        day=day,
    )
