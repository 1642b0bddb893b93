"""Says what is wrong with a listing, and what to do about it, to whoever edits it."""

from collections.abc import Iterable

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from directory.domain.findings import Finding, Problem
from directory.web import formats

bp = Blueprint("complaints", __name__)

SENTENCES: dict[Problem, LazyString] = {
    Problem.WRONG_SHAPE: lazy_gettext("This could not be read. Please enter it again."),
    Problem.UNKNOWN_FIELD: lazy_gettext(
        "This is no part of a listing. Please open the form again."
    ),
    Problem.UNKNOWN_CHOICE: lazy_gettext("Please choose one of the answers that are offered."),
    Problem.TOO_LONG: lazy_gettext(
        "This is too long: %(typed)s letters. Please keep it to %(most)s or fewer."
    ),
    Problem.TOO_MANY: lazy_gettext(
        "These are %(entered)s entries. At most %(most)s can be kept here."
    ),
    Problem.NOT_A_NUMBER: lazy_gettext("Please write this as a number, such as 9 or 2.5."),
    Problem.NOT_WHOLE: lazy_gettext("Please write whole days, such as 0 or 14."),
    Problem.TOO_SMALL: lazy_gettext(
        "This must be more than zero. Leave it empty if you do not know."
    ),
    Problem.TOO_LARGE: lazy_gettext("This is more than can be right. The most is %(most)s."),
    Problem.NO_NAME: lazy_gettext("Please give the name of the place."),
    Problem.NAME_WITHOUT_LETTERS: lazy_gettext("This name has no letters. Please write it out."),
    Problem.NAME_IS_ADDRESS: lazy_gettext(
        "This looks like a web or e-mail address. Write the name that stands on your sign."
    ),
    Problem.PLACEHOLDER: lazy_gettext(
        "“%(typed)s” tells a reader nothing. Write what is true, or leave it empty."
    ),
    Problem.SHOUTING: lazy_gettext(
        "Text in capitals is hard to read. Please use small letters where you can."
    ),
    Problem.DESCRIPTION_IS_NAME: lazy_gettext(
        "This only repeats the name. Say in a few sentences what you do, or leave it empty."
    ),
    Problem.NO_STREET: lazy_gettext(
        "Please give the street and number, or mark the address as confidential."
    ),
    Problem.NO_CITY: lazy_gettext(
        "Please give the city. It is shown even if the address is hidden."
    ),
    Problem.NO_STATE: lazy_gettext(
        "Please give the state. It is shown even if the address is hidden."
    ),
    Problem.NO_ZIP: lazy_gettext(
        "Without a ZIP code, people who search near them may not find this place."
    ),
    Problem.UNREADABLE_ZIP: lazy_gettext("A ZIP code has five digits, such as 61602."),
    Problem.UNKNOWN_ZIP: lazy_gettext(
        "We do not know the ZIP code %(zip)s. Please check the digits."
    ),
    Problem.ZIP_ELSEWHERE: lazy_gettext(
        "The ZIP code %(zip)s is in %(place)s. Please correct the ZIP code or the state."
    ),
    Problem.UNKNOWN_STATE: lazy_gettext(
        "“%(state)s” is no state that we know. Write its two letters, such as IL."
    ),
    Problem.STATE_IN_FULL: lazy_gettext("Please write “%(state)s” as %(code)s."),
    Problem.CITY_WITH_STATE: lazy_gettext("Write only the city here. The state has its own field."),
    Problem.UNKNOWN_CITY: lazy_gettext(
        "We know no %(city)s in %(state)s. Please check how it is written."
    ),
    Problem.CITY_FAR_FROM_ZIP: lazy_gettext(
        "The ZIP code %(zip)s is far from %(city)s. Please check both."
    ),
    Problem.MAIL_BOX: lazy_gettext(
        "Nobody can visit a post office box. Give the street if people come to you."
    ),
    Problem.HIDDEN_STREET: lazy_gettext(
        "The address is marked as confidential, so the street will not be kept."
    ),
    Problem.NO_PHONE: lazy_gettext(
        "Please give at least one phone number, so that people can reach you."
    ),
    Problem.UNREADABLE_PHONE: lazy_gettext(
        "“%(typed)s” is no phone number that can be called. Write it like 309-555-0100 x12."
    ),
    Problem.UNUSUAL_PHONE: lazy_gettext(
        "“%(typed)s” does not look like a number in use. Please check."
    ),
    Problem.WEBSITE_IS_MAIL: lazy_gettext(
        "This is an e-mail address. Give the address of your website, or leave it empty."
    ),
    Problem.UNREADABLE_WEBSITE: lazy_gettext(
        "This is no web address. Write it like https://www.example.org."
    ),
    Problem.PRIVATE_WEBSITE: lazy_gettext(
        "This address works only inside your own network. Give the one that everyone can open."
    ),
    Problem.UNREADABLE_HOURS: lazy_gettext(
        "These hours could not be read. Please enter the days and times again."
    ),
    Problem.NO_PROGRAM: lazy_gettext(
        "Please add at least one program. People look for programs at a level of care."
    ),
    Problem.NO_CARE: lazy_gettext("Please choose the level of care of this program."),
    Problem.ALIKE: lazy_gettext(
        "Another program has the same level of care and name. Name them apart, or remove one."
    ),
    Problem.UNKNOWN_TERM: lazy_gettext(
        "“%(term)s” is not in our list. Please choose from the list."
    ),
    Problem.UNKNOWN_INSURER: lazy_gettext(
        "The insurer “%(insurer)s” is not in our list. Please choose from the list."
    ),
    Problem.UNKNOWN_PLAN_KIND: lazy_gettext(
        "“%(kind)s” is no kind of plan that we know. Choose one, such as HMO or PPO."
    ),
    Problem.UNKNOWN_TIME_ZONE: lazy_gettext(
        "“%(typed)s” is no time zone that we know. Please choose from the list."
    ),
    Problem.ZONE_ELSEWHERE: lazy_gettext(
        "The ZIP code is in %(local)s, but the sessions are in %(zone)s. Please check."
    ),
    Problem.NO_STATES_SERVED: lazy_gettext(
        "Sessions are online. Please say in which states people may join them."
    ),
    Problem.UNREADABLE_SESSION: lazy_gettext(
        "This could not be read. Please enter the session again."
    ),
    Problem.UNKNOWN_WEEKDAY: lazy_gettext("Please choose a day of the week."),
    Problem.NO_TIMES: lazy_gettext(
        "Please give the time when it starts and the time when it ends."
    ),
    Problem.UNREADABLE_TIME: lazy_gettext(
        "“%(typed)s” is no time that can be read. Write it like 17:30; midnight is 00:00."
    ),
    Problem.ENDS_BEFORE_START: lazy_gettext(
        "It ends (%(end)s) before it starts (%(start)s). Please check morning and evening."
    ),
    Problem.CROSSES_MIDNIGHT: lazy_gettext(
        "It goes past midnight (%(start)s to %(end)s). Enter it as two sessions: one until"
        " midnight (00:00), and one from midnight (00:00) on the next day."
    ),
    Problem.LASTS_TOO_LONG: lazy_gettext(
        "It lasts more than %(most)s hours (%(start)s to %(end)s). Please check the times."
    ),
    Problem.OVERLAPS: lazy_gettext(
        "It overlaps with session %(other)s on %(day)s. If people choose one of the two, put them"
        " in different groups."
    ),
    Problem.HOURS_DIFFER: lazy_gettext(
        "Here it says %(stated)s hours a week, but the sessions come to %(counted)s. Please check."
    ),
    Problem.DAYS_DIFFER: lazy_gettext(
        "Here it says %(stated)s days a week, but the sessions are on %(counted)s. Please check."
    ),
}


@bp.app_template_filter()
def complaint(finding: Finding) -> str:
    """One or two sentences in the language of the page, as plain text."""
    values = {name: _written(name, value) for name, value in finding.values.items()}
    values["counted"] = _range(values.get("least", ""), values.get("most", ""))
    sentence = str(SENTENCES[finding.problem]) % values
    if "number" in values:
        return _("Session %(number)s: %(sentence)s", number=values["number"], sentence=sentence)
    return sentence


def by_key(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings beside each field, the errors first."""
    found: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda each: not each.is_error):
        found.setdefault(finding.key, []).append(finding)
    return found


def _range(least: str, most: str) -> str:
    return most if least == most else _("%(least)s to %(most)s", least=least, most=most)


def _written(name: str, value: object) -> str:
    if name == "day" and isinstance(value, int):
        return formats.weekday(value)
    if name in ("zone", "local"):
        return formats.zone(str(value))
    return formats.number(value) if isinstance(value, int | float) else str(value)
