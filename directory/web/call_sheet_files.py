"""The call sheet as files: a table for a spreadsheet, reminders for a calendar."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from flask import url_for
from flask_babel import gettext as _
from icalendar import Alarm, Calendar, Event

from directory.domain import cells
from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.web import call_sheet_questions, facts, formats

A_CALL = timedelta(minutes=15)
BYTE_ORDER_MARK = "\ufeff"  # without it a common spreadsheet program garbles accents


def table(listings: Iterable[Listing], vocabulary: Vocabulary) -> str:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(_columns())
    for listing in listings:
        rows.writerow(map(cells.harmless, _cells(listing, vocabulary)))
    return BYTE_ORDER_MARK + text.getvalue()


def _columns() -> list[str]:
    return [
        _("Name"),
        _("Telephone"),
        _("Address"),
        _("Level of care"),
        _("Hours a week"),
        _("Ways to pay"),
        _("Cost"),
        _("Last confirmed"),
        _("Listing"),
        _("Ask"),
        _("Notes"),
    ]


def _cells(listing: Listing, vocabulary: Vocabulary) -> list[str]:
    asked = call_sheet_questions.questions(listing)
    open_questions = (each.text for each in asked if not (each.is_reported and each.is_current))
    return [
        listing.full_name,
        "; ".join(_numbers(listing)),
        _address(listing),
        _each(_care(program, vocabulary) for program in listing.programs),
        _by_level(listing, vocabulary, lambda program: formats.plain(program.hours_a_week)),
        _each(term.short for term in facts.payers(listing, vocabulary)),
        _by_level(listing, vocabulary, lambda program: program.cost),
        listing.confirmed_on.isoformat() if listing.confirmed_on else _("not reported"),
        formats.outside(url_for("providers.show", slug=listing.slug)),
        " ".join(open_questions),
        "",
    ]


def _each(said: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, said))) or _("not reported")


def _by_level(listing: Listing, vocabulary: Vocabulary, told: Callable[[Program], str]) -> str:
    """What each program says, its level before it where there are several."""
    if len(listing.programs) == 1:
        return _each(map(told, listing.programs))
    return _each(
        f"{_care(program, vocabulary)}: {told(program)}".removeprefix(": ")
        for program in listing.programs
        if told(program)
    )


def _care(program: Program, vocabulary: Vocabulary) -> str:
    return vocabulary.terms[Selection(Facet.CARE, program.care)].short if program.care else ""


def _numbers(listing: Listing) -> Iterator[str]:
    for each in formats.to_call(listing.phones):
        yield formats.phone(each.number)


def _address(listing: Listing) -> str:
    address = listing.address.public
    if address.confidential:
        return f"{_('Address kept private')}, {address.town}"
    return ", ".join(filter(None, (address.street, address.city, f"{address.state} {address.zip}")))


def reminders(listings: Iterable[Listing], first: datetime, *, with_names: bool) -> bytes:
    """One short event a place, one after the other, at the hour of wherever the telephone is.

    Who else sees the calendar reads only "Reminder: call", unless the names are wanted.
    """
    calendar = Calendar.new(prodid="-//Reminders//EN")
    for place, listing in enumerate(listings):
        title = _("Reminder: call")
        calendar.add_component(
            _event(listing, first + place * A_CALL, f"{title} {listing.full_name}")
            if with_names
            else _event(listing, first + place * A_CALL, title)
        )
    written: bytes = calendar.to_ical()
    return written


def _event(listing: Listing, start: datetime, title: str) -> Event:
    event = Event.new(
        # The same call at the same time is one reminder, however often it is downloaded.
        uid=uuid5(NAMESPACE_URL, f"{listing.slug} {start.isoformat()}"),
        summary=title,
        description="\n".join(_numbers(listing)),
        start=start,
        end=start + A_CALL,
    )
    alarm = Alarm.new(summary=title, description=title)
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event
