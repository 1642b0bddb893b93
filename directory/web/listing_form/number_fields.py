"""Fields for telephone numbers, other numbers and states, each as people write them."""

import re

from wtforms import StringField

from directory import context
from directory.exchange import phones, text
from directory.web import formats
from directory.web.listing_form.fields import Line, Many, Part, Sent, Told, Values


class Telephone(Line):
    def show(self, values: Values) -> None:
        self.data = formats.phone(str(values.get(self.about) or ""))

    @staticmethod
    def tidied(typed: str) -> str:
        return phones.dialable(text.tidy(typed))


class Telephones(Many):
    """Several numbers, each in a box of its own; what stands last is empty, for one more."""

    def read(self, sent: Sent) -> None:
        self.data = [each for each in map(text.tidy, sent.getlist(self.name)) if each]

    @property
    def boxes(self) -> list[str]:
        return [*self.data, ""]

    def show(self, values: Values) -> None:
        known = values.get(self.about)
        self.data = [formats.phone(str(each)) for each in known] if isinstance(known, list) else []

    def told(self) -> Told:
        return {self.about: [phones.dialable(each) for each in self.data] or None}


class Number(Part, StringField):
    """A number, or what was typed instead of one."""

    def show(self, values: Values) -> None:
        known = values.get(self.about)
        is_number = isinstance(known, int | float) and not isinstance(known, bool)
        self.data = f"{known:g}" if is_number else str(known or "")

    def told(self) -> Told:
        typed = text.tidy(self.data or "")
        return {self.about: _number(typed) if typed else None}


class States(Part, StringField):
    """Names or letters of states, with commas between; what is no state stays as it was typed."""

    def show(self, values: Values) -> None:
        known = values.get(self.about)
        self.data = ", ".join(map(str, known)) if isinstance(known, list) else ""

    def told(self) -> Told:
        typed = (text.tidy(each) for each in re.split("[,;\n]", self.data or ""))
        found = (code for each in typed if each for code in _states(each))
        return {self.about: list(dict.fromkeys(found)) or None}


def _states(typed: str) -> list[str]:
    """Of one state, or of several with blanks between: IL WI."""
    state = context.gazetteer().state
    several = [state(each) or "" for each in typed.split()]
    return [state(typed) or ""] if state(typed) else several if all(several) else [typed]


def _number(typed: str) -> float | int | str:
    """A comma before tenths is how many people write; anything else stays as it is."""
    try:
        read = float(typed.replace(",", "."))
    except ValueError:
        return typed
    if read != read or abs(read) > 1e9:  # not a number, or none that could be meant
        return typed
    return int(read) if read.is_integer() else read
