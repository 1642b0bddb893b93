"""What a place has and has not, in short."""

from datetime import time

from directory.domain import summaries
from directory.domain.facts import Answer
from directory.domain.listings import Listing, Plan
from directory.domain.schedule import Session
from directory.domain.vocabulary import Facet
from tests.factories import SOURCE, listing, program, said

NO = Answer.NO


def has(site: Listing, facet: Facet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    summary = summaries.of_site(site)
    return summary.yes.get(facet, ()), summary.no.get(facet, ())


def test_a_site_has_what_one_of_its_programs_has() -> None:
    programs = (program("detox"), program("outpatient", said("therapy", "cbt")))

    site = listing(programs=programs)

    assert has(site, Facet.CARE) == (("detox", "outpatient"), ())


def test_a_no_counts_where_every_program_says_it() -> None:
    one = program("detox", said("therapy", "cbt", NO), said("therapy", "dbt", NO))
    other = program("outpatient", said("therapy", "cbt", NO))

    site = listing(programs=(one, other))

    assert has(site, Facet.THERAPY) == ((), ("cbt",))


def test_a_program_that_inherits_a_yes_outweighs_one_that_denies() -> None:
    denying = program("detox", said("therapy", "cbt", NO))

    site = listing(statements=(said("therapy", "cbt"),), programs=(denying, program("outpatient")))

    assert has(site, Facet.THERAPY) == (("cbt",), ())
    first, second = summaries.of_programs(site)
    assert (first.no[Facet.THERAPY], second.yes[Facet.THERAPY]) == (("cbt",), ("cbt",))


def test_plans_and_sessions_say_something_too() -> None:
    evening = Session("", 0, time(18), time(20))
    plan = Plan(insurer="aetna", source=SOURCE)

    site = listing(plans=(plan,), programs=(program(sessions=(evening,)),))

    assert has(site, Facet.INSURANCE) == (("aetna",), ())
    assert has(site, Facet.WHEN) == (("evening",), ("afternoon", "morning", "weekend"))


def test_a_site_without_programs_has_what_is_said_of_it() -> None:
    site = listing(statements=(said("therapy", "cbt"),), programs=())

    assert has(site, Facet.THERAPY) == (("cbt",), ())
    assert summaries.of_programs(site) == []
