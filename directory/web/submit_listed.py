"""Whether the place of a draft may be listed already, asked when its first page is sent."""

from flask import request

from directory import context
from directory.domain.documents import Document
from directory.domain.revisions import Revision
from directory.services.find_listed import Listed, Sought, Sureness, find_listed
from directory.web.listing_form.steps import Page, Step

SEEN = "listed"  # in the address: who sends the page has been told
PARTS = ("name", "street", "city", "state", "zip")


def needs_look(page: Page, document: Document, draft: Revision) -> bool:
    """Whether the page comes once more, to show what is alike."""
    return page.step is Step.PLACE and SEEN not in request.args and bool(alike(document, draft))


def shown(document: Document, draft: Revision) -> tuple[Listed, ...]:
    return alike(document, draft) if SEEN in request.args else ()


def alike(document: Document, draft: Revision) -> tuple[Listed, ...]:
    """What is likely the same place."""
    phones = document.get("phone/main")
    number = str(phones[0]) if isinstance(phones, list) and phones else ""
    parts = {name: str(document.get(name) or "") for name in PARTS}
    found = find_listed(context.session(), Sought(phone=number, **parts), but=draft.id)
    return tuple(each for each in found if each.sureness >= Sureness.LIKELY)
