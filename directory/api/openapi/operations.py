"""What can be asked at an address, and everything that may be answered."""

from collections.abc import Mapping

from directory.api.openapi.shapes import Schema
from directory.api.problems import MEDIA_TYPE

LIMITS = ("RateLimit-Policy", "RateLimit")
PROBLEMS = {
    400: ("BadRequest", "A parameter cannot be used; `detail` says which, and what would do."),
    401: ("UnknownKey", "A key was sent that is not known, or was revoked."),
    404: ("NotFound", "There is nothing at this address."),
    429: ("TooManyRequests", "Too many requests; `Retry-After` says when to come back."),
}
EVERYWHERE = (401, 429)


def reading(
    name: str, summary: str, *, tag: str, answers: Mapping[str, Schema], **more: object
) -> Schema:
    """A `GET`. What can happen at every address need not be said: no key needed, limits."""
    return {
        "operationId": name,
        "summary": summary,
        "tags": [tag],
        **more,
        "responses": dict(answers) | problems(*EVERYWHERE),
    }


def answer(about: str, media: Mapping[str, Schema], *headers: str) -> Schema:
    """An answer as the media types it can have, each with its schema."""
    named = (*LIMITS, *headers)
    return {
        "description": about,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in named},
        "content": dict(media),
    }


def json(schema: Schema, example: object = None) -> dict[str, Schema]:
    shown = {} if example is None else {"example": example}
    return {"application/json": {"schema": schema, **shown}}


def problems(*codes: int) -> dict[str, Schema]:
    return {str(code): {"$ref": f"#/components/responses/{PROBLEMS[code][0]}"} for code in codes}


def problem_answers() -> Schema:
    """The components that `problems` points to."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        name: answer(about, content, *(("Retry-After",) if code == 429 else ()))
        for code, (name, about) in PROBLEMS.items()
    }


def in_query(name: str, about: str, schema: Schema, **more: object) -> Schema:
    return {"name": name, "in": "query", "description": about, "schema": schema, **more}


def in_path(name: str, about: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}
