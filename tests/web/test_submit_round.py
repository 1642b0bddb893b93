"""What a form shows and sends back as it stands changes nothing.

Else those who keep a listing would see changes that nobody made.
"""

import pytest

from directory.domain import documents
from directory.domain.documents import Document
from directory.web.listing_form import steps
from directory.web.listing_form.steps import Step
from tests.web.html import PageClient
from tests.web.submitting import Submitter

WHOLE: Document = {
    "name": "Haus  Morgenröte",
    "name2": "希望之家",
    "description": "Two lines,\nas they were typed.",
    "website": "https://example.org/a?b=c&d=e",
    "benefits_phone": "+13095550177;ext=12",
    "street": "12 O'Farrell “Row” <b>",
    "city": "Peoria",
    "state": "IL",
    "zip": "61602-1234",
    "office_hours": "mon-0900-1700 tue-0900-1200 tue-1300-2400 sun-0000-2400",
    "phone/main": ["+13095550134", "+13095550135;ext=4"],
    "phone/hotline": ["ask the desk"],
    "says/therapy/cbt": "yes",
    "says/medication/methadone": "no",
    "says/format/online": "yes",
    "says/language/spanish": "yes",
    "says/insurance/medicaid": "no",
    "says/insurance/aetna": "yes",
    "plan/aetna/PPO": "in",
    "plan/aetna/": "unsaid",
    "plan/cigna/HMO": "out",
    "program/12/care": "intensive-outpatient",
    "program/12/name": "Evening IOP",
    "program/12/entry": "assessment first",
    "program/12/hours_a_week": 9.0,
    "program/12/days_a_week": 2.5,
    "program/12/wait_days": 0,
    "program/12/openings": "waitlist",
    "program/12/cost": "$150 to $250",
    "program/12/time_zone": "America/Indiana/Knox",
    "program/12/states": ["IL", "WI"],
    "program/12/sessions": [
        ["B", 2, "18:00", "21:00", "online"],
        ["A", 0, "18:00", "21:00", "in-person"],
        ["A", 2, "18:00", "21:00", "in-person"],
        ["A", 0, "22:00", "00:00", "hybrid"],
    ],
    "program/12/says/therapy/emdr": "no",
    "program/12/says/insurance/medicaid": "yes",
    "program/new-1/care": "detox",
}
PAGES = [
    page.slug
    for page in (*steps.pages(WHOLE), *steps.asides(WHOLE))
    if page.step not in (Step.CHECK, Step.PROGRAMS)
]


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_that_is_sent_as_it_stands_changes_nothing(client: PageClient, slug: str) -> None:
    person = Submitter(client).start()
    person.put(WHOLE)

    person.send(slug, {})

    assert person.document() == WHOLE


def test_every_key_of_a_document_is_asked_for_on_one_page() -> None:
    known = {page.slug for page in (*steps.pages(WHOLE), *steps.asides(WHOLE))}

    assert {steps.page_of(key).slug for key in WHOLE} <= known
    assert documents.programs(WHOLE)
