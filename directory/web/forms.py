"""The base of every form that anybody may send: what keeps robots out and does not trouble people.

A form that is refused comes back with a sentence and with all that was typed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any, ClassVar, cast

import flask_babel
from flask import Blueprint, current_app, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, FieldList, FormField, HiddenField, StringField

from directory import context
from directory.domain.limits import Allowed
from directory.services.ask_puzzle import Asking, Gate, Sent
from directory.web import form_start

GUARDS = ("csrf_token", "started", "more_link", "puzzle")
AN_HOUR_AND_HALF = 90  # minutes; what is longer is told in hours
SECONDS = "FORM_SECONDS"  # in the app's configuration: another least time for all forms


def lazy_gettext(text: str) -> str:
    """For what a class says of its fields, before anybody knows in which language."""
    return cast(str, flask_babel.lazy_gettext(text))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field, and the id of the field."""

    id: str
    message: str


class GuardedForm(FlaskForm):
    """Its template renders `guards(form)`, and its blueprint says `forms.check_beside(bp)`."""

    least_seconds: ClassVar[int] = 3  # nobody fills in a whole form faster
    goes_to_editors: ClassVar[bool] = False  # a puzzle comes first while very much is sent

    started = HiddenField()
    more_link = StringField(
        lazy_gettext("Leave this empty")
    )  # a robot fills it in; people never see it
    puzzle = HiddenField()

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        self._start = form_start.read(self.started.data or "")
        self._shown = self._start or form_start.fresh()
        self.started.data = self._shown.signed
        self.refusals: tuple[str, ...] = ()

    @property
    def once(self) -> str:
        """The same each time this form is sent: what is made under it is made once."""
        return self._shown.once

    @property
    def faults(self) -> list[Fault]:
        return list(_faults(each for each in self if each.short_name not in GUARDS))

    @property
    def puzzle_to_solve(self) -> str:
        """As JSON; empty where none is asked or its answer stands in the form."""
        asked = self.goes_to_editors and not self.puzzle.data
        return _gate().puzzle() if asked and _gate().is_closed(context.session()) else ""

    @property
    def help_address(self) -> str:
        """To whom people write who cannot send the form."""
        return context.settings().contact_email

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401
        is_filled_in = super().validate(extra_validators)
        self.refusals = tuple(self._refused())
        self.more_link.data = ""  # a browser may have filled it in; the next time it shall pass
        if is_filled_in and not self.refusals and self.goes_to_editors and not self._let_in():
            self.refuse(
                _(
                    "Very many messages are coming in just now, so we check that you are not a "
                    "robot. Please send the form again."
                )
            )
        return is_filled_in and not self.refusals

    def refuse(self, sentence: str) -> None:
        """Say on top of the form why it comes back; a puzzle that was solved for it is used up."""
        self.refusals = (*self.refusals, sentence)
        self.puzzle.data = ""

    def refuse_for(self, allowed: Allowed) -> None:
        """Say when it may be tried again."""
        minutes = ceil(allowed.retry_in / 60)
        if minutes > AN_HOUR_AND_HALF:
            told = _(
                "This was done very often from where you are. Please try again in %(count)s hours. "
                "Nothing is lost.",
                count=round(minutes / 60),
            )
        else:
            told = _(
                "This was done very often from where you are. Please try again in %(count)s "
                "minutes. Nothing is lost.",
                count=max(1, minutes),
            )
        self.refuse(told)

    def _let_in(self) -> bool:
        content = repr(sorted(request.form.items(multi=True)))
        with context.writing() as session:
            return _gate().let_in(session, Sent(self.puzzle.data or "", content))

    def _refused(self) -> Iterator[str]:
        if "csrf_token" in self and self["csrf_token"].errors:
            yield _(
                "Your browser did not send back what this site gave it. Please send the form "
                "again. If you see this again, allow cookies for this site."
            )
        if self.more_link.data:
            yield _("This could not be sent. Please look over your answers and send them again.")
        if self._start is None:
            yield _("This page was open for a long time. Nothing is lost: please send it again.")
        elif self._start.seconds_ago < current_app.config.get(SECONDS, self.least_seconds):
            yield _("That was very quick. Please look over your answers, then send them again.")


def _gate() -> Gate:
    settings = context.settings()
    return Gate(Asking(settings.puzzle), settings.secret_key)


def check_beside(bp: Blueprint) -> None:
    """Let the forms of a blueprint say beside themselves that a token is missing or too old.

    Otherwise a page about an error would come instead, and what was typed would be lost. All that
    is sent to the blueprint must then be read by a form that is validated.
    """
    bp.record_once(lambda state: state.app.extensions["csrf"].exempt(bp))


def _faults(fields: Iterable[Field]) -> Iterator[Fault]:
    for each in fields:
        if isinstance(each, (FormField, FieldList)):
            yield from _faults(each)
            own = each.errors if isinstance(each, FieldList) else ()
            yield from (Fault(each.id, text) for text in own if isinstance(text, str))
        else:
            yield from (Fault(each.id, str(text)) for text in each.errors)
