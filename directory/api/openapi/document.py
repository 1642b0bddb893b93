"""The whole document, put together from its parts."""

from typing import Any

from config import Settings
from directory.api.openapi import hsds, native, operations
from directory.api.openapi.shapes import TEXT, WHOLE, Schema, maybe, record, said
from directory.domain.vocabulary import Vocabulary

PARTS = (native, hsds)
VERSION = "1.0"
HEADERS = {
    "RateLimit-Policy": "How many requests (`q`) are allowed in how many seconds (`w`).",
    "RateLimit": "How many are left (`r`), and in how many seconds all are again (`t`).",
    "Retry-After": "Seconds to wait.",
    "ETag": "Names this very answer; send it back as `If-None-Match`.",
    "Location": "Where it is.",
}


def build(vocabulary: Vocabulary, settings: Settings) -> dict[str, Any]:
    return {
        "openapi": "3.1.1",
        "info": _info(settings),
        "servers": [{"url": settings.base_url or "/"}],
        "tags": [part.TAG for part in PARTS],
        # Reading is open; a key only allows more.
        "security": [{}, {"bearer": []}, {"header": []}],
        "paths": {path: found for part in PARTS for path, found in part.paths().items()},
        "components": {
            "schemas": _schemas(vocabulary),
            "responses": operations.problem_answers(),
            "headers": {name: _header(name, about) for name, about in HEADERS.items()},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
            },
        },
    }


def _info(settings: Settings) -> Schema:
    limits = (
        f"Reading is open: {settings.requests_a_minute} requests a minute from one address, "
        f"{settings.requests_a_minute_with_key} with a key. An export counts as ten."
    )
    info: Schema = {
        "title": settings.site_name,
        "version": VERSION,
        "description": f"Treatment programs, what is said of them, by whom and when. {limits}",
    }
    if settings.contact_email:
        info["contact"] = {"email": settings.contact_email}
    return info


def _schemas(vocabulary: Vocabulary) -> dict[str, Schema]:
    problem = record(
        "What went wrong, as RFC 9457 has it.",
        type=TEXT,
        title=TEXT,
        status=WHOLE,
        detail=said("In a sentence for people", maybe(TEXT)),
    )
    parts = [part.schemas(vocabulary) for part in PARTS]
    return {
        name: schema for part in [{"Problem": problem}, *parts] for name, schema in part.items()
    }


def _header(name: str, about: str) -> Schema:
    whole = name == "Retry-After"
    return {"description": about, "schema": WHOLE if whole else TEXT}
