"""Pages as the HSDS API reference has them, and streams of all there is."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil
from typing import TypeVar

from flask import Response, stream_with_context

from directory import context
from directory.api.hsds_asking import Asked
from directory.api.hsds_parameters import PER_PAGE, Schema
from directory.domain.criteria import EVERYTHING
from directory.exchange.hsds_objects import Object
from directory.services.list_offerings import Listed

AT_ONCE = 100  # objects; what is longer is sent in pieces, so that no answer fills the memory
LINES = "application/x-ndjson"
Item = TypeVar("Item")
Present = Callable[[Sequence[Item]], Iterable[Object]]

HEADER: Schema = {
    "total_items": {"type": "integer", "minimum": 0, "description": "How many are found."},
    "total_pages": {"type": "integer", "minimum": 0},
    "page_number": {"type": "integer", "minimum": 1},
    "size": {"type": "integer", "minimum": 0, "description": "How many are on this page."},
    "first_page": {"type": "boolean"},
    "last_page": {"type": "boolean"},
    "empty": {"type": "boolean", "description": "Whether nothing is on this page."},
}


def answer(asked: Asked, listed: Listed[Item], present: Present[Item]) -> Response:
    if asked.format == "ndjson":
        return Response(_sent(_lines(listed, present)), mimetype=LINES)
    per_page = asked.per_page or (EVERYTHING if asked.minimal else PER_PAGE)
    start = (asked.page - 1) * per_page
    total, items = listed.page(start, start + per_page)
    header = _header(asked.page, ceil(total / per_page), total, len(items))
    written = _written(header, items, present)
    body = "".join(written) if len(items) <= AT_ONCE else _sent(written)
    return Response(body, mimetype="application/json")


def one(found: Object) -> Response:
    return Response(encoded(found), mimetype="application/json")


def encoded(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"))


def _header(page: int, pages: int, total: int, size: int) -> Object:
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": size,
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": size == 0,
    }


def _written(header: Object, items: Sequence[Item], present: Present[Item]) -> Iterator[str]:
    yield encoded(header)[:-1] + ',"contents":['
    comma = ""
    for start in range(0, len(items), AT_ONCE):
        if batch := ",".join(map(encoded, present(items[start : start + AT_ONCE]))):
            yield comma + batch
            comma = ","
    yield "]}"


def _lines(listed: Listed[Item], present: Present[Item]) -> Iterator[str]:
    for batch in listed.batches(AT_ONCE):
        yield "".join(f"{encoded(each)}\n" for each in present(batch))


def _sent(pieces: Iterator[str]) -> Iterator[str]:
    """Each piece is read in a transaction of its own, so that none waits for a slow reader."""

    def outside() -> Iterator[str]:
        for piece in pieces:
            context.session().rollback()
            yield piece

    return stream_with_context(outside())
