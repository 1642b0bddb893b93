"""Fields of forms that stand for keys of a document. They take whatever is typed, and lose nothing.

What is wrong with it is found by `services/check_document.py`, which reads the whole document.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, SelectField, StringField, TextAreaField

from directory.exchange import text

Values = Mapping[str, object]  # of the site or of one program, without its number
Told = dict[str, object]  # what becomes of names; None: nothing is said

Sent = MultiDict[str, str]
Choices = Callable[[], Iterable[tuple[str, str]]]


class Part(ABC, Field):
    """A field of a step. `about`: its name in the document, where that is another one.

    `needed`: the page says of all others that they may stay empty.
    """

    notes: tuple[str, ...] = ()  # what to look at, beside `errors`: it may be right

    def __init__(
        self,
        label: str = "",
        *,
        about: str = "",
        needed: bool = False,
        **given: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(label, **given)
        self.flags.required = needed
        self.about = about or self.short_name
        self.before: Values = {}  # what was said

    @abstractmethod
    def show(self, values: Values) -> None:
        """Fill in what the document says."""

    @abstractmethod
    def told(self) -> Told:
        """What was typed. What was said before stays where it means the same."""

    def covers(self, name: str) -> bool:
        """Whether a name of the document is asked for here."""
        return name == self.about


class Many(Part):
    """A field of many boxes, which have names of their own."""

    def process(self, formdata: object, *_given: object, **_named: object) -> None:
        self.process_errors, self.raw_data = [], None
        self.read(formdata if isinstance(formdata, MultiDict) else MultiDict())

    @abstractmethod
    def read(self, sent: Sent) -> None:
        """Take what was sent, if anything was."""


class Line(Part, StringField):
    """One line of text."""

    longest: ClassVar[int] = 4000

    def show(self, values: Values) -> None:
        self.data = str(values.get(self.about) or "")

    def told(self) -> Told:
        typed = self.tidied(self.data or "")
        before = self.before.get(self.about)
        same = isinstance(before, str) and self.tidied(before) == typed
        return {self.about: before if same else typed or None}

    @staticmethod
    def tidied(typed: str) -> str:
        return text.tidy(typed)


class Paragraphs(Line, TextAreaField):
    @staticmethod
    def tidied(typed: str) -> str:
        """Line ends stay."""
        return "\n".join(map(text.tidy, typed.splitlines())).strip()


class Tick(Part, BooleanField):
    def show(self, values: Values) -> None:
        self.data = bool(values.get(self.about))

    def told(self) -> Told:
        return {self.about: True if self.data else None}


class Choice(Part, SelectField):
    """One of several, the first of which says nothing. What lists said otherwise can stay."""

    def __init__(self, label: str, offered: Choices, **given: Any) -> None:  # noqa: ANN401
        super().__init__(label, choices=offered, validate_choice=False, **given)

    def show(self, values: Values) -> None:
        self.data = str(values.get(self.about) or "")
        self._keep()

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = text.tidy(valuelist[0]) if valuelist else ""
        self._keep()

    def told(self) -> Told:
        return {self.about: self.data or None}

    def _keep(self) -> None:
        choices: list[Any] = list(self.choices or [])
        if self.data not in [value for value, _label in choices]:
            self.choices = [*choices, (self.data, self.data)]
