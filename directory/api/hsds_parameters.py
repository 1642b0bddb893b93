"""What the addresses of HSDS may be asked with, declared once: read here, described elsewhere."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from directory.understanding.written import LONGEST_TEXT

PER_PAGE = 100
MOST_PER_PAGE = 1000
MOST_REPEATED = 50  # different values of one parameter
FORMATS = ("json", "ndjson")
FARTHEST = 20_100_000  # meters: half around the earth
Schema = dict[str, Any]
IDENTIFIER: Schema = {"type": "string", "format": "uuid"}
TRUTH: Schema = {"type": "boolean", "default": False}
_WHOLE = re.compile(r"[0-9]{1,18}")
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{0,20})?")
_ZIP = re.compile(r"([0-9]{5})(-?[0-9]{4})?")
_LOST_PLUS = re.compile(r" (?=[0-9]{2}:?[0-9]{2}$)")  # an unescaped + arrives as a blank


class UnreadableError(ValueError):
    """A value that means nothing here; the message says what would do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """`read` raises UnreadableError."""

    about: str
    schema: Schema
    read: Callable[[str], object]
    repeated: bool = False  # at most MOST_REPEATED, and all of them have to hold


def whole(most: int) -> Callable[[str], int]:
    def read(written: str) -> int:
        if not (_WHOLE.fullmatch(written) and 1 <= int(written) <= most):
            raise UnreadableError(f"Write a whole number from 1 to {most}.")
        return int(written)

    return read


def truth(written: str) -> bool:
    if written.casefold() not in ("true", "false"):
        raise UnreadableError("Write true or false.")
    return written.casefold() == "true"


def identifier(written: str) -> str:
    try:
        return str(UUID(written))
    except ValueError:
        raise UnreadableError("Write an id as the answers here have it, a UUID.") from None


def output(written: str) -> str:
    if written not in FORMATS:
        raise UnreadableError(f"Write {' or '.join(FORMATS)}.")
    return written


def moment(written: str) -> datetime:
    """In UTC, without a zone, as the directory keeps time. Without an offset it is UTC already."""
    try:
        read = datetime.fromisoformat(_LOST_PLUS.sub("+", written).upper())
    except ValueError:
        raise UnreadableError("Write a date or a time like 2026-03-31T17:30:00Z.") from None
    try:
        return (read.astimezone(UTC) if read.tzinfo else read).replace(tzinfo=None)
    except OverflowError:  # hours before the first or after the last day there is
        return read.replace(tzinfo=None)


def postcode(written: str) -> str:
    match = _ZIP.fullmatch(written)
    if match is None:
        raise UnreadableError("Write a ZIP code of five digits.")
    return match[1]


def meters(written: str) -> float:
    if not (_NUMBER.fullmatch(written) and 1 <= float(written) <= FARTHEST):
        raise UnreadableError(f"Write meters, as a number from 1 to {FARTHEST}.")
    return float(written)


PARAMETERS: Mapping[str, Parameter] = {
    "page": Parameter(
        about="The page, beginning with 1. One past the last page is empty.",
        schema={"type": "integer", "minimum": 1, "maximum": 10**18 - 1, "default": 1},
        read=whole(10**18 - 1),
    ),
    "per_page": Parameter(
        about="How many on a page. With `minimal` and without this, all are on one page.",
        schema={"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
        read=whole(MOST_PER_PAGE),
    ),
    "format": Parameter(
        about="`ndjson` streams all that is found, an object a line, without pages.",
        schema={"type": "string", "enum": list(FORMATS), "default": FORMATS[0]},
        read=output,
    ),
    "full": Parameter(about="With all that belongs to each.", schema=TRUTH, read=truth),
    "full_service": Parameter(
        about="With the services of an organization in full.", schema=TRUTH, read=truth
    ),
    "minimal": Parameter(
        about="Only what tells services apart, and when they changed.", schema=TRUTH, read=truth
    ),
    "top_only": Parameter(about="Only terms without a parent.", schema=TRUTH, read=truth),
    "search": Parameter(
        about=f"Words to look for, at most {LONGEST_TEXT} characters. The best fit comes first.",
        schema={"type": "string"},
        read=lambda written: written[:LONGEST_TEXT],
    ),
    "taxonomy_term_id": Parameter(
        about="Those of which this term is said, or a term below it. Repeat it for more terms, at "
        f"most {MOST_REPEATED}.",
        schema=IDENTIFIER,
        read=identifier,
        repeated=True,
    ),
    "taxonomy_id": Parameter(
        about="Those of which any term of this taxonomy is said.",
        schema=IDENTIFIER,
        read=identifier,
        repeated=True,
    ),
    "organization_id": Parameter(
        about="Those of this organization.", schema=IDENTIFIER, read=identifier
    ),
    "parent_id": Parameter(about="Terms below this term.", schema=IDENTIFIER, read=identifier),
    "modified_after": Parameter(
        about="Those changed at this time or later. A time without an offset is in UTC.",
        schema={"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]},
        read=moment,
    ),
    "postcode": Parameter(
        about=(
            "A ZIP code. With `proximity`, those near its middle. Without, programs that name the "
            "states they serve have to name its state."
        ),
        schema={"type": "string", "pattern": "^[0-9]{5}(-?[0-9]{4})?$"},
        read=postcode,
    ),
    "proximity": Parameter(
        about="Meters around the middle of `postcode`, which it needs.",
        schema={"type": "number", "minimum": 1, "maximum": FARTHEST},
        read=meters,
    ),
}
