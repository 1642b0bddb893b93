"""What somebody keeps: organizations, their listings, and what waits or was refused of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from directory.domain.cards import ProgramLine
from directory.domain.listings import Phone
from directory.domain.moments import now
from directory.domain.revisions import RevisionStatus
from directory.storage import corrections, kept, organizations
from directory.storage.corrections import Correction
from directory.storage.kept import Kept, Work
from directory.storage.organizations import Organization

SAID_FOR = timedelta(days=60)  # that a new site was refused
WAITING = (RevisionStatus.UNCONFIRMED, RevisionStatus.PENDING)
ENDED = (RevisionStatus.ACCEPTED, RevisionStatus.REFUSED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    kept: Kept
    phones: tuple[Phone, ...]
    programs: tuple[ProgramLine, ...]
    draft: Work | None  # of this person alone
    waiting: tuple[Work, ...]
    refused: Work | None  # where nothing was decided after it
    reports: tuple[Correction, ...] = ()  # of readers, that nobody answered


@dataclass(frozen=True, kw_only=True, slots=True)
class NewSite:
    work: Work
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    organization: Organization
    sites: tuple[Site, ...]
    new_sites: tuple[NewSite, ...]  # that wait, or were refused a short while ago


def look_over(session: Session, account_id: int) -> list[Overview]:
    owned = organizations.of_account(session, account_id)
    listings = kept.of_organizations(session, [each.id for each in owned])
    sites = _sites(session, listings, account_id)
    return [
        Overview(
            organization=each,
            sites=tuple(site for site in sites if site.kept.organization_id == each.id),
            new_sites=tuple(_new_sites(session, each.id)),
        )
        for each in owned
    ]


def _new_sites(session: Session, organization_id: int) -> list[NewSite]:
    since = now() - SAID_FOR
    told = [
        each
        for each in kept.new_sites(session, organization_id)
        if each.status in WAITING
        or (each.status is RevisionStatus.REFUSED and each.decided_at and each.decided_at > since)
    ]
    names = kept.names(session, [each.id for each in told])
    return [NewSite(work=each, name=names[each.id]) for each in told]


def _sites(session: Session, listings: list[Kept], account_id: int) -> list[Site]:
    ids = [each.id for each in listings]
    phones, programs = kept.phones(session, ids), kept.programs(session, ids)
    by_listing: defaultdict[int | None, list[Work]] = defaultdict(list)
    for each in kept.work(session, ids):
        by_listing[each.provider_id].append(each)
    reports: defaultdict[int, list[Correction]] = defaultdict(list)
    for report in corrections.open_of(session, ids):
        reports[report.provider_id].append(report)
    return [
        Site(
            kept=each,
            phones=tuple(phones[each.id]),
            programs=tuple(programs[each.id]),
            draft=_draft(by_listing[each.id], account_id),
            waiting=tuple(_with(by_listing[each.id], (RevisionStatus.PENDING,))),
            refused=_refused(by_listing[each.id]),
            reports=tuple(reports[each.id]),
        )
        for each in listings
    ]


def _draft(work: list[Work], account_id: int) -> Work | None:
    mine = (each for each in work if each.account_id == account_id)
    return next(_with(mine, (RevisionStatus.DRAFT,)), None)


def _refused(work: list[Work]) -> Work | None:
    last = next(_with(work, ENDED), None)
    return last if last and last.status is RevisionStatus.REFUSED else None


def _with(work: Iterable[Work], statuses: tuple[RevisionStatus, ...]) -> Iterator[Work]:
    return (each for each in work if each.status in statuses)
