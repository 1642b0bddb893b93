from directory.domain.criteria import Criteria
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.search.hits import TermCount
from directory.web import choices

CBT = Selection(Facet.THERAPY, "cbt")
COUNTS = {
    Facet.THERAPY: (
        TermCount(slug="cbt", count=0, not_reported=4),
        TermCount(slug="dbt", count=3, not_reported=1),
        TermCount(slug="emdr", count=0, not_reported=4),
    )
}


def group(vocabulary: Vocabulary, criteria: Criteria, facet: Facet) -> choices.Group:
    return next(each for each in choices.of(criteria, vocabulary, COUNTS) if each.facet is facet)


def test_choices_that_find_nothing_are_counted_not_shown(vocabulary: Vocabulary) -> None:
    therapy = group(vocabulary, Criteria(), Facet.THERAPY)

    assert [choice.term.slug for choice in therapy.choices] == ["dbt"]
    assert therapy.left_out == len(vocabulary.of_facet(Facet.THERAPY)) - 1


def test_what_is_chosen_is_shown_even_so(vocabulary: Vocabulary) -> None:
    therapy = group(vocabulary, Criteria(include=frozenset({CBT})), Facet.THERAPY)

    chosen = [(choice.term.slug, choice.chosen) for choice in therapy.choices]
    assert sorted(chosen) == [("cbt", True), ("dbt", False)]
    assert therapy.chosen == 1
    assert therapy.is_open


def test_what_matters_most_is_open_and_the_rest_folded(vocabulary: Vocabulary) -> None:
    opened = [each.facet for each in choices.of(Criteria(), vocabulary, {}) if each.is_open]

    assert opened == [Facet.CARE, Facet.INSURANCE]


def test_an_unusual_radius_is_among_the_choices() -> None:
    assert choices.radii(Criteria(radius=30)) == [5, 10, 25, 30, 50, 100]
    assert choices.chosen_radius(Criteria()) == 25


def test_filters_on_hours_are_known() -> None:
    assert choices.asks_hours(Criteria(hours_max=9))
    assert choices.asks_hours(Criteria(accepting=True))
    assert not choices.asks_hours(Criteria(text="hours"))
