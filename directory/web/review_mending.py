"""What an editor writes in place of what a reader reported, and whether that will do."""

from typing import cast

from flask import request

from directory import context
from directory.domain import documents
from directory.domain.differences import Difference
from directory.exchange import phones
from directory.storage import listings
from directory.storage.corrections import Correction
from directory.web import formats, review_parts, value_words

CHANGE_IT_FIRST = "Change it first, here or in the listing: it still shows what was reported."


def fault(report: Correction, became: list[Difference]) -> str:
    """Why it cannot be taken so, in a sentence; empty: it can."""
    return _phone_fault(became) or _unmended(report, became)


def mended(report: Correction) -> list[Difference]:
    """What the editor wrote or chose instead; nothing, where it is mended otherwise."""
    listing = listings.whole(context.session(), report.provider_id)
    if listing is None or "becomes" not in request.form:
        return []
    shown = documents.of(listing).get(report.about)
    becomes: object = request.form["becomes"].strip() or None
    if _is_line(report.about) and becomes:
        becomes = [phones.dialable(line) for line in str(becomes).splitlines() if line.strip()]
    return [Difference(report.about, shown, becomes)] if becomes != shown else []


def _unmended(report: Correction, became: list[Difference]) -> str:
    """Why it cannot be said that it was a mistake, while readers go on reading it."""
    listing = listings.whole(context.session(), report.provider_id)
    if became or listing is None or not report.about:
        return ""
    name = documents.subject(report.about).name
    shown = documents.of(listing).get(report.about)
    now = "; ".join(value_words.lines(name, shown, context.vocabulary()))
    return CHANGE_IT_FIRST if now == report.shown else ""


def text(name: str, shown: object) -> str | None:
    """What stands there, to be mended as a text; telephones are one a line."""
    if _is_line(name):
        return "\n".join(formats.phone(each) for each in cast("list[str]", shown or []))
    return str(shown or "") if name in review_parts.TEXTS else None


def _is_line(about: str) -> bool:
    return about.startswith(f"{documents.PHONE}/")


def _phone_fault(became: list[Difference]) -> str:
    wrong = [
        number
        for each in became
        if _is_line(each.key)
        for number in cast("list[str]", each.became or [])
        if not phones.is_assigned(number)
    ]
    return f"{wrong[0]} is no telephone number. Write one a line." if wrong else ""
