"""What is asked of one and the same program."""

from datetime import time, timedelta

from directory.domain.criteria import Criteria
from directory.domain.facts import Answer
from directory.domain.listings import Openings, Plan
from directory.domain.schedule import Session, Span
from directory.domain.vocabulary import Facet, Selection
from directory.search.engine import IndexedEngine
from directory.search.hits import Fit, Hits
from tests.search.conftest import Indexed
from tests.search.listings import SOURCE, TODAY, listing, program, said

CBT = Selection(Facet.THERAPY, "cbt")
AETNA = Selection(Facet.INSURANCE, "aetna")
DETOX = Selection(Facet.CARE, "detox")
EVENING = Selection(Facet.WHEN, "evening")


def asked(engine: IndexedEngine, *include: Selection, **fields: object) -> Hits:
    criteria = Criteria(include=frozenset(include), **fields)  # type: ignore[arg-type]
    return engine.search(criteria, today=TODAY)


def ids(hits: Hits) -> list[int]:
    return [hit.provider_id for hit in hits.hits]


def test_two_things_asked_must_be_had_by_one_program(indexed: Indexed) -> None:
    split = listing(1, program(10, care="detox"), program(11, said(*CBT)))
    together = listing(2, program(20, care="residential"), program(21, said(*CBT), care="detox"))

    hits = asked(indexed(split, together), CBT, DETOX)

    assert ids(hits) == [2]
    assert hits.hits[0].program_ids == (21,)


def test_a_level_with_kinds_is_found_by_any_of_them(indexed: Indexed) -> None:
    engine = indexed(listing(1, program(care="detox-inpatient")), listing(2, program(care="detox")))

    hits = asked(engine, DETOX)

    assert ids(hits) == [1, 2]
    assert hits.hits[0].confirmed == (DETOX,)
    assert ids(asked(engine, Selection(Facet.CARE, "detox-inpatient"))) == [1]


def test_what_a_program_says_itself_replaces_what_its_site_says(indexed: Indexed) -> None:
    denied = program(1, said(*CBT, Answer.NO))

    engine = indexed(listing(1, denied, statements=(said(*CBT),)))

    assert asked(engine, CBT).total == 0


def test_not_to_say_is_no_reason_to_be_excluded(indexed: Indexed) -> None:
    engine = indexed(
        listing(1),
        listing(2, program(1, said(*CBT, Answer.NO))),
        listing(3, program(1, said(*CBT))),
    )

    assert ids(asked(engine, exclude=frozenset({CBT}))) == [1, 2]


def test_an_insurer_finds_who_names_it_then_who_takes_private_insurance_without_names(
    indexed: Indexed,
) -> None:
    private = said(Facet.INSURANCE, "private")
    engine = indexed(
        listing(1, program(1, private)),
        listing(2, plans=(Plan(insurer="aetna", kind="HMO", source=SOURCE),)),
        listing(3, program(1, private, said(*AETNA, Answer.NO))),
        listing(4, program(1, private, said(Facet.INSURANCE, "cigna"))),
    )

    hits = asked(engine, AETNA)

    assert ids(hits) == [2, 1]
    assert [(hit.confirmed, hit.unknown) for hit in hits.hits] == [((AETNA,), ()), ((), (AETNA,))]


def test_an_insurers_medicaid_plan_means_medicaid_and_not_private_insurance(
    indexed: Indexed,
) -> None:
    plan = Plan(insurer="aetna", kind="Medicaid", source=SOURCE)

    engine = indexed(listing(1, plans=(plan,)))

    assert asked(engine, Selection(Facet.INSURANCE, "medicaid")).total == 1
    assert asked(engine, Selection(Facet.INSURANCE, "private")).total == 0


def test_a_program_fits_when_all_sessions_of_one_track_do(indexed: Indexed) -> None:
    sessions = tuple(
        Session(track=track, weekday=day, starts_at=start, ends_at=end)
        for track, day, start, end in (
            ("day", 0, time(9), time(12)),
            ("evening", 0, time(18), time(20, 10)),
            ("evening", 2, time(18), time(20)),
        )
    )
    engine = indexed(listing(1, program(10, sessions=sessions)))
    mondays, wednesdays = Span(0, 17 * 60, 20 * 60 + 10), Span(2, 17 * 60, 22 * 60)

    fitting = asked(engine, free=frozenset({mondays, wednesdays}))

    assert fitting.hits[0].fits == {10: Fit(2, 2)}
    assert asked(engine, free=frozenset({wednesdays})).total == 0


