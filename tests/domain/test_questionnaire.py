"""What the rules about levels promise, tried on every combination of answers."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import DATA
from directory.domain.levels import Answers, Level, Part, Step
from directory.domain.questionnaire import Questionnaire, UnansweredError
from directory.domain.vocabulary import Vocabulary
from directory.exchange import guide, levels
from tests import reading

EMERGENCIES = {
    "breath": "emergency",
    "seizure": "emergency",
    "suicide": "crisis",
    "poison": "poison",
}
WITHDRAWAL_CARE = {"hospital-today", "hospital-detox", "detox-today", "detox"}


def load() -> Questionnaire:
    named = DATA / "guide" / "sources.toml"
    sources = {each: guide.sources(named, each) for each in guide.LANGUAGES}
    known = frozenset(Vocabulary.load(DATA / "vocabulary").terms)
    return levels.load(DATA / "levels.toml", known, sources)


ASKED = load()
MILDEST = {question.slug: question.offered[-1] for question in ASKED.questions}
WORST = {question.slug: question.offered[0] for question in ASKED.questions}


def combinations(part: Part, beside: Answers) -> Iterator[dict[str, str]]:
    """All answers of a part, the others as given."""
    questions = ASKED.questions_of(part)
    slugs = [question.slug for question in questions]
    for chosen in itertools.product(*(question.offered for question in questions)):
        yield {**beside, **dict(zip(slugs, chosen, strict=True))}


def all_of_them() -> Iterator[dict[str, str]]:
    """Every answer of either part, beside the mildest and the worst of the other.

    A rule asks about one part only, or the file is refused, so this is every combination.
    """
    safe_now = {**WORST, "now": "none"}
    yield from combinations(Part.SAFETY, MILDEST)
    yield from combinations(Part.SAFETY, WORST)
    yield from combinations(Part.LEVEL, MILDEST)
    yield from combinations(Part.LEVEL, safe_now)


def rank(reached: Step | Level | None, part: Part) -> int:
    """The higher, the more serious."""
    order = ASKED.order(part)
    return len(order) - order.index(reached.slug) if reached else 0


def test_danger_now_leads_to_a_call_and_never_to_a_list() -> None:
    for answers in all_of_them():
        found = ASKED.level_for(answers)
        if answers["now"] in EMERGENCIES:
            assert found.step is not None
            assert found.step.slug == EMERGENCIES[answers["now"]]
            assert found.step.calls
            assert (found.step.search, found.level) == (None, None)


def test_all_other_answers_lead_to_a_level_with_reasons_for_it() -> None:
    for answers in all_of_them():
        if answers["now"] not in EMERGENCIES:
            found = ASKED.level_for(answers)
            assert found.level is not None, answers
            assert found.level.slug in {rule.leads_to for rule in found.reasons}


def test_a_risk_of_withdrawal_comes_first() -> None:
    for answers in all_of_them():
        if answers["now"] in EMERGENCIES:
            continue
        step = ASKED.level_for(answers).step
        if "yes" in (answers["alcohol"], answers["opioids"], answers["pregnant"]):
            assert step is not None, answers
        if answers["alcohol"] == "yes" or answers["before"] == "seizure":
            assert step is not None
            assert step.slug in WITHDRAWAL_CARE, answers


def test_alcohol_after_an_earlier_seizure_or_in_pregnancy_calls_for_a_hospital() -> None:
    for answers in combinations(Part.SAFETY, MILDEST):
        risky = answers["before"] == "seizure" or answers["pregnant"] == "yes"
        if answers["now"] == "none" and answers["alcohol"] == "yes" and risky:
            step = ASKED.level_for(answers).step
            assert step is not None
            assert step.slug == "hospital-detox"


def test_pregnancy_and_opioids_never_lead_to_stopping_alone() -> None:
    answers = {**MILDEST, "pregnant": "yes", "opioids": "yes"}

    found = ASKED.level_for(answers)

    assert found.step is not None
    assert found.step.slug == "doctor-today"
    assert any("Do not stop all at once" in rule.because["en"] for rule in found.reasons)


def test_a_more_serious_answer_never_leads_to_less() -> None:
    for answers in all_of_them():
        milder = ASKED.level_for(answers)
        for question in ASKED.questions:
            place = question.offered.index(answers[question.slug])
            for worse in question.offered[:place]:
                found = ASKED.level_for({**answers, question.slug: worse})
                assert rank(found.step, Part.SAFETY) >= rank(milder.step, Part.SAFETY)
                if found.level:
                    assert rank(found.level, Part.LEVEL) >= rank(milder.level, Part.LEVEL)


@settings(max_examples=100, deadline=None)
@given(
    st.fixed_dictionaries({each.slug: st.sampled_from(each.offered) for each in ASKED.questions})
)
def test_each_part_is_read_by_itself(answers: dict[str, str]) -> None:
    calm = {**answers, "now": "none"}
    safety = {q.slug: calm[q.slug] for q in ASKED.questions_of(Part.SAFETY)}
    level = {q.slug: calm[q.slug] for q in ASKED.questions_of(Part.LEVEL)}

    whole = ASKED.level_for(calm)

    assert whole.step == ASKED.level_for({**MILDEST, **safety}).step
    assert whole.level == ASKED.level_for({**MILDEST, **level}).level


def test_the_mildest_answers_lead_to_outpatient_care_alone() -> None:
    found = ASKED.level_for(MILDEST)

    assert found.step is None
    assert found.level is not None
    assert found.level.slug == "outpatient"
    assert [rule.when for rule in found.reasons] == [{}]


def test_what_always_holds_is_no_reason_beside_an_answer() -> None:
    found = ASKED.level_for({**MILDEST, "use": "help"})

    assert [rule.name for rule in found.reasons] == ["use-help"]


def test_each_level_can_be_reached_and_has_its_neighbors() -> None:
    reached = {
        found.level.slug
        for answers in combinations(Part.LEVEL, MILDEST)
        if (found := ASKED.level_for(answers)).level
    }

    assert reached == set(ASKED.order(Part.LEVEL))
    for level in ASKED.levels[1:-1]:
        assert ASKED.above(level) != ASKED.below(level)
    assert (ASKED.above(ASKED.levels[0]), ASKED.below(ASKED.levels[-1])) == (None, None)


@pytest.mark.parametrize("answer", ["", "perhaps"])
def test_an_open_question_is_named(answer: str) -> None:
    with pytest.raises(UnansweredError, match="home"):
        ASKED.level_for({**MILDEST, "home": answer})


def texts(language: str) -> Iterator[str]:
    for question in ASKED.questions:
        yield question.asks[language]
        yield from (choice.says[language] for choice in question.choices)
        yield from (question.hint[language],) if question.hint else ()
    for step in ASKED.steps:
        yield step.title[language]
        yield from (sentence[language] for sentence in step.says)
    yield from (rule.because[language] for rule in ASKED.rules)
    yield from (wish.says[language] for wish in ASKED.wishes)


def test_its_words_are_as_plain_as_the_guide() -> None:
    english, spanish = reading.english(texts("en")), reading.spanish(texts("es"))

    assert english.grade <= 6
    assert spanish.fernandez_huerta >= 70
    assert spanish.inflesz >= 65


def test_reasons_say_what_was_said() -> None:
    for rule in ASKED.rules:
        if rule.when:
            assert rule.because["en"].startswith("You said that ")
            assert rule.because["es"].startswith("Usted dijo que ")
