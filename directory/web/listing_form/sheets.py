"""What surrounds the form: which draft is written, under which addresses, and how it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from directory import context
from directory.domain.documents import Document
from directory.domain.findings import Finding
from directory.domain.revisions import Revision
from directory.services import check_document
from directory.web.listing_form.steps import Page


class Address(Protocol):
    def __call__(self, page: Page, **query: str) -> str:
        """Where a page is; the query may hold `_anchor`, as `url_for` takes it."""


@dataclass(frozen=True)
class Sheet:
    """`frame`: the template that the pages extend, see templates/listing_form/step.html.

    `save(version, document)` raises ChangedMeanwhileError as submit_listing and edit_listing do.
    `detour(page, document)` is where to go before the next step, or nothing. `beside` is what the
    frame's own part of the page shows.
    """

    draft: Revision
    frame: str
    address: Address
    save: Callable[[int, Document], object]
    detour: Callable[[Page, Document], str] = lambda _page, _document: ""
    beside: Mapping[str, object] = field(default_factory=dict)

    @property
    def document(self) -> Document:
        return self.draft.proposal

    def of(self, document: Document) -> "Sheet":
        return replace(self, draft=replace(self.draft, proposal=document))


def findings(document: Document) -> tuple[Finding, ...]:
    """All that is wrong, or may be."""
    return check_document.check(document, context.gazetteer(), context.vocabulary())
