"""The fields of each page, in the order in which they stand there."""

from collections.abc import Mapping

from wtforms import HiddenField, StringField
from wtforms.form import BaseForm

from directory.web.forms import GuardedForm, lazy_gettext
from directory.web.listing_form import choices
from directory.web.listing_form.answers import Answers
from directory.web.listing_form.fields import Choice, Line, Paragraphs, Part, Tick, Told, Values
from directory.web.listing_form.number_fields import Number, States, Telephone, Telephones
from directory.web.listing_form.plans import Plans
from directory.web.listing_form.steps import Step
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
