from directory.domain.vocabulary import Facet, Selection
from directory.understanding.lexicon import Entry, Guard, Lexicon, Role

OUTPATIENT = Entry(frozenset({Role.TERM}), (Selection(Facet.CARE, "outpatient"),))
INTENSIVE = Entry(frozenset({Role.TERM}), (Selection(Facet.CARE, "intensive-outpatient"),))
FREE = Entry(frozenset({Role.TERM}), (Selection(Facet.INSURANCE, "free"),))


def lexicon(*guards: Guard) -> Lexicon:
    entries = {("outpatient",): OUTPATIENT, ("outpatient", "intensive"): INTENSIVE, ("free",): FREE}
    return Lexicon(entries, guards)


def test_the_longest_phrase_is_found() -> None:
    found = lexicon().longest(["outpatient", "intensive", "please"], 0)

    assert found == (2, INTENSIVE)


def test_half_a_phrase_is_the_shorter_phrase() -> None:
    assert lexicon().longest(["outpatient", "please"], 0) == (1, OUTPATIENT)


def test_an_unknown_word_begins_no_phrase() -> None:
    assert lexicon().longest(["please"], 0) is None


def test_in_the_wrong_company_a_word_is_no_term() -> None:
    guarded = lexicon(Guard(words=frozenset({"free"}), not_after=frozenset({"drug"})))

    found = guarded.longest(["drug", "free"], 1)

    assert found is not None
    assert found[1].include == ()


def test_a_word_may_need_company() -> None:
    guard = Guard(words=frozenset({"free"}), only_before=frozenset({"treatment"}))

    assert guard.allows(["free", "treatment"], 0, 1, range(2))
    assert not guard.allows(["free", "evenings"], 0, 1, range(2))


def test_company_behind_a_comma_is_none() -> None:
    guard = Guard(words=frozenset({"free"}), not_before=frozenset({"evenings"}))

    assert guard.allows(["free", "evenings"], 0, 1, range(1))
