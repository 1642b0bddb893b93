import pytest

from directory.domain.criteria import Criteria, Sort
from directory.domain.schedule import Span
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.storage.gazetteer import Gazetteer
from directory.understanding import asking, parameters
from directory.understanding.parameters import Asked
from directory.understanding.written import LONGEST_TEXT, Notice, Trouble

CBT = Selection(Facet.THERAPY, "cbt")
MEDICAID = Selection(Facet.INSURANCE, "medicaid")


@pytest.fixture
def read(vocabulary: Vocabulary, gazetteer: Gazetteer) -> "Read":
    return Read(vocabulary, gazetteer)


class Read:
    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
        self._known = vocabulary, gazetteer

    def __call__(self, *pairs: tuple[str, str]) -> Asked:
        return parameters.read(pairs, *self._known)


def test_nothing_asked_is_everything(read: Read) -> None:
    assert read() == Asked(criteria=Criteria(), chosen=Criteria())


def test_every_parameter_is_read(read: Read) -> None:
    asked = read(
        ("q", " harbor "),
        ("near", "Peoria, IL"),
        ("radius", "50"),
        ("therapy", "cbt"),
        ("not-insurance", "medicaid"),
        ("free", "mon-1730-2100"),
        ("hours-min", "9"),
        ("hours-max", "19.5"),
        ("accepting", "1"),
        ("confirmed-within", "90"),
        ("older", "1"),
        ("sort", "distance"),
        ("page", "3"),
    )

    assert asked.notices == ()
    assert asked.criteria.place is not None
    assert asked.criteria.place.label == "Peoria, IL"
    assert asked.criteria == Criteria(
        text="harbor",
        place=asked.criteria.place,
        radius=50,
        include=frozenset({CBT}),
        exclude=frozenset({MEDICAID}),
        free=frozenset({Span(0, 1050, 1260)}),
        hours_min=9,
        hours_max=19.5,
        accepting=True,
        confirmed_within=90,
        older=True,
        sort=Sort.DISTANCE,
        page=3,
    )


def test_what_is_asked_survives_being_written_and_read_again(read: Read) -> None:
    pairs = (
        ("q", "harbor"),
        ("near", "61602"),
        ("care", "detox"),
        ("therapy", "cbt"),
        ("not-therapy", "12-step"),
        ("free", "sat-0000-2400"),
        ("hours-max", "20"),
    )
    once = read(*pairs).criteria

    again = read(*once.as_args()).criteria

    assert again == once


@pytest.mark.parametrize(
    ("name", "value", "trouble"),
    [
        ("colour", "blue", Trouble.PARAMETER),
        ("not-near", "IL", Trouble.PARAMETER),
        ("therapy", "tea", Trouble.CHOICE),
        ("not-care", "12-step", Trouble.CHOICE),
        ("sort", "price", Trouble.CHOICE),
        ("radius", "abc", Trouble.NUMBER),
        ("radius", "-5", Trouble.NUMBER),
        ("radius", "0", Trouble.NUMBER),
        ("radius", "nan", Trouble.NUMBER),
        ("radius", "inf", Trouble.NUMBER),
        ("radius", "1e999", Trouble.NUMBER),
        ("radius", "9" * 5000, Trouble.NUMBER),
        ("page", "0", Trouble.NUMBER),
        ("page", "1.5", Trouble.NUMBER),
        ("page", "½", Trouble.NUMBER),
        ("hours-min", "many", Trouble.NUMBER),
        ("confirmed-within", "-1", Trouble.NUMBER),
        ("free", "mon-1730", Trouble.HOURS),
        ("free", "mon-2100-1730", Trouble.HOURS),
        ("free", "mon-1730-2500", Trouble.HOURS),
        ("free", "someday-0900-1000", Trouble.HOURS),
    ],
)
def test_what_cannot_be_used_is_left_out_and_named(
    read: Read, name: str, value: str, trouble: Trouble
) -> None:
    asked = read((name, value))

    assert asked.criteria == Criteria()
    assert [(notice.trouble, notice.name) for notice in asked.notices] == [(trouble, name)]


