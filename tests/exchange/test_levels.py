from pathlib import Path

import pytest

from directory.domain.editing import DataError
from directory.domain.questionnaire import Questionnaire
from directory.domain.vocabulary import Facet, Selection
from directory.exchange import guide, levels

KNOWN = frozenset({Selection(Facet.CARE, "inpatient"), Selection(Facet.CARE, "outpatient")})
FILE = """\
reviewed = 2026-11-22
wish = []

[[question]]
slug = "now"
part = "safety"
ask = "Is there danger?"
ask_es = "¿Hay peligro?"
answers = [
    { slug = "yes", say = "Yes", say_es = "Sí" },
    { slug = "no", say = "No", say_es = "No" },
]

[[question]]
slug = "home"
part = "level"
ask = "Is your home safe?"
ask_es = "¿Es segura su casa?"
answers = [
    { slug = "unsafe", say = "No", say_es = "No" },
    { slug = "safe", say = "Yes", say_es = "Sí" },
]

[[step]]
slug = "emergency"
stops = true
title = "Call 911"
title_es = "Llame al 911"
say = ["Stay."]
say_es = ["Quédese."]
sources = ["book"]

[[level]]
care = "inpatient"
at_home = false

[[level]]
care = "outpatient"
at_home = true

[[rule]]
when = { now = "yes" }
leads_to = "emergency"
because = "You said yes."
because_es = "Usted dijo que sí."
sources = ["book"]

[[rule]]
when = { home = "unsafe" }
leads_to = "inpatient"
because = "You said no."
because_es = "Usted dijo que no."
sources = ["book"]

[[rule]]
leads_to = "outpatient"
because = "Nothing more."
because_es = "Nada más."
sources = ["book"]
"""


def read(path: Path, text: str) -> Questionnaire:
    (path / "levels.toml").write_text(text)
    (path / "sources.toml").write_text(
        '[book]\npublisher = "A house"\ntitle = "A book"\npublished = "2020"\n'
    )
    sources = {each: guide.sources(path / "sources.toml", each) for each in guide.LANGUAGES}
    return levels.load(path / "levels.toml", KNOWN, sources)


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    asked = read(tmp_path, FILE)

    assert [question.slug for question in asked.questions] == ["now", "home"]
    assert [source.title for source in asked.sources["es"]] == ["A book"]


@pytest.mark.parametrize(
    ("written", "instead", "complaint"),
    [
        ("[[rule]]", "[[rule", "levels.toml cannot be read"),
        ('ask_es = "¿Hay peligro?"\n', "", "lacks 'ask_es'"),
        ('title_es = "Llame al 911"\n', "", "lacks 'title_es'"),
        ('say_es = ["Quédese."]', "say_es = []", "wrong kind"),
        ('part = "safety"', 'part = "mood"', "wrong kind.*mood"),
        ('sources = ["book"]', 'sources = ["lost"]', "lacks 'lost'"),
        ('when = { now = "yes" }', 'when = { now = "perhaps" }', "now = “perhaps”"),
        ('when = { home = "unsafe" }', 'when = { now = "yes" }', "its part does not ask"),
        ('leads_to = "inpatient"', 'leads_to = "nowhere"', "“nowhere”, which is neither"),
        ('care = "outpatient"', 'care = "spa"', "Nobody can search for care=spa"),
        ("stops = true", 'stops = true\nsearch = "care=inpatient"', "must not lead to a list"),
        ('slug = "home"', 'slug = "now"', "question “now” stands there twice"),
        ('{ slug = "no", say', '{ slug = "yes", say', "answer of “now” “yes”"),
        (
            '    { slug = "safe", say = "Yes", say_es = "Sí" },\n',
            "",
            "“home” needs two answers or more",
        ),
    ],
)
def test_a_fault_is_said_at_once(
    tmp_path: Path, written: str, instead: str, complaint: str
) -> None:
    assert written in FILE

    with pytest.raises(DataError, match=complaint):
        read(tmp_path, FILE.replace(written, instead, 1))


def test_answers_that_lead_nowhere_are_refused(tmp_path: Path) -> None:
    without_the_last_rule = FILE.rpartition("[[rule]]")[0]

    with pytest.raises(DataError, match=r"No level follows from \{'home': 'safe'\}"):
        read(tmp_path, without_the_last_rule)


def test_a_more_serious_answer_may_not_lead_to_less(tmp_path: Path) -> None:
    turned = FILE.replace('when = { home = "unsafe" }', 'when = { home = "safe" }')

    with pytest.raises(DataError, match=r"Less follows from \{'home': 'unsafe'\}"):
        read(tmp_path, turned)
