"""Which year's edition a workbook is, and the day it speaks for."""

import re
from datetime import date, timedelta
from pathlib import Path

from directory.domain.facts import Source
from directory.exchange.records import Given
from directory.exchange.series import Series, day_in, year_in
from directory.exchange.spreadsheet import Workbook
from directory.exchange.unreadable import UnreadableFileError

TITLE = re.compile(r"<dc:title>([^<]*)</dc:title>")
CREATED = re.compile(r"<dcterms:created[^>]*>(\d{4})-(\d\d)-(\d\d)")

# The file's clock may run in a zone where it is tomorrow already.
LEEWAY = timedelta(days=1)

Edition = tuple[Source, date]


def of(book: Workbook, series: Series, given: Given) -> Edition:
    """Return the edition as a source, and the day its facts were reported.

    The year stands in the document's title, else in the file's name, else it is the year the
    document was made. Raises UnreadableFileError where none of them tells, or tells of a day that
    is yet to come.
    """
    made, last = made_on(book.properties), latest(given).year
    day = given.reported_on or made
    year = year_in(_title(book.properties), last) or year_in(book.path.name, last)
    year = year or (day.year if day else 0)
    day = _past(given.reported_on or series.spoke_for.get(year) or made, book.path, given)
    return series.edition(year, series.spoke_for.get(year, day)), day


def of_file(path: Path, series: Series, given: Given, made: date | None = None) -> Edition:
    """The same for a file that says nothing of itself but its name.

    A name with a year alone stands for the first day of it, so that no fact seems newer than it
    can be.
    """
    written = day_in(path.name)
    year = written.year if written else year_in(path.name, latest(given).year)
    day = given.reported_on or written or series.spoke_for.get(year or 0) or made
    day = _past(day or (date(year, 1, 1) if year else None), path, given)
    return series.edition(day.year, day), day


def latest(given: Given) -> date:
    """The last day that a file can speak for."""
    return given.today + LEEWAY if given.today else date.max


def _past(day: date | None, path: Path, given: Given) -> date:
    if day is None:
        raise UnreadableFileError(
            f"{path.name} does not say when it was made; give the day with --reported-on."
        )
    if day > latest(given):
        raise UnreadableFileError(
            f"{path.name} would speak for {day}, which is yet to come; give the day with "
            "--reported-on."
        )
    return day


def _title(properties: str) -> str:
    match = TITLE.search(properties)
    return match[1] if match else ""


def made_on(properties: str) -> date | None:
    match = CREATED.search(properties)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
