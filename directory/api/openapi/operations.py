"""What can be asked at an address, and everything that may be answered."""

from collections.abc import Iterable, Mapping

from directory.api.openapi.shapes import Schema

LIMITS = ("RateLimit-Policy", "RateLimit")
REFUSALS = {
    400: ("BadRequest", "A parameter cannot be used; `detail` says which, and what would do."),
    401: ("UnknownKey", "A key was sent that is not known, or was revoked."),
    404: ("NotFound", "There is nothing at this address."),
    406: ("NotAcceptable", "Only JSON is spoken here."),
    410: ("Gone", "It was here, and is not any more; `detail` says since when."),
    413: ("TooLarge", "More was sent than is read."),
    416: ("NoSuchPart", "The file is not that long; `Content-Range` says how long it is."),
    429: ("TooManyRequests", "Too many requests; `Retry-After` says when to come back."),
}
EVERYWHERE = (401, 429)
TOLD_WITH = {416: ("Content-Range",), 429: ("Retry-After",)}


def reading(
    name: str, summary: str, *, tag: str, answers: Mapping[str, Schema], **more: object
) -> Schema:
    """A `GET`. What can happen at every address need not be said: no key needed, limits."""
    return {
        "operationId": name,
        "summary": summary,
        "tags": [tag],
        **more,
        "responses": refusals(*EVERYWHERE) | dict(answers),
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


def refusals(*codes: int, speaker: str = "") -> dict[str, Schema]:
    """`speaker` begins the names of those that are not problem documents."""
    return {str(code): {"$ref": _named(code, speaker)} for code in codes}


def _named(code: int, speaker: str) -> str:
    return f"#/components/responses/{speaker}{REFUSALS[code][0]}"


def refusing(codes: Iterable[int], media: str, schema: Schema, speaker: str = "") -> Schema:
    """The components that `refusals` point to."""
    return {
        f"{speaker}{REFUSALS[code][0]}": answer(
            REFUSALS[code][1], {media: {"schema": schema}}, *TOLD_WITH.get(code, ())
        )
        for code in codes
    }


def in_query(name: str, about: str, schema: Schema, **more: object) -> Schema:
    return {"name": name, "in": "query", "description": about, "schema": schema, **more}


def in_path(name: str, about: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}
