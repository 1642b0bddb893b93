"""What is wrong with a table that came back, by row and column, in the language of the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from directory import context
from directory.exchange.own_csv_upload import Trouble
from directory.services.read_table import FROM_A_LIST, NOT_YOURS, Fault
from directory.web import complaints, difference_words

TROUBLES: Mapping[Trouble, LazyString] = {
    Trouble.EMPTY: lazy_gettext("Please choose a file that is not empty."),
    Trouble.TOO_LARGE: lazy_gettext("This file is too large. Please send part of it."),
    Trouble.TOO_MANY_ROWS: lazy_gettext("This file has too many rows. Please send part of it."),
    Trouble.WORKBOOK: lazy_gettext(
        "This is a workbook. In your spreadsheet program choose “Save as” and then CSV."
    ),
    Trouble.DAMAGED: lazy_gettext("This file is damaged or no CSV. Please save it again as CSV."),
    Trouble.NO_TABLE: lazy_gettext(
        "No table like those below is in this file. Please keep the first row with the names of"
        " the columns."
    ),
}
# What the reader of tables says in English, and how it is said here.
REASONS: tuple[tuple[str, LazyString], ...] = (
    (r"it has no (\w+)", lazy_gettext("Nothing stands under %(a)s.")),
    (r"its (\w+) is '?(.*?)'?, not a whole number", lazy_gettext(
        "Under %(a)s stands “%(b)s”. Please write a whole number.")),
    (r"its (\w+) is '?(.*?)'?, not a number", lazy_gettext(
        "Under %(a)s stands “%(b)s”. Please write a number.")),
    (r"its (\w+) is '?(.*?)'?, not a time like 17:30", lazy_gettext(
        "Under %(a)s stands “%(b)s”. Please write a time like 17:30.")),
    (r"its (\w+) is '?(.*?)'?, not yes or no", lazy_gettext(
        "Under %(a)s stands “%(b)s”. Please write yes or no, or leave it empty.")),
    (r"its (\w+) is '?(.*?)'?, which is none of (.*)", lazy_gettext(
        "Under %(a)s stands “%(b)s”. Please write one of: %(c)s.")),
    (r"its (\w+) is '?(.*?)'?, not one of (.*)", lazy_gettext(
        "Under %(a)s stands “%(b)s”. Please write one of: %(c)s.")),
    (r"its (\w+) are '?(.*?)'?, not like (.*)", lazy_gettext(
        "Under %(a)s stands “%(b)s”. Please write it like %(c)s.")),
    (r"there is no (\w+) '?(.*?)'? in the vocabulary", lazy_gettext(
        "“%(b)s” is no name that we know for %(a)s. Please use the names of the download.")),
    (r"its (source) '?(.*?)'? is not in the file", lazy_gettext(
        "Under %(a)s stands “%(b)s”. Leave it empty: then it is your own word.")),
    (r"it repeats (program|the slug)(.*)", lazy_gettext(
        "Another row is about the same. Please keep one of the two.")),
    (r"it does not say which (program).*", lazy_gettext(
        "Under %(a)s stands no number. It tells which program of the site is meant.")),
    (r"something is said of (program) (\d+), not there", lazy_gettext(
        "Program %(b)s of this site is not in the table of programs.")),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """`row` is 0 where no row can be named."""

    table: str
    row: int
    site: str
    sentence: str


def trouble(what: Trouble) -> str:
    return str(TROUBLES[what])


def said(fault: Fault) -> Said:
    return Said(table=fault.table, row=fault.line, site=fault.site, sentence=_sentence(fault))


def _sentence(fault: Fault) -> str:
    if fault.finding is not None:
        column = difference_words.label(fault.finding.key, context.vocabulary())
        return f"{column}: {complaints.complaint(fault.finding)}"
    if fault.reason == NOT_YOURS:
        return _("This is not one of your listings, so the row was left out.")
    if fault.reason.startswith(FROM_A_LIST):
        what = fault.reason.removeprefix(FROM_A_LIST).strip()
        return _(
            "A published list says %(what)s. If it is wrong, write no; do not leave it out.",
            what=what,
        )
    return _reason(fault.reason)


def _reason(reason: str) -> str:
    for pattern, sentence in REASONS:
        match = re.fullmatch(pattern, reason)
        if match:
            told = dict(zip("abc", match.groups(), strict=False))
            return str(sentence) % told
    return _("This row could not be read: %(reason)s", reason=reason)
