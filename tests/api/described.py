"""Holds answers to what the published description says of them."""

from copy import deepcopy

from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from directory.api.openapi.shapes import Schema


class Description:
    """The document, as a reader who takes every word of it literally."""

    def __init__(self, client: FlaskClient) -> None:
        self._document = client.get("/api/openapi.json").get_json()

    def faults(self, path: str, answer: object, media: str = "application/json") -> list[str]:
        """What an answer of 200 says that was not described, or leaves out that was."""
        described = self._document["paths"][path]["get"]["responses"]["200"]["content"][media]
        closed = _closed({"components": self._document["components"], **described["schema"]})
        validator = Draft202012Validator(closed, format_checker=Draft202012Validator.FORMAT_CHECKER)
        return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer)]


def _closed(schema: Schema) -> Schema:
    """The same without room for fields that nobody described."""
    schema = deepcopy(schema)
    _close(schema)
    return schema


def _close(part: object) -> None:
    below = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for each in below:
        _close(each)
    if isinstance(part, dict) and part.get("type") == "object" and "properties" in part:
        part.setdefault("additionalProperties", False)
