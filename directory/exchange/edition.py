"""Which year's edition a workbook is, and the day it speaks for."""

import re
from datetime import date
from pathlib import Path

from directory.domain.facts import Source
from directory.exchange.records import Given
from directory.exchange.series import Series, day_in, year_in
from directory.exchange.spreadsheet import Workbook
from directory.exchange.unreadable import UnreadableFileError

TITLE = re.compile(r"<dc:title>([^<]*)</dc:title>")
CREATED = re.compile(r"<dcterms:created[^>]*>(\d{4})-(\d\d)-(\d\d)")

Edition = tuple[Source, date]


def of(book: Workbook, series: Series, reported_on: date | None) -> Edition:
    """Return the edition as a source, and the day its facts were reported.

    The year stands in the document's title, else in the file's name, else it is the year the
    document was made. Raises UnreadableFileError where none of them tells.
    """
    day_made = made_on(book.properties)
    day = reported_on or day_made
    year = year_in(_title(book.properties)) or year_in(book.path.name) or (day.year if day else 0)
    day = reported_on or series.spoke_for.get(year) or day_made
    if day is None:
        raise UnreadableFileError(
            f"{book.path.name} does not say when it was made; give the day with --reported-on."
        )
    return series.edition(year, series.spoke_for.get(year, day)), day


def of_file(path: Path, series: Series, given: Given, made: date | None = None) -> Edition:
    """The same for a file that says nothing of itself but its name.

    A name with a year alone stands for the first day of it, so that no fact seems newer than it
    can be.
    """
    written = day_in(path.name)
    year = written.year if written else year_in(path.name)
    day = given.reported_on or written or series.spoke_for.get(year or 0) or made
    day = day or (date(year, 1, 1) if year else None)
    if day is None:
        raise UnreadableFileError(
            f"{path.name} does not say when it was made; give the day with --reported-on."
        )
    return series.edition(day.year, day), day


def _title(properties: str) -> str:
    match = TITLE.search(properties)
    return match[1] if match else ""


def made_on(properties: str) -> date | None:
    match = CREATED.search(properties)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
