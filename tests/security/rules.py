"""Whom each route lets in, as rules.toml says."""

import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule as Route


class Rule(StrEnum):
    PUBLIC = "public"
    HOLDER = "holder"
    MIDWAY = "midway"
    SIGNED_IN = "signed-in"
    CLAIMANT = "claimant"
    MEMBER = "member"
    EDITOR = "editor"
    LOOPBACK = "loopback"


TABLE: Mapping[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("rules.toml").read_text("utf-8")
)
BY_ENDPOINT = {endpoint: Rule(rule) for rule, those in TABLE.items() for endpoint in those}
CHANGING = frozenset(("POST", "PUT", "PATCH", "DELETE"))
# What these are sent is a question too long for an address, or is refused whatever it is.
ASKED_BY_POST = frozenset(("fhir.posted_search", "fhir.elsewhere"))


def asked(app: Flask) -> Iterator[tuple[Route, str]]:
    """Every route with every method that it answers."""
    for route in app.url_map.iter_rules():
        for method in sorted((route.methods or set()) - {"HEAD", "OPTIONS"}):
            yield route, method


def changing(app: Flask) -> Iterator[tuple[Route, str]]:
    """Those that are sent something which they keep."""
    for route, method in asked(app):
        if method in CHANGING and route.endpoint not in ASKED_BY_POST:
            yield route, method
