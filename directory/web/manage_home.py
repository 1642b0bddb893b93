"""All that somebody keeps on one page, and each listing with what can be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from directory import context
from directory.domain.freshness import openings_hold
from directory.domain.revisions import ProviderStatus
from directory.services import look_over, set_status
from directory.services.confirm_kept import confirm_kept
from directory.services.edit_listing import Keeper
from directory.services.look_over import Overview, Site
from directory.services.set_status import Note
from directory.storage import corrections, kept, organizations
from directory.web import formats, keeping, manage_reports, manage_small
from directory.web.manage_small import SmallForm

NOT_SHOWN = (ProviderStatus.PAUSED, ProviderStatus.CLOSED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A listing as the page shows it. `note`: of one that is not shown."""

    site: Site
    age: int | None  # days since it was confirmed
    openings_age: int | None  # days since the oldest answer of its programs
    openings_hold: bool
    note: Note
    form: SmallForm | None  # None: it is closed
    may_resume: bool


def show() -> str:
    person = keeping.person()
    overviews = look_over.look_over(context.session(), person.id)
    return render_template(
        "manage/home.html",
        person=person,
        owned=[(each, list(map(_line, each.sites))) for each in overviews],
        count=sum(len(each.sites) for each in overviews),
    )


def listing() -> str:
    site = _site(keeping.standing().id)
    return render_template(
        "manage/listing.html",
        line=_line(site),
        waiting=[(each, keeping.name_of(each.account_id, each.email)) for each in site.waiting],
        doubts=manage_reports.doubts(site.reports),
        keeping=keeping.current(),
    )


def confirm() -> ResponseReturnValue:
    standing = keeping.standing()
    _confirm([standing.id], keeping.current().keeper)
    return redirect(url_for("manage.listing", slug=standing.slug), 303)


def confirm_all() -> ResponseReturnValue:
    """Everything that one keeps, at once."""
    person = keeping.person()
    owned = organizations.of_account(context.session(), person.id)
    listings = kept.of_organizations(context.session(), [each.id for each in owned])
    keeper = Keeper(
        actor=person.actor,
        account_id=person.id,
        email=person.email,
        language=person.language,
        organization_id=None,
        trusted=False,
    )
    _confirm([each.id for each in listings], keeper)
    return redirect(url_for("manage.home"), 303)


def _confirm(ids: list[int], keeper: Keeper) -> None:
    with context.writing() as session:
        count = confirm_kept(session, ids, keeper, formats.today())
        doubted = len(corrections.open_of(session, ids))
    flash(_confirmed(count))
    if doubted:
        flash(_doubted(doubted))


def _confirmed(count: int) -> str:
    if not count:
        return _("Nothing to do: what is shown is confirmed today already.")
    return ngettext(
        "Thank you. Readers see that %(num)d listing was confirmed today.",
        "Thank you. Readers see that %(num)d listings were confirmed today.",
        count,
    )


def _doubted(count: int) -> str:
    return ngettext(
        "%(num)d report of a reader is still open. Please open the listing and answer it.",
        "%(num)d reports of readers are still open. Please open the listings and answer them.",
        count,
    )


def _site(provider_id: int) -> Site:
    overviews = look_over.look_over(context.session(), keeping.person().id)
    return next(each for each in _sites(overviews) if each.kept.id == provider_id)


def _sites(overviews: Iterable[Overview]) -> Iterable[Site]:
    return (site for each in overviews for site in each.sites)


def _line(site: Site) -> Line:
    days = [each.openings.reported_on for each in site.programs if each.openings.answer]
    known = [day for day in days if day]
    oldest = min(known) if known else None
    hidden = site.kept.status in NOT_SHOWN
    closed = site.kept.status is ProviderStatus.CLOSED
    return Line(
        site=site,
        age=_days_since(site.kept.confirmed_on),
        openings_age=_days_since(oldest),
        openings_hold=openings_hold(oldest, formats.today()),
        may_resume=hidden and set_status.is_theirs(context.session(), site.kept.id),
        note=set_status.why(context.session(), site.kept.id, site.kept.status)
        if hidden
        else Note(),
        form=None if closed else manage_small.short_form(site),
    )


def _days_since(day: date | None) -> int | None:
    return (formats.today() - day).days if day else None
