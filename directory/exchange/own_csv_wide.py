"""Sites and programs as a person reads them in a spreadsheet: a row has all of it, in short."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from directory.domain import schedule, summaries
from directory.domain.criteria import WEEKDAYS
from directory.domain.listings import Listing, Plan, Program
from directory.domain.schedule import Session
from directory.domain.summaries import Summary
from directory.domain.vocabulary import Facet
from directory.exchange import own_csv_tables
from directory.exchange.own_csv_tables import Row

BY_FACET = tuple(f"{facet.value}_{answer}" for facet in Facet for answer in ("yes", "no"))
SITE_EXTRAS = ("telephones", "plans", "programs", *BY_FACET, "sources")
PROGRAM_EXTRAS = ("site_name", "city", "state", "sessions", *BY_FACET)


def _sites(listing: Listing) -> Iterator[Row]:
    (row,) = own_csv_tables.SITES.rows(listing)
    yield (
        *row,
        _listed(f"{phone.kind} {phone.number}" for phone in listing.phones),
        _listed(map(_plan, listing.plans)),
        len(listing.programs),
        *_by_facet(summaries.of_site(listing)),
        " ".join(sorted({source.slug for source in own_csv_tables.cited(listing)})),
    )


def _programs(listing: Listing) -> Iterator[Row]:
    where = (listing.full_name, listing.address.city, listing.address.state)
    own = zip(
        own_csv_tables.PROGRAMS.rows(listing),
        listing.programs,
        summaries.of_programs(listing),
        strict=True,
    )
    for row, program, summary in own:
        yield *row, *where, _sessions(program), *_by_facet(summary)


def _by_facet(summary: Summary) -> Iterator[str]:
    for facet in Facet:
        for slugs in (summary.yes.get(facet, ()), summary.no.get(facet, ())):
            yield " ".join(slugs)


def _plan(plan: Plan) -> str:
    network = {True: "in network", False: "out of network", None: ""}[plan.in_network]
    return " ".join(filter(None, (plan.insurer, plan.kind, network)))


def _sessions(program: Program) -> str:
    return _listed(
        f"{track}: {times}" if track else times
        for track, held in schedule.tracks(program.sessions).items()
        for times in [", ".join(map(_session, held))]
    )


def _session(held: Session) -> str:
    times = f"{held.starts_at:%H:%M}-{held.ends_at:%H:%M}"
    return f"{WEEKDAYS[held.weekday]} {times} {held.format}".rstrip()


def _listed(said: Iterable[str]) -> str:
    return "; ".join(said)


SITES = replace(
    own_csv_tables.SITES, columns=(*own_csv_tables.SITES.columns, *SITE_EXTRAS), rows=_sites
)
PROGRAMS = replace(
    own_csv_tables.PROGRAMS,
    columns=(*own_csv_tables.PROGRAMS.columns, *PROGRAM_EXTRAS),
    rows=_programs,
)
