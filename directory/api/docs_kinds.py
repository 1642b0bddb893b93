"""A JSON Schema in a few words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

Described = dict[str, Any]
SHORT = 6  # values that a line has room for


@dataclass(frozen=True, slots=True)
class Kind:
    """In words, with the shape it leads to where it has a name: `list of` `Place`."""

    words: str
    shape: str = ""
    end: str = ""


def of(schema: Described) -> Kind:
    if "$ref" in schema:
        return Kind("", schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return _any(schema["anyOf"])
    if schema.get("type") == "array":
        inner = of(schema.get("items", {}))
        return replace(inner, words=f"list of {inner.words}".strip())
    return Kind(_plain(schema))


def entries(schema: Described) -> Iterator[tuple[str, str]]:
    """The values that a shape may have, where they are named one by one."""
    for each in schema.get("oneOf", ()):
        if "const" in each:
            yield each["const"], each.get("title", "")
    for value in schema.get("enum", ()):
        yield value, ""


def _any(ways: list[Described]) -> Kind:
    """The first way is what is meant; a plain text beside it is what is borne."""
    meant, *others = ways
    found = of(meant)
    if {"type": "null"} in others:
        return replace(found, end=f"{found.end} or null".strip())
    return found


def _plain(schema: Described) -> str:
    values = schema.get("enum", ())
    if values:
        listed = ", ".join(str(value) for value in values[:SHORT])
        return listed if len(values) <= SHORT else f"{listed} …"
    kinds = schema.get("type", "anything")
    words = kinds if isinstance(kinds, str) else " or ".join(kinds)
    if schema.get("format") == "date":
        return words.replace("string", "date")
    return str(words)
