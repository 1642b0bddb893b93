"""Tells whoever types a new listing that it may be here already. Nothing typed is kept or logged.

Answers `[{"name", "address", "page", "slug", "why", "sureness", "waiting"}]`, the likeliest first.
What no reader can open has no page and no slug. Limited as the API is.
"""

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from directory import context
from directory.domain.lengths import LETTERS
from directory.services.find_listed import Listed, Sameness, Sought, find_listed
from directory.web import formats

bp = Blueprint("listed", __name__)

PARTS = ("name", "phone", "street", "city", "state", "zip")
SAME = {
    Sameness.NAME: lazy_gettext("name"),
    Sameness.STREET: lazy_gettext("street"),
    Sameness.PLACE: lazy_gettext("town"),
    Sameness.PHONE: lazy_gettext("phone number"),
}


@bp.get("/submit/listed")
def listed() -> Response:
    typed = {name: request.args.get(name, "")[: LETTERS[name]] for name in PARTS}
    found = find_listed(context.session(), Sought(**typed))
    return jsonify([_shown(each) for each in found])


def _shown(listed: Listed) -> dict[str, str | bool]:
    return {
        "name": listed.name or _("A place like this"),
        "address": listed.address,
        "page": formats.listing_address(listed.slug) if listed.slug else "",
        "slug": listed.slug,
        "why": reason(listed),
        "sureness": listed.sureness.name.lower(),
        "waiting": listed.is_waiting,
    }


@bp.app_template_filter("why_listed")
def reason(listed: Listed) -> str:
    """What it has in common with what was typed: Same name, phone number."""
    return _("Same %(things)s", things=", ".join(str(SAME[each]) for each in listed.why))
