"""What stands on each page of the form, and what becomes of a document when it is sent."""

import json
from collections.abc import Iterable, Mapping

from flask import request
from wtforms import HiddenField, StringField
from wtforms.form import BaseForm

from directory.domain import documents
from directory.domain.documents import Document
from directory.domain.findings import Finding
from directory.domain.vocabulary import Facet
from directory.web import complaints
from directory.web.forms import GuardedForm, lazy_gettext
from directory.web.listing_form import answers, asked, choices, steps
from directory.web.listing_form.answers import Answers
from directory.web.listing_form.fields import (
    Choice,
    Line,
    Number,
    Paragraphs,
    Part,
    States,
    Telephone,
    Telephones,
    Tick,
    Told,
    Values,
)
from directory.web.listing_form.plans import Plans
from directory.web.listing_form.steps import Page, Step
from directory.web.listing_form.week_fields import OfficeHours, Week


class StepForm(GuardedForm):
    """`was`: what stood on the page when it was opened, to tell what was changed on it."""

    least_seconds = 0

    class Meta:
        def get_translations(self, _form: BaseForm) -> None:
            """WTForms' own sentences are never shown here, and reading them takes long."""

    was = HiddenField()
    todo = StringField()  # the button that was pressed, where it is not the one to go on

    @property
    def parts(self) -> list[Part]:
        return [field for field in self if isinstance(field, Part)]

    def told(self, values: Values) -> Told:
        """What was typed; `values`: what was said before."""
        found: Told = {}
        for part in self.parts:
            part.before = values
            found |= part.told()
        return found


class PlaceForm(StepForm):
    name = Line(lazy_gettext("Name of the place"), needed=True)
    name2 = Line(lazy_gettext("Second line of the name"))
    phone_main = Telephones(lazy_gettext("Main telephone"), about="phone/main", needed=True)
    phone_intake = Telephones(lazy_gettext("Telephone for new clients"), about="phone/intake")
    phone_hotline = Telephones(lazy_gettext("Crisis line of your own"), about="phone/hotline")
    benefits_phone = Telephone(lazy_gettext("Telephone of staff who check insurance"))
    website = Line(lazy_gettext("Website"))
    street = Line(lazy_gettext("Street and number"), needed=True)
    street2 = Line(lazy_gettext("Suite, floor or building"))
    city = Line(lazy_gettext("City"), needed=True)
    state = Line(lazy_gettext("State"), needed=True)
    zip = Line(lazy_gettext("ZIP code"), needed=True)
    confidential = Tick(lazy_gettext("Keep the street address private"))
    office_hours = OfficeHours(lazy_gettext("Hours when somebody is there"))
    description = Paragraphs(lazy_gettext("About the place, in a few sentences"))


class ProgramsForm(StepForm):
    """Buttons alone: `forms.written` adds and takes away."""

    care = Choice(lazy_gettext("Level of care of the program"), choices.levels, needed=True)
    adding = HiddenField()  # the number that a new program gets: pressed twice, it is one


class ProgramForm(StepForm):
    care = Choice(lazy_gettext("Level of care"), choices.levels, needed=True)
    name = Line(lazy_gettext("Name of the program"))
    description = Paragraphs(lazy_gettext("What happens there"))
    format = Answers(lazy_gettext("In person or online"))
    states = States(lazy_gettext("States whose people may join online"))
    hours_a_week = Number(lazy_gettext("Hours of treatment a week"))
    days_a_week = Number(lazy_gettext("Days of treatment a week"))
    weeks = Number(lazy_gettext("Usual length in weeks"))
    entry = Choice(lazy_gettext("How people start"), choices.entries)
    openings = Choice(lazy_gettext("Can new clients start now?"), choices.openings)
    wait_days = Number(lazy_gettext("Usual wait in days"))
    cost = Line(lazy_gettext("Cost without insurance"))
    copay = Line(lazy_gettext("What people with insurance pay themselves"))


