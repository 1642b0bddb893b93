"""The audit trail as files: a table that no spreadsheet runs, and JSON, an entry a line."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from directory.domain import cells
from directory.storage.audit import Numbered

COLUMNS = ("number", "at", "who", "account", "act", "listing", "subject", "details", "digest")


def as_csv(entries: Iterable[Numbered]) -> Iterator[str]:
    """Line by line. What a spreadsheet would take for a formula begins with an apostrophe."""
    yield _line(COLUMNS)
    for each in entries:
        entry = each.entry
        details = json.dumps(entry.details, ensure_ascii=False, sort_keys=True)
        texts = (entry.who, str(entry.account_id or ""), entry.act, str(entry.provider_id or ""))
        safe = (cells.harmless(text) for text in (*texts, entry.subject, details))
        yield _line((str(each.number), f"{entry.at.isoformat()}Z", *safe, each.digest))


def as_json_lines(entries: Iterable[Numbered]) -> Iterator[str]:
    """Every entry with all that its digest is made of, so that anybody can follow the chain."""
    for each in entries:
        told = asdict(each.entry) | {"at": each.entry.at.isoformat(), "number": each.number}
        yield json.dumps(told | {"digest": each.digest}, ensure_ascii=False, sort_keys=True) + "\n"


def _line(values: Iterable[str]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerow(list(values))
    return file.getvalue()
