"""What changes from day to day in one short form: openings, wait, office hours, phones."""

import json
import re
from collections.abc import Iterator
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form, HiddenField, StringField

from directory import context
from directory.domain import documents
from directory.domain.documents import Document
from directory.domain.findings import Finding
from directory.domain.revisions import Revision
from directory.services import edit_listing, propose_changes
from directory.services.look_over import Site
from directory.web import complaints, difference_words, formats, keeping
from directory.web.forms import GuardedForm, lazy_gettext
from directory.web.listing_form import choices, sheets
from directory.web.listing_form.fields import Choice, Part
from directory.web.listing_form.number_fields import Number, Telephones
from directory.web.listing_form.week_fields import OfficeHours

ROWS = re.compile(r"more|less:(\d{1,3})")
MORE_ROWS = 3
HOURS = "hours"  # what a short form says that it asks for too


class OpeningsForm(Form):
    """Of one program."""

    openings = Choice(lazy_gettext("Takes new clients"), choices.openings)
    wait_days = Number(lazy_gettext("Usual wait in days"))


class SmallForm(GuardedForm):
    """`was`: what it was opened with, so that only what was changed on it is changed."""

    least_seconds = 0

    was = HiddenField()
    asks = HiddenField()
    todo = StringField()  # the button that was pressed, where it is not the one that sends
    main_phone = Telephones(lazy_gettext("Main telephone"), about="phone/main")
    intake_phone = Telephones(lazy_gettext("Telephone for new clients"), about="phone/intake")
    hotline_phone = Telephones(lazy_gettext("Crisis line of your own"), about="phone/hotline")
    office_hours = OfficeHours(lazy_gettext("Hours when somebody is there"))

    def __init__(self, document: Document, prefix: str = "", **given: Any) -> None:  # noqa: ANN401
        super().__init__(prefix=prefix, **given)
        sent = request.form if self.is_submitted() else None
        names = difference_words.program_names(document, context.vocabulary())
        self.programs = [
            (number, names[number], OpeningsForm(sent, prefix=f"{prefix}{number}-"))
            for number in documents.programs(document)
        ]
        if sent is None:
            self._open_with(document)

    @property
    def asks_hours(self) -> bool:
        return self.asks.data == HOURS

    def changes(self) -> dict[str, object]:
        """By key, what was changed on the form; None: nothing is said any more."""
        told: dict[str, object] = {}
        for number, part in self._parts():
            part.before = self._known(number)
            told |= {documents.key_of(number, name): value for name, value in part.told().items()}
        was = self._was()
        return {key: value for key, value in told.items() if value != was.get(key)}

    def has_other_rows(self) -> bool:
        """Whether a button was pressed that gives rows or takes one away."""
        match = ROWS.fullmatch(self.todo.data or "")
        if match is None:
            return False
        hours = self.office_hours
        if match[1]:
            hours.data = [row for row in hours.data if not row.is_blank]
            del hours.data[int(match[1]) : int(match[1]) + 1]
        else:
            hours.more = MORE_ROWS
        return True

    def complain(self, findings: tuple[Finding, ...]) -> None:
        for finding in findings:
            about = documents.subject(finding.key)
            for number, part in self._parts():
                if number == about.program and part.covers(about.name):
                    part.errors = [*part.errors, complaints.complaint(finding)]

    def _open_with(self, document: Document) -> None:
        values = documents.programs(document)
        site = documents.site(document)
        for number, part in self._parts(all_parts=True):
            part.show(values[number] if number else site)
        covered = [
            (number, name)
            for number, part in self._parts(all_parts=True)
            for name in (values[number] if number else site)
            if part.covers(name)
        ]
        keys = [documents.key_of(*each) for each in covered]
        self.was.data = json.dumps({key: document[key] for key in keys}, ensure_ascii=False)

    def _parts(self, *, all_parts: bool = False) -> Iterator[tuple[str, Part]]:
        for field in self:
            if isinstance(field, Part) and (all_parts or self._is_asked(field)):
                yield "", field
        for number, _name, form in self.programs:
            yield from ((number, field) for field in form if isinstance(field, Part))

    def _is_asked(self, field: Part) -> bool:
        return self.asks_hours or not isinstance(field, OfficeHours)

    def _known(self, number: str) -> dict[str, object]:
        was = self._was()
        return documents.programs(was).get(number, {}) if number else documents.site(was)

    def _was(self) -> dict[str, object]:
        try:
            known = json.loads(self.was.data or "{}")
        except ValueError:
            known = {}
        return known if isinstance(known, dict) else {}


def short_form(site: Site) -> SmallForm:
    """For a page of many listings: what its card knows, so without the hours."""
    document: dict[str, object] = {}
    for line in documents.LINES:
        numbers = [phone.number for phone in site.phones if phone.kind == line]
        document |= {f"{documents.PHONE}/{line}": numbers} if numbers else {}
    for each in site.programs:
        told = {
            "care": each.care,
            "name": each.name,
            "openings": each.openings.answer,
            "wait_days": each.openings.wait_days,
        }
        known = {name: value for name, value in told.items() if value not in ("", None)}
        fields = known or {"name": ""}
        document |= {documents.key_of(str(each.id), name): fields[name] for name in fields}
    form = SmallForm(document, formdata=None)
    for field in (*form, *(each for _number, _name, own in form.programs for each in own)):
        field.id = field.label.field_id = f"{site.kept.slug}-{field.id}"  # one of many on a page
    return form


def change() -> ResponseReturnValue:
    listing = keeping.listing()
    form = SmallForm(documents.of(listing))
    if not form.is_submitted():
        form.asks.data = HOURS
        return _page(form)
    if form.has_other_rows():
        return _page(form)
    if not form.validate() or not _is_right(form, documents.of(listing)):
        return _page(form), 422
    sent = _sent(listing.id, form.changes())
    flash(_said(sent))
    return redirect(url_for("manage.listing", slug=listing.slug), 303)


def _page(form: SmallForm) -> str:
    return render_template(
        "manage/small.html", form=form, keeping=keeping.current(), listing=keeping.listing()
    )


def _is_right(form: SmallForm, shown: Document) -> bool:
    changes = form.changes()
    wanted = {key: value for key, value in {**shown, **changes}.items() if value is not None}
    found = sheets.findings(wanted)
    wrong = tuple(each for each in found if each.is_error and each.key in changes)
    form.complain(wrong)
    return not wrong


def _sent(provider_id: int, changes: dict[str, object]) -> Revision | None:
    keeper = keeping.current().keeper
    with context.writing() as session:
        draft = propose_changes.begin(session, provider_id, changes, keeper)
        if draft is None:
            return None
        return edit_listing.send_in(session, draft, keeper, context.gazetteer(), formats.today())


def _said(sent: Revision | None) -> str:
    if sent is None:
        return _("Nothing was changed, so nothing was sent.")
    if sent.is_live:
        return _("Thank you. Readers see this now. An editor looks at it later.")
    return _("Thank you. An editor looks at this before readers see it.")
