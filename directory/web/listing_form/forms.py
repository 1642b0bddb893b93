"""What becomes of a document when a page of the form is shown, sent and complained about."""

import json
from collections.abc import Iterable

from flask import request

from directory.domain import documents
from directory.domain.documents import Document
from directory.domain.findings import Finding
from directory.domain.vocabulary import Facet
from directory.web import complaints
from directory.web.listing_form import answers, asked, steps
from directory.web.listing_form.fields import Values
from directory.web.listing_form.pages import (
    FORMS,
    AnswersForm,
    PayingForm,
    ProgramForm,
    ProgramsForm,
    StepForm,
)
from directory.web.listing_form.steps import Page
from directory.web.listing_form.week_fields import Week

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
