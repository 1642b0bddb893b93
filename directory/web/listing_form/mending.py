"""What is wrong with a whole listing, each thing with the page on which it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory import context
from directory.domain.findings import Finding
from directory.web import complaints, difference_words
from directory.web.listing_form import steps, titles
from directory.web.listing_form.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Mend:
    about: str
    program: str  # its name; empty: the whole site
    sentence: str
    address: str
    is_error: bool


def of(findings: Iterable[Finding], sheet: Sheet) -> list[Mend]:
    """In the order of the form, what must be mended before what may stay."""
    names = difference_words.program_names(sheet.document, context.vocabulary())
    found = [_mend(each, sheet, names) for each in findings]
    return sorted(found, key=lambda each: not each.is_error)


def _mend(finding: Finding, sheet: Sheet, names: dict[str, str]) -> Mend:
    page = steps.page_of(finding.key)
    return Mend(
        about=difference_words.label(finding.key, context.vocabulary()) or titles.of(page),
        program=names.get(page.program, "") if page.program else "",
        sentence=complaints.complaint(finding),
        address=sheet.address(page, look="1"),
        is_error=finding.is_error,
    )
