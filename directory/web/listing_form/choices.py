"""What may be chosen from a list in the form. The first choice says nothing."""

from flask_babel import gettext as _

from directory import context
from directory.domain.vocabulary import Facet
from directory.web import formats

Offered = list[tuple[str, str]]

ZONES = (
    *("America/New_York", "America/Chicago", "America/Denver", "America/Phoenix"),
    *("America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu"),
    *("America/Puerto_Rico", "Pacific/Guam"),
)


def levels() -> Offered:
    terms = context.vocabulary().of_facet(Facet.CARE)
    return [("", _("Choose a level of care")), *((term.slug, term.label) for term in terms)]


def entries() -> Offered:
    return [
        ("", _("Not said")),
        ("rolling", _("Start any week")),
        ("cohort", _("Starts with a group on set dates")),
        ("assessment first", _("Starts with an assessment")),
    ]


def openings() -> Offered:
    return [
        ("", _("Not said")),
        ("yes", _("Yes, there is room now")),
        ("waitlist", _("There is a waiting list")),
        ("no", _("No, not now")),
    ]


def zones() -> Offered:
    return [("", _("The time at the place")), *((zone, formats.zone(zone)) for zone in ZONES)]
