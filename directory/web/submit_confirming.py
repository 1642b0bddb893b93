"""The link that shows that an e-mail address belongs to who sent something in.

Opening it changes nothing: mail programs follow links before anybody reads them.
"""

from flask import render_template
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain.revisions import RevisionStatus
from directory.services import submit_listing
from directory.services.submit_listing import DeadLinkError
from directory.web import submit_sending
from directory.web.submit_forms import ConfirmForm


def confirm(token: str) -> ResponseReturnValue:
    form = ConfirmForm()
    if not form.validate_on_submit():
        return render_template("submit/confirm.html", form=form)
    try:
        with context.writing() as session:
            revision = submit_listing.confirm_address(session, token, submit_sending.post())
    except DeadLinkError:
        return render_template("submit/dead_link.html"), 410
    if revision.status is RevisionStatus.DRAFT:  # it was taken up again, to be changed
        return render_template("submit/dead_link.html"), 410
    return render_template("submit/confirmed.html", draft=revision)
