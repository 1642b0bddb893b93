"""The whole document, put together from its parts."""

from typing import Any

from config import Settings
from directory.api import fhir_errors, problems
from directory.api.openapi import exports, fhir, fhir_things, hsds, native, news, operations
from directory.api.openapi.shapes import TEXT, WHOLE, Schema, maybe, record, ref, said
from directory.context import Held

PARTS = (native, hsds, fhir, exports, news)
VERSION = "1.0"
HEADERS = {
    "RateLimit-Policy": "How many requests (`q`) are allowed in how many seconds (`w`).",
    "RateLimit": "How many are left (`r`), and in how many seconds all are again (`t`).",
    "Retry-After": "Seconds to wait.",
    "ETag": "Names this very answer; send it back as `If-None-Match`.",
    "Last-Modified": "When what is answered changed last.",
    "Content-Disposition": "What to call the file.",
    "Content-Range": "Which part of how many bytes.",
    "Location": "Where it is.",
}


def build(held: Held) -> dict[str, Any]:
    settings = held.settings
    return {
        "openapi": "3.1.1",
        "info": _info(settings),
        "servers": [{"url": settings.base_url or "/"}],
        "tags": [part.TAG for part in PARTS],
        # Reading is open; a key only allows more.
        "security": [{}, {"bearer": []}, {"header": []}],
        "paths": {path: found for part in PARTS for path, found in part.paths(held).items()},
        "webhooks": news.webhooks(),
        "components": {
            "schemas": _schemas(held),
            "responses": _refusals(),
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


def _schemas(held: Held) -> dict[str, Schema]:
    problem = record(
        "What went wrong, as RFC 9457 has it.",
        type=TEXT,
        title=TEXT,
        status=WHOLE,
        detail=said("In a sentence for people", maybe(TEXT)),
    )
    parts = ({"Problem": problem}, *(part.schemas(held) for part in PARTS))
    return {name: schema for part in parts for name, schema in part.items()}


def _refusals() -> dict[str, Schema]:
    told, codes = ref("Problem"), (400, 401, 404, 429)
    outcome, fhir_codes = fhir_things.of("OperationOutcome"), (*codes, 406, 413)
    return operations.refusing((*codes, 410, 416), problems.MEDIA_TYPE, told) | operations.refusing(
        fhir_codes, fhir_errors.MEDIA_TYPE, outcome, fhir.SPEAKER
    )


def _header(name: str, about: str) -> Schema:
    whole = name == "Retry-After"
    return {"description": about, "schema": WHOLE if whole else TEXT}
