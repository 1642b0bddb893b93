"""What the steps of the form are called."""

from collections.abc import Mapping

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from directory.web.listing_form.steps import Page, Step

TITLES: Mapping[Step, LazyString] = {
    Step.PLACE: lazy_gettext("The place"),
    Step.PROGRAMS: lazy_gettext("The programs"),
    Step.PROGRAM: lazy_gettext("One program"),
    Step.SESSIONS: lazy_gettext("The week of sessions"),
    Step.TREATMENT: lazy_gettext("Therapies and medications"),
    Step.PEOPLE: lazy_gettext("For whom, and what else you offer"),
    Step.PAYING: lazy_gettext("Ways to pay"),
    Step.CHECK: lazy_gettext("Check and send"),
}


def of(page: Page) -> str:
    return str(TITLES[page.step])