def test_ten_minutes_too_long_is_no_fit(indexed: Indexed) -> None:
    session = Session(track="", weekday=0, starts_at=time(18), ends_at=time(20, 10))
    engine = indexed(listing(1, program(1, sessions=(session,))))

    assert asked(engine, free=frozenset({Span(0, 18 * 60, 20 * 60)})).total == 0


def test_other_programs_of_a_site_say_how_much_of_them_would_fit(indexed: Indexed) -> None:
    monday = Session(track="", weekday=0, starts_at=time(18), ends_at=time(20))
    tuesday = Session(track="", weekday=1, starts_at=time(9), ends_at=time(12))
    engine = indexed(
        listing(1, program(10, sessions=(monday, tuesday)), program(11, sessions=(monday,)))
    )

    hit = asked(engine, free=frozenset({Span(0, 17 * 60, 22 * 60)})).hits[0]

    assert hit.program_ids == (11,)
    assert hit.fits == {10: Fit(1, 2), 11: Fit(1, 1)}


def test_sites_that_fit_in_part_stand_apart_the_best_first(indexed: Indexed) -> None:
    evenings = [
        Session(track="", weekday=day, starts_at=time(18), ends_at=time(20)) for day in (0, 1, 2)
    ]
    engine = indexed(
        listing(1, program(10, sessions=tuple(evenings))),
        listing(2, program(20, sessions=tuple(evenings[:2]))),
        listing(3, program(30, sessions=(evenings[2],))),
        listing(4, program(40, sessions=(evenings[0],))),
        listing(5, program(50)),
    )

    found = asked(engine, free=frozenset({Span(0, 17 * 60, 22 * 60)}))

    assert [hit.provider_id for hit in found.hits] == [4]
    assert [hit.provider_id for hit in found.nearly] == [2, 1]
    assert found.nearly[0].fits == {20: Fit(1, 2)}
    assert found.nearly[0].program_ids == (20,)


def test_a_night_is_free_across_midnight_and_across_sunday(indexed: Indexed) -> None:
    night = Session(track="", weekday=6, starts_at=time(23), ends_at=time(1))
    engine = indexed(listing(1, program(1, sessions=(night,))))

    assert asked(engine, free=frozenset({Span(6, 22 * 60, 1440), Span(0, 0, 90)})).total == 1
    assert asked(engine, free=frozenset({Span(6, 22 * 60, 1440), Span(0, 0, 30)})).total == 0


def test_who_does_not_say_is_counted_beside_who_does(indexed: Indexed) -> None:
    engine = indexed(
        listing(
            1, program(1, openings=Openings(answer="yes", reported_on=TODAY), hours_a_week=9.0)
        ),
        listing(
            2, program(2, openings=Openings(answer="no", reported_on=TODAY), hours_a_week=20.0)
        ),
        listing(3, program(3), confirmed_on=None),
    )

    assert dict(asked(engine, accepting=True).not_reported) == {"accepting": 1}
    assert dict(asked(engine, hours_max=12.0).not_reported) == {"hours": 1}
    assert dict(asked(engine, free=frozenset({Span(0, 0, 60)})).not_reported) == {"free": 3}
    assert dict(asked(engine, confirmed_within=30).not_reported) == {"confirmed-within": 1}


def test_hours_between_two_bounds_include_both(indexed: Indexed) -> None:
    engine = indexed(*(listing(n, program(n, hours_a_week=float(n))) for n in range(1, 6)))

    assert ids(asked(engine, hours_min=2.0, hours_max=4.0)) == [2, 3, 4]


def test_the_day_of_the_oldest_confirmation_asked_for_counts(indexed: Indexed) -> None:
    old = TODAY - timedelta(days=90)
    engine = indexed(listing(1, confirmed_on=old), listing(2, confirmed_on=old - timedelta(days=1)))

    assert ids(asked(engine, confirmed_within=90)) == [1]


def test_times_of_day_come_from_the_sessions(indexed: Indexed) -> None:
    late = Session(track="", weekday=0, starts_at=time(18), ends_at=time(20))
    early = Session(track="", weekday=0, starts_at=time(9), ends_at=time(12))
    engine = indexed(
        listing(1, program(1, sessions=(late,))), listing(2, program(2, sessions=(early,)))
    )

    hits = asked(engine, EVENING)

    assert ids(hits) == [1]
    assert hits.hits[0].confirmed == (EVENING,)