def test_empty_parameters_are_no_mistake(read: Read) -> None:
    asked = read(("q", " "), ("near", ""), ("radius", ""), ("therapy", ""), ("page", ""))

    assert asked == Asked(criteria=Criteria(), chosen=Criteria())


def test_the_same_mistake_is_named_once(read: Read) -> None:
    asked = read(("therapy", "tea"), ("therapy", "tea"))

    assert asked.notices == (Notice(Trouble.CHOICE, "therapy", "tea"),)


def test_control_characters_are_blanks(read: Read) -> None:
    assert read(("q", "harbor\x00\x1bhouse\ud800")).criteria.text == "harbor house"


def test_a_very_long_text_is_cut_and_that_is_said(read: Read) -> None:
    asked = read(("q", "x" * 10_000))

    assert len(asked.criteria.text) == LONGEST_TEXT
    assert asked.notices == (Notice(Trouble.LENGTH, "q"),)


def test_a_city_in_several_states_leaves_the_place_open(read: Read) -> None:
    asked = read(("near", "Springfield"))

    assert asked.place_is_open
    assert {"Springfield, IL", "Springfield, MO"} <= {place.label for place in asked.choices}


def test_an_unknown_place_is_open_too(read: Read) -> None:
    asked = read(("near", "Qwertyuiopville"))

    assert asked.place_is_open
    assert asked.choices == ()


def test_a_misspelt_place_is_guessed_at_but_not_taken(read: Read) -> None:
    asked = read(("near", "Peoira, IL"))

    assert asked.criteria.place is None
    assert "Peoria, IL" in [place.label for place in asked.suggestions]


@pytest.mark.parametrize("name", ["q", "near", "radius", "therapy", "not-care", "free", "page"])
def test_a_value_that_holds_nothing_readable_is_named(read: Read, name: str) -> None:
    asked = read((name, "\x00\x00"))

    assert asked.criteria == Criteria()
    assert asked.notices == (Notice(Trouble.UNREADABLE, name),)


def test_of_several_values_for_one_box_the_first_counts_and_the_rest_are_named(read: Read) -> None:
    asked = read(("near", "Peoria, IL"), ("near", "Joliet, IL"), ("page", "2"), ("page", "3"))

    assert asked.near == "Peoria, IL"
    assert asked.criteria.page == 2
    assert asked.notices == (
        Notice(Trouble.REPEATED, "near", "Joliet, IL"),
        Notice(Trouble.REPEATED, "page", "3"),
    )


def test_the_same_value_twice_is_no_mistake(read: Read) -> None:
    assert read(("radius", "5"), ("radius", "5"), ("near", "61602")).notices == ()


def test_a_distance_without_a_place_is_left_out_and_named(read: Read) -> None:
    asked = asking.measured(read(("radius", "50")))

    assert asked.criteria == asked.chosen == Criteria()
    assert asked.notices == (Notice(Trouble.PLACELESS, "radius", "50"),)


@pytest.mark.parametrize("near", ["IL", "Peoria County, IL"])
def test_a_distance_from_what_has_borders_is_left_out_and_named(read: Read, near: str) -> None:
    asked = asking.measured(read(("near", near), ("radius", "50")))

    assert asked.criteria.place is not None
    assert asked.criteria.radius is None
    assert asked.notices == (Notice(Trouble.BORDERS, "radius", "50"),)


@pytest.mark.parametrize("near", ["61602", "Peoria, IL", "Springfield"])
def test_a_distance_from_a_town_is_kept_also_while_the_town_is_open(read: Read, near: str) -> None:
    asked = asking.measured(read(("near", near), ("radius", "50")))

    assert asked.criteria.radius == 50
    assert asked.notices == ()
