import pytest

from tests.understanding.reading import Explain, asked, avoided

STEPS, METHADONE, DETOX = "therapy/12-step", "medication/methadone", "care/detox"


@pytest.mark.parametrize(
    "sentence",
    ["no 12-step", "without any AA", "not a 12 step place", "anything but AA", "sin 12 pasos"],
)
def test_what_is_denied_is_avoided(sentence: str, explain: Explain) -> None:
    understood = explain(sentence)

    assert avoided(understood) == {STEPS}
    assert not asked(understood)


def test_a_comma_ends_a_denial(explain: Explain) -> None:
    understood = explain("no AA, group therapy")

    assert asked(understood) == {"therapy/group-counseling"}


def test_or_carries_a_denial_on(explain: Explain) -> None:
    assert avoided(explain("no AA or methadone")) == {STEPS, METHADONE}


def test_and_carries_a_denial_to_the_like_of_it_only(explain: Explain) -> None:
    understood = explain("no AA and evening groups")

    assert avoided(understood) == {STEPS}
    assert "when/evening" in asked(understood)


def test_not_secular_asks_for_nothing(explain: Explain) -> None:
    understood = explain("not secular")

    assert not asked(understood) | avoided(understood)


@pytest.mark.parametrize(
    "sentence",
    ["just got out of detox", "after detox", "step down from detox", "acabo de salir de detox"],
)
def test_what_lies_behind_is_not_asked_for(sentence: str, explain: Explain) -> None:
    assert not asked(explain(sentence))


def test_what_comes_after_it_is(explain: Explain) -> None:
    assert asked(explain("after detox I want iop")) == {"care/intensive-outpatient"}


def test_what_is_not_needed_is_not_avoided_either(explain: Explain) -> None:
    understood = explain("I don't need detox")

    assert not asked(understood) | avoided(understood)


@pytest.mark.parametrize(
    "sentence", ["i work nights and weekends", "she works 9 to 5", "trabajo de noche"]
)
def test_working_hours_are_not_free_hours(sentence: str, explain: Explain) -> None:
    assert not asked(explain(sentence))


def test_having_an_insurance_is_not_to_be_avoided(explain: Explain) -> None:
    assert not avoided(explain("not on medicaid"))


def test_not_a_clinic_avoids_its_medication_but_not_all_medication(explain: Explain) -> None:
    assert avoided(explain("not a methadone clinic")) == {METHADONE}


def test_not_a_veteran_asks_for_nothing(explain: Explain) -> None:
    understood = explain("not a veteran")

    assert not asked(understood) | avoided(understood)
