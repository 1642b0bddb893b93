"""A person who sends in a listing: opens pages of the form, fills them in, and reads what comes."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.test import TestResponse

from directory import context
from directory.domain.documents import Document
from directory.domain.revisions import Revision
from directory.services import submit_listing
from tests.web.html import Page, PageClient
from tests.web.sending import Typed, standing

PLACE: dict[str, Typed] = {
    "name": "Nova House",
    "phone_main": ["(309) 555-0134"],
    "street": "12 Elm Street",
    "city": "Peoria",
    "state": "IL",
    "zip": "61602",
}


@dataclass
class Submitter:
    client: PageClient
    secret: str = ""

    def start(self) -> "Submitter":
        page = self.client.page("/submit")
        answer = self.client.post("/submit", data=standing(page))
        self.secret = answer.location.split("/")[2]
        return self

    def at(self, step: str) -> str:
        return f"/submit/{self.secret}/{step}"

    def page(self, step: str) -> Page:
        return Page(self.client.get(self.at(step)).text)

    def send(self, step: str, typed: Mapping[str, Typed], page: Page | None = None) -> TestResponse:
        """Fill in a page, as it is now or was before, and send it."""
        page = page or self.page(step)
        return self.client.post(self.at(step), data={**standing(page), **typed})

    def look(self, step: str, typed: Mapping[str, Typed]) -> Page:
        """The page that comes after it."""
        return Page(self.client.get(self.send(step, typed).location).text)

    def with_program(self, care: str = "intensive-outpatient") -> "Submitter":
        self.start().send("place", PLACE)
        self.send("programs", {"care": care, "todo": "add"})
        return self

    def document(self) -> Document:
        return self.revision().proposal

    def revision(self) -> Revision:
        with context.held().database.reading() as session:
            return submit_listing.found(session, self.secret)

    def put(self, document: Document) -> None:
        """Let the draft hold this."""
        with context.writing() as session:
            submit_listing.save(session, self.secret, self.revision().version, document)


def complaints(page: Page) -> list[str]:
    """What the page wants mended, as links to the fields."""
    (box,) = page.all("div", class_="faults")
    return ["".join(each.itertext()) for each in box.iter("a") if each.attrib["href"][0] == "#"]
