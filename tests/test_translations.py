"""Everything that a page says is said in Spanish too."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import extract, frontend
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from config import ROOT
from tests import templates

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
TAG = re.compile(r"<[^>]+>")
# Editors read English; see docs/reviewing.md.
ENGLISH_ONLY = re.compile(r"templates/(review/.*|macros/review\w*)\.html")
TEMPLATES = sorted(
    path
    for path in ROOT.glob("templates/**/*.html")
    if not ENGLISH_ONLY.fullmatch(path.relative_to(ROOT).as_posix())
)
STIGMA = re.compile(r"\b(adict[oa]s?|drogadict\w+|alcohólic[oa]s?|borrach\w+|limpi[oa]s?)\b")


@pytest.fixture(scope="module")
def marked() -> Catalog:
    """The texts that pages and templates hold today."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = frontend.parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract.extract_from_dir(
        ROOT, methods, options, keywords={**extract.DEFAULT_KEYWORDS, "lazy_gettext": None}
    )
    catalog = Catalog()
    for name, line, text, _comments, about in found:
        catalog.add(text, locations=[(name, line)], context=about)
    return catalog


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    with (ROOT / "translations/es/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="es")


def test_every_text_has_its_spanish(marked: Catalog, spanish: Catalog) -> None:
    missing = [
        f"{text.locations[0][0]}: {text.id}"
        for text in texts(marked)
        if not is_translated(spanish.get(text.id, text.context))
    ]

    assert missing == [], "run `make translate` and fill in translations/es/LC_MESSAGES/messages.po"


def test_a_translation_has_the_placeholders_of_its_text(spanish: Catalog) -> None:
    differ = [said for _, said, text in pairs(spanish) if found(PLACEHOLDER, said, text)]

    assert differ == []


def test_a_translation_has_the_tags_of_its_text(spanish: Catalog) -> None:
    differ = [said for _, said, text in pairs(spanish) if found(TAG, said, text)]

    assert differ == []


def test_a_translation_may_stand_in_a_page_as_it_is(spanish: Catalog) -> None:
    broken = [said for _, said, _ in pairs(spanish) if re.search(r"[<>&]", TAG.sub("", said))]

    assert broken == []


def test_spanish_addresses_a_person_with_respect(spanish: Catalog) -> None:
    familiar = re.compile(r"\b(tú|tu|tus|te|ti|contigo|puedes|tienes|quieres|(?<!se )llama)\b")

    assert [said for _, said, _ in pairs(spanish) if familiar.search(said)] == []
    assert [said for _, said, _ in pairs(spanish) if STIGMA.search(said)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_marks_all_that_people_read(path: Path) -> None:
    assert templates.unmarked(path) == []


def test_bare_text_in_a_template_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<p title="Bare title">Bare {{ _("marked") }} {% trans %}marked{% endtrans %} text</p>'
        '{{ "Bare word" if x else _("marked") }} {{ url_for("search.home") }} {{ " open" }}'
    )

    assert templates.unmarked(page) == ["Bare title", "Bare text", "Bare word"]


def texts(catalog: Catalog) -> Iterator[Message]:
    return (text for text in catalog if text.id)


def is_translated(message: Message | None) -> bool:
    return message is not None and not message.fuzzy and all(forms(message.string))


def pairs(catalog: Catalog) -> Iterator[tuple[Message, str, str]]:
    """Each translation beside its text; of several forms each beside its own."""
    for message in texts(catalog):
        for said, text in zip(forms(message.string), forms(message.id), strict=True):
            yield message, said, text


def forms(string: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())


def found(pattern: re.Pattern[str], said: str, text: str) -> bool:
    """Whether the two differ in what the pattern finds."""
    return Counter(pattern.findall(said)) != Counter(pattern.findall(text))
