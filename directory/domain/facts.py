"""A fact is what a source said about a term, and when: yes, no, or nothing (not reported)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from directory.domain.vocabulary import Selection

EDITION = re.compile(r"-\d{4}$")  # the end of a slug: which year's edition of a list a source is


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_REPORTED = "not-reported"


class SourceKind(StrEnum):
    PROVIDER = "provider"  # the provider's own word
    EDITOR = "editor"
    PUBLIC = "public"  # a published list
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a statement came from. `published_on` is the day the source speaks for."""

    slug: str
    name: str
    kind: SourceKind
    publisher: str
    url: str
    published_on: date | None


OWN_WORD = Source(
    slug="provider",
    name="The provider",
    kind=SourceKind.PROVIDER,
    publisher="",
    url="",
    published_on=None,
)
EDITORS = Source(
    slug="editor",
    name="An editor of this directory",
    kind=SourceKind.EDITOR,
    publisher="",
    url="",
    published_on=None,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One source's answer about one term, on the day it was reported."""

    about: Selection
    answer: Answer
    source: Source
    reported_on: date | None


# A provider's own word stands above a published list, whatever their dates.
_TRUST = {
    SourceKind.PROVIDER: 3,
    SourceKind.EDITOR: 2,
    SourceKind.PUBLIC: 1,
    SourceKind.DEMONSTRATION: 1,
}


def trust(kind: SourceKind) -> int:
    """How much a source's word counts beside others'; the higher stands."""
    return _TRUST[kind]


def settled(statements: Iterable[Statement]) -> Statement:
    """Return the statement that counts: the most trusted source, then the latest, then a yes."""
    return max(
        statements,
        key=lambda said: (
            _TRUST[said.source.kind],
            said.reported_on or date.min,
            said.answer is Answer.YES,
            said.source.slug,
        ),
    )
