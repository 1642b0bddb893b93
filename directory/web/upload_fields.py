"""A field for a document or a photograph, which is looked through before anything is kept."""

from typing import Any

from flask import Response, send_file
from wtforms import FileField, ValidationError
from wtforms.form import BaseForm

from directory.exchange import uploads
from directory.exchange.uploads import Reason, Upload, UploadError
from directory.services.keep_document import Kept
from directory.web import headers
from directory.web.forms import lazy_gettext

ACCEPTED = ".pdf,.png,.jpg,.jpeg"
SENTENCES = {
    Reason.EMPTY: lazy_gettext("This file is empty. Please choose another one."),
    Reason.TOO_LARGE: lazy_gettext(
        "This file is larger than 10 MB. Please send a smaller one, such as a photo of one page."
    ),
    Reason.OTHER_KIND: lazy_gettext(
        "This is no PDF, PNG or JPEG file, whatever its name says. Please send one of these."
    ),
    Reason.BROKEN: lazy_gettext(
        "This file is damaged or a part of it is missing. Please save or scan it again."
    ),
    Reason.TOO_MANY_PIXELS: lazy_gettext(
        "This picture has more than 40 million dots. Please send a smaller one."
    ),
    Reason.TWO_IN_ONE: lazy_gettext(
        "There is something else hidden in this file. Please take a photo of the page instead."
    ),
    Reason.ACTIVE: lazy_gettext(
        "This PDF holds a program or another file. Please print it to a new PDF, or take a photo."
    ),
}


class DocumentField(FileField):
    """`upload` is what was sent, fit to be kept; None where nothing was chosen."""

    upload: Upload | None = None

    def __call__(self, **attributes: Any) -> Any:  # noqa: ANN401
        return super().__call__(accept=ACCEPTED, **attributes)

    def pre_validate(self, form: BaseForm) -> None:
        del form
        if not getattr(self.data, "filename", ""):
            return
        try:
            self.upload = uploads.read(self.data.stream.read(uploads.LARGEST + 1))
        except UploadError as error:
            raise ValidationError(SENTENCES[error.reason]) from error


def download(kept: Kept, name: str) -> Response:
    """Hand a document to an editor: to be saved, never to be shown as a part of this site."""
    answer = send_file(kept.path, kept.mimetype, as_attachment=True, download_name=name, max_age=0)
    answer.headers["Content-Security-Policy"] = headers.policy(sandbox="")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
