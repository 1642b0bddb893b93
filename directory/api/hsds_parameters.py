"""What the addresses of HSDS may be asked with, declared once: read here, described for others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import abort
from werkzeug.datastructures import MultiDict

from directory.understanding.parameters import LONGEST_TEXT

PER_PAGE = 100
MOST_PER_PAGE = 1000
FORMATS = ("json", "ndjson")
TRUTHS = {"true": True, "1": True, "false": False, "0": False}
FARTHEST = 20_100_000  # meters: half around the earth
Schema = dict[str, Any]


class _UnreadableError(ValueError):
    """A value that means nothing here; the message says what would."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """`read` raises ValueError; its message ends the sentence "page is 'x': …"."""

    name: str
    about: str
    schema: Schema
    read: Callable[[str], Any]
    repeated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A request as read. Identifiers are kept as they came: one that nothing has finds nothing."""

    page: int = 1
    per_page: int | None = None
    format: str = "json"
    full: bool = False
    full_service: bool = False
    minimal: bool = False
    top_only: bool = False
    search: str = ""
    taxonomy_term_id: tuple[str, ...] = ()
    taxonomy_id: tuple[str, ...] = ()
    organization_id: str = ""
    parent_id: str = ""
    modified_after: datetime | None = None
    postcode: str = ""
    proximity: float | None = None  # meters
    given: frozenset[str] = field(default=frozenset())


def read(values: MultiDict[str, str], names: Iterable[str]) -> Asked:
    """Read these parameters and leave others aside; a value that cannot be read is a 400."""
    found: dict[str, Any] = {}
    for name in names:
        parameter = PARAMETERS[name]
        written = [value for value in values.getlist(name) if value.strip()]
        read_values = [_read(parameter, value) for value in written]
        if read_values:
            found[name] = tuple(read_values) if parameter.repeated else read_values[0]
    return Asked(**found, given=frozenset(found))


def _read(parameter: Parameter, written: str) -> Any:  # noqa: ANN401
    try:
        return parameter.read(written.strip())
    except _UnreadableError as error:
        abort(400, f"{parameter.name} is {written[:80]!r}: {error}")
