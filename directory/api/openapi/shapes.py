"""The few words of JSON Schema that descriptions of answers are made of."""

from collections.abc import Iterable
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
TRUTH: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}


def record(about: str = "", /, **fields: Schema) -> Schema:
    """An object that always has all of the fields, and may get more one day."""
    said: Schema = {"description": about} if about else {}
    return said | {"type": "object", "required": list(fields), "properties": fields}


def element(about: str, required: str = "", texts: str = "", /, **more: Schema) -> Schema:
    """`required` and `texts`: names of texts, blanks between; `more`: what else it may have."""
    named = f"{required} {texts}".split()
    made: Schema = {
        "description": about,
        "type": "object",
        "properties": dict.fromkeys(named, TEXT) | more,
    }
    return made | ({"required": required.split()} if required else {})


def listed(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def maybe(of: Schema) -> Schema:
    """The same, or null."""
    if "enum" in of or not isinstance(of.get("type"), str):
        return {"anyOf": [of, {"type": "null"}]}
    return of | {"type": [of["type"], "null"]}


def one_of(values: Iterable[str]) -> Schema:
    return {"type": "string", "enum": list(values)}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def said(about: str, of: Schema) -> Schema:
    return of | {"description": about}


def read_leniently(of: Schema) -> Schema:
    """What is meant, though anything is taken: the answer names what could not be used."""
    return {"anyOf": [of, TEXT]}


def or_empty(of: Schema) -> Schema:
    """The same, or nothing at all behind the name, which counts as left out."""
    return {"anyOf": [of, TEXT | {"maxLength": 0}]}
