"""How values read on a page: days, distances, telephone numbers, links that carry a search."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote, urlencode

from babel import dates, numbers
from flask import Blueprint, current_app, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from markupsafe import Markup

from directory import context
from directory.domain import phones_to_call
from directory.domain.criteria import Criteria
from directory.domain.listings import Phone
from directory.domain.places import Precision
from directory.web import files, languages

bp = Blueprint("formats", __name__)

UNITS = (365, 30, 7, 1)  # days
TEN_DIGITS = re.compile(r"\+1([0-9]{3})([0-9]{3})([0-9]{4})(.*)")
WEB_ADDRESS = re.compile(r"https?://[^\s/?#\[\]]+\.[^\s/?#\[\]]+(?:[/?#]\S*)?", re.IGNORECASE)


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """Let templates ask for files."""
    state.app.jinja_env.globals.update(asset=asset, listing_address=listing_address)


def today() -> date:
    return datetime.now(UTC).date()


@cache
def _digest(folder: str, name: str) -> str:
    return files.digest(str(Path(folder) / name))


def asset(name: str) -> str:
    """The address of a static file, new whenever the file is, so that browsers may keep it."""
    digest = _digest(current_app.static_folder or "", name)
    return f"{current_app.static_url_path}/{name}?{digest}"


def listing_address(slug: str) -> str:
    """What `url_for` says, in a tenth of its time: a page of results asks forty times."""
    return f"{request.script_root}/providers/{quote(slug)}"


@bp.app_template_filter()
def day(on: date) -> str:
    return _day(on, languages.locale())


@lru_cache(4096)
def _day(on: date, locale: str) -> str:
    return dates.format_date(on, "medium", locale=locale)


@bp.app_template_filter()
def ago(on: date) -> str:
    """Say "2 years ago" or "in 3 days"; for today, "today"."""
    days = (on - today()).days
    return _ago(days, languages.locale()) if days else _("today")


@lru_cache(4096)
def _ago(days: int, locale: str) -> str:
    # Whole years, months or weeks that have passed: nearly four years are three.
    unit = next(unit for unit in UNITS if abs(days) >= unit)
    passed = timedelta(days=int(days / unit) * unit)
    return dates.format_timedelta(passed, threshold=1, add_direction=True, locale=locale)


@bp.app_template_filter()
def number(value: float) -> str:
    return numbers.format_decimal(value, locale=languages.locale())


@bp.app_template_filter()
def plain(value: float | None) -> str:
    """Write 9.0 as 9, for fields and short texts; nothing where there is nothing."""
    return "" if value is None else f"{value:g}"


@bp.app_template_filter()
def miles(distance: float, precision: Precision = Precision.EXACT) -> str:
    """Write a distance no more finely than it is known."""
    if precision is Precision.EXACT and distance < 10:
        return f"{max(distance, 0.1):.1f}"
    return f"{max(distance, 1):.0f}"


@bp.app_template_filter()
def phone(written: str) -> str:
    parts = TEN_DIGITS.fullmatch(written)
    if parts is None:
        return written
    area, exchange, line, rest = parts.groups()
    return f"({area}) {exchange}-{line}{rest.replace(';ext=', ' ext. ')}"


@bp.app_template_filter()
def tel(written: str) -> str:
    """The number as a link dials it."""
    return "tel:" + re.sub(
        r"[^0-9+;=a-z]", "", written.split(" ")[0] if "+" in written else written
    )


@bp.app_template_filter()
def to_call(phones: Iterable[Phone]) -> list[Phone]:
    """Who answers new people comes first."""
    return phones_to_call.in_order(phones)


@bp.app_template_filter()
def clock(at: time) -> str:
    return _clock(at, languages.locale())


@lru_cache(512)
def _clock(at: time, locale: str) -> str:
    return dates.format_time(at, "short", locale=locale).replace("\u202f", " ")


@bp.app_template_filter()
def minutes(since_midnight: int) -> str:
    return clock(time(since_midnight // 60 % 24, since_midnight % 60))


@bp.app_template_filter()
def weekdays(days: Iterable[int]) -> str:
    """Write 0, 2 as Mon, Wed."""
    return ", ".join(_weekdays(languages.locale())[each] for each in days)


@lru_cache(8)
def _weekdays(locale: str) -> dict[int, str]:
    return dict(dates.get_day_names("abbreviated", locale=locale))


@bp.app_template_filter()
def weekday(day: int) -> str:
    """Write 0 as it stands within a sentence: Monday, lunes."""
    return str(dates.get_day_names("wide", locale=languages.locale())[day])


@bp.app_template_filter()
def zone(name: str) -> str:
    """Write America/Chicago as Central Time."""
    return _zone(name, languages.locale())


@lru_cache(64)
def _zone(name: str, locale: str) -> str:
    try:
        return dates.get_timezone_name(name, zone_variant="generic", locale=locale)
    except LookupError:
        return name


@bp.app_template_filter()
def link(criteria: Criteria) -> str:
    return f"{url_for('search.results')}?{urlencode(criteria.as_args())}"


def outside(address: str) -> str:
    """The whole address, for what leaves the browser: paper, files, another telephone."""
    return (context.settings().base_url or request.host_url.rstrip("/")) + address


@bp.app_template_filter()
def web_address(written: str) -> str:
    """The address as a link; empty where it is none that a browser should open."""
    address = written if "://" in written else f"https://{written}"
    return address if WEB_ADDRESS.fullmatch(address) else ""


@bp.app_template_filter()
def marked(html: str) -> Markup:
    """Let through what the engine marked; it escapes the rest itself."""
    return Markup(html)  # noqa: S704
