import io

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import Form

from config import Settings
from directory.exchange import uploads
from directory.services.keep_document import keep_document, open_document
from directory.web.upload_fields import DocumentField, download
from tests import uploaded


class ProofForm(Form):
    document = DocumentField("Document")


def sent(content: bytes, name: str) -> ProofForm:
    form = ProofForm(MultiDict({"document": FileStorage(io.BytesIO(content), name)}))
    form.validate()
    return form


def test_a_document_arrives_ready_to_be_kept(app: Flask) -> None:
    form = sent(uploaded.pdf(), "letter.pdf")

    assert not form.errors
    assert form.document.upload == uploads.read(uploaded.pdf())


def test_where_nothing_was_chosen_nothing_is_wrong(app: Flask) -> None:
    form = sent(b"", "")

    assert not form.errors
    assert form.document.upload is None


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "letter.pdf", "This file is empty."),
        (uploaded.PAGE, "letter.pdf", "This is no PDF, PNG or JPEG file, whatever its name says."),
        (uploaded.pdf()[:60], "letter.pdf", "This file is damaged or a part of it is missing."),
        (uploaded.bomb(), "scan.png", "This picture has more than 40 million dots."),
        (bytes(uploads.LARGEST + 1), "letter.pdf", "This file is larger than 10 MB."),
    ],
)
def test_what_is_refused_is_told_beside_the_field(
    app: Flask, content: bytes, name: str, says: str
) -> None:
    form = sent(content, name)

    (error,) = form.document.errors
    assert str(error).startswith(says)
    assert form.document.upload is None


def test_an_editor_saves_a_document_and_no_browser_shows_it(app: Flask, settings: Settings) -> None:
    name = keep_document(settings.documents, uploads.read(uploaded.pdf()))
    kept = open_document(settings.documents, name)
    assert kept is not None

    with app.test_request_context():
        answer = app.process_response(download(kept, "claim-1.pdf"))
        answer.direct_passthrough = False

    assert answer.headers["Content-Disposition"] == "attachment; filename=claim-1.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.mimetype == "application/pdf"
    assert answer.data == uploaded.pdf()
    answer.close()
