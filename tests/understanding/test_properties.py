"""What holds for any sentence at all."""

import json
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import DATA
from directory.domain.criteria import Criteria
from directory.domain.vocabulary import Facet, Selection, Term, Vocabulary
from tests.understanding.reading import Explain, written

SENTENCES = [
    json.loads(line)["q"]
    for line in (Path(__file__).parents[1] / "sentences.jsonl").read_text().splitlines()
]
FILLERS = ("please", "hello", "thank you", "i am looking for", "can you help me", "really")
FILLERS_ES = ("por favor", "hola", "gracias", "estoy buscando", "necesito ayuda")
WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()})
ANY_TEXT = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join),
)
TERMS = tuple(Vocabulary.load(DATA / "vocabulary"))
quick = settings(max_examples=150, deadline=None)


@quick
@given(sentence=ANY_TEXT)
def test_pieces_lie_inside_the_sentence_and_do_not_overlap(sentence: str, explain: Explain) -> None:
    pieces = explain(sentence).pieces

    assert all(0 <= piece.start < piece.end <= len(sentence) for piece in pieces)
    assert all(one.end <= next_.start for one, next_ in pairwise(pieces))


@quick
@given(sentence=ANY_TEXT)
def test_any_text_can_be_written_as_json(sentence: str, explain: Explain) -> None:
    said = explain(sentence).as_json()

    assert json.loads(json.dumps(said))["query"] == sentence


@quick
@given(sentence=st.sampled_from(SENTENCES), filler=st.sampled_from(FILLERS + FILLERS_ES))
def test_filler_before_a_sentence_changes_nothing(
    sentence: str, filler: str, explain: Explain
) -> None:
    padded = explain(f"{filler}, {sentence}")

    assert padded.criteria == explain(sentence).criteria


@quick
@given(sentence=st.sampled_from(SENTENCES), filler=st.sampled_from(FILLERS + FILLERS_ES))
def test_filler_behind_a_sentence_changes_nothing(
    sentence: str, filler: str, explain: Explain
) -> None:
    padded = explain(f"{sentence} {filler}")

    assert padded.criteria == explain(sentence).criteria


@quick
@given(sentence=st.sampled_from(SENTENCES))
def test_capitals_at_the_start_of_words_change_no_filter(sentence: str, explain: Explain) -> None:
    small = explain(sentence.lower()).criteria
    whole = explain(sentence).criteria

    assert small.include == whole.include


@quick
@given(data=st.data(), spanish=st.booleans(), short=st.booleans())
def test_the_labels_of_chips_mean_the_same_again(
    data: st.DataObject,
    spanish: bool,  # noqa: FBT001
    short: bool,  # noqa: FBT001
    explain: Explain,
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(TERMS), min_size=1, max_size=6))
    name = f"{'short' if short else 'label'}{'_es' if spanish else ''}"

    understood = explain(", ".join(getattr(term, name) for term in chosen))

    selections = {term.selection for term in chosen}
    assert written(understood.criteria.include) == written(narrowed(selections))
    assert understood.criteria.exclude == frozenset()
    assert understood.criteria.text == ""


@pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{term.facet}/{term.slug}")
def test_each_label_means_its_term_and_nothing_else(term: Term, explain: Explain) -> None:
    labels = {term.label, term.label_es, term.short, term.short_es}

    read = {label: explain(label).criteria for label in labels}

    assert read == {label: Criteria(include=frozenset({term.selection})) for label in labels}


def narrowed(selections: set[Selection]) -> set[Selection]:
    """Leave out what a more special selection already says."""
    parents = {(term.facet, term.parent) for term in TERMS if term.selection in selections}
    return {each for each in selections if each not in parents}


@pytest.mark.parametrize("place", ["61602", "Peoria, IL", "Cook County, IL", "Ohio"])
def test_the_label_of_a_place_means_the_same_again(place: str, explain: Explain) -> None:
    first = explain(f"detox near {place}").criteria.place
    assert first is not None

    assert explain(first.label).criteria.place == first


@pytest.mark.parametrize(
    "text",
    [
        "evening iop near peoria, il ",
        "xqzzt wrongg wordss ",
        "no or and not ",
        "new york new york ",
        "a.b.c. 12 34 ",
        "日本語 ",
        "(((",
    ],
)
def test_ten_times_the_text_is_ten_times_the_work(text: str, explain: Explain) -> None:
    short, long = text * 60, text * 600

    work = [calls(explain, each) for each in (short, long)]

    assert work[1] < 20 * work[0]


def calls(function: Callable[[str], object], argument: str) -> int:
    """Count the calls of functions: a measure of work that does not depend on the machine."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        function(argument)
    finally:
        sys.setprofile(before)
    return count


def test_every_facet_has_a_sentence() -> None:
    lines = (Path(__file__).parents[1] / "sentences.jsonl").read_text().splitlines()

    asked = {facet for line in lines for facet in json.loads(line)["include"]}

    assert asked == {facet.value for facet in Facet}