class SessionsForm(StepForm):
    sessions = Week(lazy_gettext("Sessions of a usual week"))
    time_zone = Choice(lazy_gettext("Time zone of these times"), choices.zones)


class AnswersForm(StepForm):
    answers = Answers()


class PayingForm(StepForm):
    answers = Answers(lazy_gettext("Ways to pay"))
    plans = Plans(lazy_gettext("Insurance companies"))


FORMS: Mapping[Step, type[StepForm]] = {
    Step.PLACE: PlaceForm,
    Step.PROGRAMS: ProgramsForm,
    Step.PROGRAM: ProgramForm,
    Step.SESSIONS: SessionsForm,
    Step.TREATMENT: AnswersForm,
    Step.PEOPLE: AnswersForm,
    Step.PAYING: PayingForm,
}
SEEK = "seek"  # in the address: which insurers are shown


def form_for(page: Page, document: Document) -> StepForm:
    """What was sent, or what the document says."""
    form = FORMS[page.step]()
    _ask(form, page, document)
    if not form.is_submitted():
        open_with(form, page, document)
    return form


def open_with(form: StepForm, page: Page, document: Document) -> None:
    """Fill in what the document says."""
    values = values_of(page, document)
    for part in form.parts:
        part.show(values)
    remember(form, page, document)


def remember(form: StepForm, page: Page, document: Document) -> None:
    """Let the form know what it was opened with."""
    form.was.data = json.dumps(steps.part(page, document), ensure_ascii=False)
    if isinstance(form, ProgramsForm):
        form.adding.data = documents.new_program(document)


def opened_with(form: StepForm, page: Page, document: Document) -> Document:
    """The document as the form knew it: its own page as it was, the rest as it is now."""
    rest = {key: value for key, value in document.items() if not page.holds(key)}
    try:
        was = json.loads(form.was.data or "{}")
    except ValueError:
        was = None
    known = was if isinstance(was, dict) else steps.part(page, document)
    return rest | {key: value for key, value in known.items() if page.holds(key)}


def written(page: Page, form: StepForm, document: Document) -> Document:
    """The document with what was typed, whether it can be right or not."""
    told = form.told(values_of(page, document))
    changed = {documents.key_of(page.program, name): value for name, value in told.items()}
    return {key: value for key, value in {**document, **changed}.items() if value is not None}


def values_of(page: Page, document: Document) -> Values:
    """Of the page's program, else of the site."""
    if page.program:
        return documents.programs(document).get(page.program, {})
    return documents.site(document)


def complain(form: StepForm, page: Page, findings: Iterable[Finding]) -> None:
    """Say beside each field what is wrong with it."""
    for finding in findings:
        if page.holds(finding.key):
            _complain(form, finding, documents.subject(finding.key).name)


def _complain(form: StepForm, finding: Finding, name: str) -> None:
    part = next((part for part in form.parts if part.covers(name)), None)
    if part is None:
        return
    shown = part.in_rows(finding) if isinstance(part, Week) else finding
    sentence = complaints.complaint(shown)
    if sentence in (*part.errors, *part.notes):  # of each day of a row
        return
    if finding.is_error:
        part.errors = [*part.errors, sentence]
    else:
        part.notes = (*part.notes, sentence)
    if isinstance(part, Week):
        part.complain(shown.values.get("number"), sentence)


def _ask(form: StepForm, page: Page, document: Document) -> None:
    """Say what the fields with many boxes ask for on this page."""
    if isinstance(form, ProgramForm):
        form.format.asked = answers.all_terms(Facet.FORMAT)
    if isinstance(form, AnswersForm | PayingForm):
        form.answers.site = documents.site(document) if page.program else {}
        form.answers.asked = asked.terms(page, values_of(page, document))
    if isinstance(form, PayingForm):
        form.plans.sought = request.args.get(SEEK, "")
        if page.program:
            del form.plans
