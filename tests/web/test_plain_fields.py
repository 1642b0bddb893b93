import pytest
from flask import Flask, request
from wtforms import Form

from directory.web.plain_fields import PlainArea, PlainField


class NoteForm(Form):
    name = PlainField("Name")
    note = PlainArea("Note")


def sent(app: Flask, **typed: str) -> NoteForm:
    with app.test_request_context(method="POST", data=typed):
        form = NoteForm(request.form)
        form.validate()
    return form


def test_text_arrives_plain(app: Flask) -> None:
    form = sent(app, name=" Harbor\u200b  House ", note="One.\r\n\r\nTwo.")

    assert form.name.data == "Harbor House"
    assert form.note.data == "One.\n\nTwo."
    assert not form.errors


@pytest.mark.parametrize(
    ("typed", "word"), [("See https://a.com now", "Links"), ("See <b>now</b>", "plain text")]
)
def test_what_is_taken_out_is_said_once(app: Flask, typed: str, word: str) -> None:
    form = sent(app, note=typed)

    (error,) = form.note.errors
    assert word in error
    assert form.note.data == "See now"
    assert not sent(app, note=form.note.data).errors


def test_a_field_that_was_not_sent_is_empty(app: Flask) -> None:
    form = sent(app, note="Only this.")

    assert form.name.data == ""
    assert not form.errors
