"""Fields for text that readers will see: it arrives plain, and says once what was taken out."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.form import BaseForm

from directory.exchange import plain_text
from directory.exchange.plain_text import Removed


class PlainField(StringField):
    """One line. What nobody could see goes in silence; markup and links bring the form back."""

    keeps_lines = False

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        typed = str(valuelist[0]) if valuelist else ""
        self._plain = plain_text.plain(typed, keeps_lines=self.keeps_lines)
        self.data = self._plain.text

    def pre_validate(self, form: BaseForm) -> None:
        del form
        if self.raw_data and self._plain.removed & {Removed.LINKS, Removed.MARKUP}:
            raise ValidationError(_taken_out(self._plain.removed))


class PlainArea(PlainField, TextAreaField):
    """Several lines."""

    keeps_lines = True


def _taken_out(removed: frozenset[Removed]) -> str:
    if Removed.LINKS in removed:
        return _(
            "Links cannot stand here, so we took them out. Please look at what is left, and send "
            "it again."
        )
    return _(
        "Only plain text can stand here, so we took the formatting out. Please look at what is "
        "left, and send it again."
    )
