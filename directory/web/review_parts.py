"""What a revision changes, part by part, as an editor reads it and ticks it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any, cast

from directory import context
from directory.domain import differences, documents
from directory.domain.differences import Difference, Since
from directory.domain.documents import Document
from directory.domain.findings import Finding
from directory.domain.schedule import Session
from directory.domain.wording import Piece, pieces
from directory.services import check_document
from directory.web import complaints, difference_words, week
from directory.web.difference_words import Told
from directory.web.week import Week

# What an editor may put right in passing: texts, of the site and of its programs.
TEXTS = frozenset(
    {
        *("name", "name2", "description", "website", "street", "street2", "city", "zip"),
        *("cost", "copay", "entry"),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One key. `text`: what an editor may put right; `weeks`: of sessions, before and after."""

    told: Told
    text: str | None
    pieces: tuple[Piece, ...]  # the text, parted where words are marked
    findings: tuple[Finding, ...]
    weeks: tuple[Week, Week] | None
    clashes: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What can be accepted by itself."""

    name: str
    title: str
    of: str  # the whole site, or a program
    rows: tuple[Row, ...]


def of(since: Since, proposal: Document, base: Document) -> list[Part]:
    vocabulary = context.vocabulary()
    told = {each.key: each for each in difference_words.told(since.mine, vocabulary, base)}
    findings = complaints.by_key(check(proposal))
    found = []
    for name, changed in differences.parts(since.mine).items():
        rows = tuple(_row(each, told[each.key], findings, since) for each in changed)
        first = rows[0].told
        whole = len(rows) > 1 or name != changed[0].key
        title = first.part if whole else first.about
        title = "Address" if name == differences.ADDRESS else title
        found.append(Part(name=name, title=title, of=first.part, rows=rows))
    order = list(told)
    return sorted(found, key=lambda part: order.index(part.rows[0].told.key))


def check(document: Document) -> tuple[Finding, ...]:
    return check_document.check(document, context.gazetteer(), context.vocabulary())


def told_findings(document: Document) -> list[tuple[str, Finding]]:
    """All that is wrong, or may be, each with what it is about in words."""
    vocabulary = context.vocabulary()
    names = difference_words.program_names(document, vocabulary)
    found = []
    for each in check(document):
        about = documents.subject(each.key)
        label = difference_words.label(each.key, vocabulary)
        where = f"{names.get(about.program, '')}, " if about.program else ""
        found.append((f"{where}{label}", each))
    return found


def left_out(parts: Iterable[Part], named: Iterable[str]) -> str:
    """In words, for the mail."""
    kept = set(named)
    return "\n".join(
        f"- {part.of}: {part.title}" if part.of != part.title else f"- {part.title}"
        for part in parts
        if part.name not in kept
    )


def told_mended(parts: Iterable[Part], mended: Mapping[str, str]) -> str:
    """What an editor wrote instead, in words."""
    rows = {row.told.key: row.told for part in parts for row in part.rows}
    return "\n".join(
        f"- {rows[key].part}, {rows[key].about}: {text}" for key, text in mended.items()
    )


def mended(parts: Iterable[Part], typed: Mapping[str, str]) -> dict[str, str]:
    """What an editor typed otherwise, by key."""
    rows = {row.told.key: row.text for part in parts for row in part.rows}
    return {
        key: text.strip()
        for key, text in typed.items()
        if rows.get(key) is not None and _plain(text) != _plain(rows[key] or "")
    }


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _row(
    each: Difference,
    told: Told,
    findings: Mapping[str, list[Finding]],
    since: Since,
) -> Row:
    name = documents.subject(each.key).name
    is_text = name in TEXTS and isinstance(each.became, str)
    return Row(
        told=told,
        text=str(each.became) if is_text else None,
        pieces=_marked(str(each.became)) if is_text else (),
        findings=tuple(findings.get(each.key, ())),
        weeks=(_week(each.was), _week(each.became)) if name == "sessions" else None,
        clashes=each.key in since.clashing,
    )


def _marked(text: str) -> tuple[Piece, ...]:
    return tuple(pieces(text, context.held().wording.marked(text)))


def _week(value: object) -> Week:
    return week.of(
        Session(track, day, time.fromisoformat(start), time.fromisoformat(end), form)
        for track, day, start, end, form in cast("list[Any]", value or [])
    )
