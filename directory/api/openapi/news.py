"""What is new, changed or gone: feeds to follow, and messages to partners."""

from directory.api.openapi.operations import in_path
from directory.api.openapi.shapes import MOMENT, TEXT, WHOLE, Schema, listed, one_of, record, ref
from directory.context import Held
from directory.domain.publication import News, Reason

TAG: Schema = {
    "name": "News",
    "description": "What is new, changed or gone. Messages to partners are Standard Webhooks.",
    "externalDocs": {"url": "https://www.standardwebhooks.com"},
}
SIGNED = {
    "webhook-id": "The same at every try, so that a repeat can be told.",
    "webhook-timestamp": "Seconds since 1970.",
    "webhook-signature": "`v1,` and the HMAC-SHA-256 of id, timestamp and body, points between.",
}


def schemas(_held: Held) -> dict[str, Schema]:
    event = record(
        "A listing that is new, changed or gone.",
        type=one_of(news.value for news in News),
        id=WHOLE,
        slug=TEXT,
        at=MOMENT,
        page=TEXT,
        data=TEXT,
    )
    event["properties"]["reason"] = one_of(reason.value for reason in Reason)
    message = record(
        "What partners are told.",
        type=one_of(("providers.changed", "test")),
        timestamp=MOMENT,
        data={"type": "object", "properties": {"events": listed(ref("ChangeEvent"))}},
    )
    return {"ChangeEvent": event, "ChangeMessage": message}


def paths(_held: Held) -> dict[str, Schema]:
    state = in_path("state", "Two capital letters.", {"type": "string", "pattern": "^[A-Z]{2}$"})
    page: Schema = {"text/html": {"schema": TEXT}}
    unknown = {"404": {"description": "There is no such state.", "content": page}}
    of_state = _feed("changes_in_state", "Follow what changes in one state")
    of_state["responses"] |= unknown
    return {
        "/feeds/changes.atom": {"get": _feed("changes", "Follow what changes")},
        "/feeds/changes/{state}.atom": {"get": of_state | {"parameters": [state]}},
    }


def webhooks() -> dict[str, Schema]:
    """What this directory asks of the servers of its partners."""
    signed = [
        {"name": name, "in": "header", "required": True, "description": about, "schema": TEXT}
        for name, about in SIGNED.items()
    ]
    told: Schema = {
        "operationId": "told",
        "summary": "Be told what changed",
        "tags": [TAG["name"]],
        "parameters": signed,
        "requestBody": {"content": {"application/json": {"schema": ref("ChangeMessage")}}},
        "responses": {
            "2XX": {"description": "It arrived."},
            "410": {"description": "Nothing more is wanted."},
        },
    }
    return {"changes": {"post": told}}


def _feed(name: str, summary: str) -> Schema:
    headers = {each: {"$ref": f"#/components/headers/{each}"} for each in ("ETag", "Last-Modified")}
    feed = {"application/atom+xml": {"schema": TEXT}}
    return {
        "operationId": name,
        "summary": summary,
        "tags": [TAG["name"]],
        "security": [],
        "responses": {
            "200": {"description": "An Atom feed.", "headers": headers, "content": feed},
            "304": {"description": "The feed is what `If-None-Match` names."},
        },
    }
