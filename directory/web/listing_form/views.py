"""Shows a page of the form."""

from dataclasses import dataclass

from flask import render_template, request
from flask_babel import gettext as _

from directory import context
from directory.domain import documents
from directory.domain.differences import Since
from directory.domain.documents import Document
from directory.domain.findings import Finding
from directory.web import difference_words
from directory.web.difference_words import Told
from directory.web.listing_form import buttons, forms, sheets, steps, titles
from directory.web.listing_form.buttons import Pressed
from directory.web.listing_form.pages import ProgramsForm, StepForm
from directory.web.listing_form.sheets import Sheet
from directory.web.listing_form.steps import Page, Step
from directory.web.listing_form.week_fields import Week

MOST_BLANKS = 50


@dataclass(frozen=True, slots=True)
class Sign:
    """A step on the way, in the list of them all."""

    page: Page
    title: str
    program: str  # the name of its program; empty: of the whole site
    wrong: int  # how many things on it have to be mended


def show(page: Page, form: StepForm, sheet: Sheet, since: Since | None = None) -> str:
    """`since`: what somebody else saved meanwhile, where both changed the same."""
    _show_blanks(form)
    if "look" in request.args and not form.is_submitted():
        forms.complain(form, page, sheets.findings(sheet.document))
    return render_template(
        f"listing_form/{page.step}.html",
        form=form,
        clashes=clashes(since) if since else [],
        looks="look" in request.args,
        **around(page, sheet),
    )


def around(page: Page, sheet: Sheet) -> dict[str, object]:
    """What every page of the form knows, the last one too."""
    document = sheet.document
    return {
        "frame": sheet.frame,
        "page": page,
        "title": titles.of(page),
        "program_name": program_name(page, sheet),
        "address": sheet.address,
        "onward": sheet.address(steps.after(page, document)),
        "signs": signs(sheet),
        "place": place(page, document),
        "programs": documents.programs(document),
        "draft": sheet.draft,
        **sheet.beside,
    }


def signs(sheet: Sheet, findings: tuple[Finding, ...] = ()) -> list[Sign]:
    """The whole way, each step with how much of it is wrong where that is known."""
    names = difference_words.program_names(sheet.document, context.vocabulary())
    wrong = [steps.page_of(each.key) for each in findings if each.is_error]
    return [
        Sign(page, titles.of(page), names[page.program] if page.program else "", wrong.count(page))
        for page in steps.pages(sheet.document)
    ]


def place(page: Page, document: Document) -> int:
    """How far on the way the page is, from 1; what stands beside the way counts as the programs."""
    way = steps.pages(document)
    return 1 + way.index(page if page in way else Page(Step.PROGRAMS))


def program_name(page: Page, sheet: Sheet) -> str:
    names = difference_words.program_names(sheet.document, context.vocabulary())
    return names.get(page.program, "") if page.program else ""


def clashes(since: Since) -> list[Told]:
    """What stands there now, and what was typed."""
    both = [each for each in since.mine if each.key in since.clashing]
    return difference_words.told(both, context.vocabulary())


def lacks_choice(form: StepForm, button: Pressed) -> bool:
    """Whether a program is to be added, but nobody said at which level."""
    lacks = isinstance(form, ProgramsForm) and button.todo == buttons.ADD and not form.care.data
    if lacks:
        form["care"].errors = [_("Please choose a level of care first.")]
    return lacks


def _show_blanks(form: StepForm) -> None:
    wanted = request.args.get(buttons.MORE, "")
    for part in form.parts:
        if isinstance(part, Week) and wanted.isascii() and wanted.isdecimal():
            part.more = min(int(wanted), MOST_BLANKS)
