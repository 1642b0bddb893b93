"""Links that lead out of the site, to a map or a mailbox; nothing is asked of them beforehand."""

from urllib.parse import quote, urlencode

from flask import Blueprint
from flask_babel import gettext as _

from directory.domain.listings import Address
from directory.domain.places import Precision

bp = Blueprint("ways", __name__)


@bp.app_template_filter()
def maps_app(address: Address) -> str:
    """The address as telephones hand it to their maps, from the point where it is known."""
    point = address.point
    known = point is not None and address.precision is Precision.EXACT
    where = f"{point.latitude},{point.longitude}" if point and known else "0,0"
    return f"geo:{where}?{urlencode({'q': _written(address)}, quote_via=quote)}"


@bp.app_template_filter()
def map_page(address: Address) -> str:
    query = urlencode({"query": _written(address)}, quote_via=quote)
    return f"https://www.openstreetmap.org/search?{query}"


@bp.app_template_filter()
def mail_about(mailbox: str, name: str) -> str:
    subject = _("A mistake in the listing of %(name)s", name=name)
    return f"mailto:{mailbox}?{urlencode({'subject': subject}, quote_via=quote)}"


def _written(address: Address) -> str:
    return ", ".join(filter(None, (address.street, address.city, f"{address.state} {address.zip}")))
