"""What buttons do, beside the one to go on: `more`, `less:2`, `remove:new-1`, `go:paying`."""

import re
from dataclasses import dataclass

from flask import request

from directory.domain import documents
from directory.domain.documents import Document
from directory.web.listing_form import steps
from directory.web.listing_form.pages import ProgramsForm, StepForm
from directory.web.listing_form.steps import Page
from directory.web.listing_form.week_fields import Week

ADD, GO, LESS, MORE, REMOVE, SEEK, STAY = "add", "go", "less", "more", "remove", "seek", "stay"
PRESSED = re.compile(rf"({ADD}|{GO}|{LESS}|{MORE}|{REMOVE}|{SEEK}|{STAY})(?::([\w-]{{1,60}}))?")
MORE_ROWS = 3


@dataclass(frozen=True, slots=True)
class Pressed:
    """`what`: the number of a row or of a program, or the end of a page's address."""

    todo: str = ""
    what: str = ""

    @property
    def is_to_go_on(self) -> bool:
        return not self.todo


def pressed(form: StepForm) -> Pressed:
    match = PRESSED.fullmatch(form.todo.data or "")
    return Pressed(match[1], match[2] or "") if match else Pressed()


def take_away_row(form: StepForm, button: Pressed) -> None:
    if button.todo == LESS and button.what.isdecimal():
        for part in form.parts:
            if isinstance(part, Week):
                part.without = int(button.what)


def with_programs(form: ProgramsForm, button: Pressed, document: Document) -> Document:
    """The document with one program more, or without one. A chosen level is never lost."""
    if button.todo == REMOVE:
        gone = button.what
        return {
            key: value
            for key, value in document.items()
            if not gone or documents.subject(key).program != gone
        }
    return _added(form, document) if form.care.data else document


def query(button: Pressed) -> dict[str, str]:
    """What the page is asked for when it comes back."""
    if button.todo == MORE:
        return {MORE: str(MORE_ROWS), "_anchor": "rows-end"}
    if button.todo == LESS:
        return {"_anchor": "rows-end"}
    if button.todo == SEEK:
        return {SEEK: request.form.get(SEEK, "")[:60], "_anchor": "plans"}
    return {}


def leads_to(button: Pressed, form: StepForm, page: Page, document: Document) -> Page | None:
    """Where to go, if the button says so."""
    if button.todo == GO:
        return steps.find(button.what, document)
    adds = isinstance(form, ProgramsForm) and button.todo in ("", ADD) and form["care"].data
    if adds:
        return steps.find(f"program-{form['adding'].data}", document)
    return None if button.is_to_go_on else page


def _added(form: ProgramsForm, document: Document) -> Document:
    """Pressed twice, it is one program; added in two windows, these are two."""
    programs = documents.programs(document)
    number = form.adding.data or ""
    if programs.get(number) == {"care": form.care.data}:
        return document
    if number in programs or not re.fullmatch(rf"{documents.NEW}\d{{1,4}}", number):
        number = form.adding.data = documents.new_program(document)
    return {**document, documents.key_of(number, "care"): form.care.data}
