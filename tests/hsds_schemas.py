"""Checks answers against the schemas that HSDS publishes, where they are on this machine."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

FOLDER = Path(__file__).parents[2] / "shared" / "hsds-3.1"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
COMPILED = ("organization", "service", "service_at_location")

formats = FormatChecker(formats=())


@formats.checks("uuid")
def _is_uuid(value: object) -> bool:
    return not isinstance(value, str) or bool(UUID.fullmatch(value))


@formats.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@formats.checks("uri", raises=ValueError)
def _is_uri(value: object) -> bool:
    if not isinstance(value, str):
        return True
    parts = urlsplit(value)
    return value.isascii() and " " not in value and bool(parts.scheme and parts.hostname)


def faults(kind: str, thing: Mapping[str, Any]) -> list[str]:
    """What an object of this kind has that HSDS does not allow."""
    return [f"{error.json_path}: {error.message}" for error in _validator(kind).iter_errors(thing)]


@cache
def _validator(kind: str) -> Draft202012Validator:
    if not FOLDER.is_dir():
        pytest.skip("the schemas of HSDS are not on this machine")
    registry = Registry[Any]().with_resources(
        (path.name, DRAFT202012.create_resource(_read(path.name))) for path in FOLDER.glob("*.json")
    )
    name = f"compiled_{kind}.json" if kind in COMPILED else f"{kind}.json"
    return Draft202012Validator(_read(name), registry=registry, format_checker=formats)


def _read(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((FOLDER / name).read_text("utf-8"))
    return schema
