"""Which year's edition a workbook is, and the day it speaks for."""

import re
from datetime import date

from directory.domain.facts import Source
from directory.exchange.series import Series, year_in
from directory.exchange.spreadsheet import Workbook
from directory.exchange.unreadable import UnreadableFileError

TITLE = re.compile(r"<dc:title>([^<]*)</dc:title>")
CREATED = re.compile(r"<dcterms:created[^>]*>(\d{4})-(\d\d)-(\d\d)")


def of(book: Workbook, series: Series, reported_on: date | None) -> tuple[Source, date]:
    """Return the edition as a source, and the day its facts were reported.

    The year stands in the document's title, else in the file's name, else it is the year the
    document was made. Raises UnreadableFileError where none of them tells.
    """
    made_on = _made_on(book.properties)
    day = reported_on or made_on
    year = year_in(_title(book.properties)) or year_in(book.path.name) or (day.year if day else 0)
    day = reported_on or series.spoke_for.get(year) or made_on
    if day is None:
        raise UnreadableFileError(
            f"{book.path.name} does not say when it was made; give the day with --reported-on."
        )
    return series.edition(year, series.spoke_for.get(year, day)), day


def _title(properties: str) -> str:
    match = TITLE.search(properties)
    return match[1] if match else ""


def _made_on(properties: str) -> date | None:
    match = CREATED.search(properties)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
