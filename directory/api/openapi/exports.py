"""The whole directory as files."""

from directory.api.openapi.operations import answer, in_path, reading, refusals
from directory.api.openapi.shapes import TEXT, Schema, one_of
from directory.context import Held
from directory.services.export_directory import EXPORTS, MAP

TAG: Schema = {
    "name": "Exports",
    "description": (
        "All that is public as one file, as it stood at one moment. A file is the same until the "
        "directory changes: `ETag` and `Last-Modified` tell. One that broke off can be continued "
        "with `Range`. Each counts as ten requests."
    ),
}
FEATURES: Schema = {
    "type": "object",
    "description": "A collection of points, as RFC 7946 has it.",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": {"type": "object"}},
    },
}


def schemas(_held: Held) -> dict[str, Schema]:
    return {}


def paths(_held: Held) -> dict[str, Schema]:
    return {"/exports/{name}": {"get": _file()}}


def _file() -> Schema:
    kinds = {media: {"schema": TEXT} for media in EXPORTS.values()}
    files = {**kinds, EXPORTS[MAP]: {"schema": FEATURES}}
    headers = ("ETag", "Last-Modified", "Content-Disposition")
    busy: Schema = {
        "description": "It is being made for somebody else; `Retry-After` says when to come back.",
        "headers": {"Retry-After": {"$ref": "#/components/headers/Retry-After"}},
        "content": {"text/plain": {"schema": TEXT}},
    }
    return reading(
        "export",
        "Fetch the whole directory as a file",
        tag=TAG["name"],
        parameters=[in_path("name", "Which file.", one_of(EXPORTS))],
        answers={
            "200": answer("The file.", files, *headers),
            "206": answer("The part that `Range` asks for.", files, *headers, "Content-Range"),
            "304": {"description": "The file is what `If-None-Match` names."},
            **refusals(404, 416),
            "503": busy,
        },
    )
