"""The description as a page shows it: values without anything left to decide."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from directory.api import docs_kinds
from directory.api.docs_kinds import Kind

Described = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter, or a field of an answer."""

    name: str
    kind: Kind
    about: str


@dataclass(frozen=True, slots=True)
class Outcome:
    code: str
    about: str
    media: tuple[str, ...]
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[Line, ...]
    outcomes: tuple[Outcome, ...]
    command: str  # an example; empty where others are asked


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    about: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    name: str
    about: str
    fields: tuple[Line, ...]
    entries: tuple[tuple[str, str], ...]  # what it may be, each with its meaning


def parts(document: Described, site: str) -> tuple[Part, ...]:
    """`site`: this directory's own address, which examples ask."""
    described = list(_operations(document, site))
    return tuple(
        Part(
            tag["name"],
            tag["description"],
            tuple(shown for tags, shown in described if tag["name"] in tags),
        )
        for tag in document["tags"]
    )


def shapes(document: Described) -> tuple[Shape, ...]:
    return tuple(_shape(*each) for each in sorted(document["components"]["schemas"].items()))


def _operations(document: Described, site: str) -> Iterator[tuple[list[str], Operation]]:
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            shown = _operation(document, path, method, said)
            yield said["tags"], replace(shown, command=_command(site + path, method, said))
    for name, methods in document["webhooks"].items():
        for method, said in methods.items():
            yield said["tags"], _operation(document, name, method, said)


def _operation(document: Described, path: str, method: str, said: Described) -> Operation:
    parameters = said.get("parameters", ())
    outcomes = said["responses"].items()
    return Operation(
        name=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said["summary"],
        about=said.get("description", ""),
        parameters=tuple(_parameter(each) for each in parameters),
        outcomes=tuple(_outcome(code, _found(document, each)) for code, each in outcomes),
        command="",
    )


def _parameter(said: Described) -> Line:
    return Line(said["name"], docs_kinds.of(said["schema"]), said["description"])


def _command(address: str, method: str, said: Described) -> str:
    """How it is asked at the shell, with the examples that parameters have."""
    parameters = said.get("parameters", ())
    given = [(each["name"], each["example"]) for each in parameters if "example" in each]
    query = "?" + urlencode(given, doseq=True, safe=",") if given else ""
    how = "curl" if method == "get" else f"curl -X {method.upper()}"
    return f"{how} '{address}{query}'"


def _outcome(code: str, said: Described) -> Outcome:
    content = said.get("content", {})
    first = next(iter(content.values()), None)
    kind = docs_kinds.of(first["schema"]) if first and "schema" in first else None
    return Outcome(code, said["description"], tuple(content), kind)


def _shape(name: str, schema: Described) -> Shape:
    fields = schema.get("properties", {}).items()
    return Shape(
        name=name,
        about=schema.get("description", ""),
        fields=tuple(
            Line(field, docs_kinds.of(each), each.get("description", "")) for field, each in fields
        ),
        entries=tuple(docs_kinds.entries(schema)),
    )


def _found(document: Described, said: Described) -> Described:
    """What is said, or what it points to."""
    for name in said.get("$ref", "#").split("/")[1:]:
        document = document[name]
    return document if "$ref" in said else said
