"""What the guide's texts promise: a source for each statement, plain words, links that lead."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest

from config import DATA
from directory.domain.guide import Guide, GuidePage
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.exchange import guide as guide_files
from directory.web.guide import EXPLAINING
from tests import reading
from tests.web.html import words

SLUGS = sorted(path.stem for path in DATA.glob("guide/en/*.md"))
PAGES = [(language, slug) for language in guide_files.LANGUAGES for slug in SLUGS]
SIXTH_GRADE = 6.0
# What the scales call fairly easy, which is what they expect of sixth grade.
FAIRLY_EASY = {"Fernández-Huerta": 70.0, "INFLESZ": 65.0}
HARSH = re.compile(
    r"\b(addicts?|abusers?|alcoholics?|junkies?|clean|adict[oa]s?|drogadict\w+|borrach\w+)\b", re.I
)
NAMES = re.compile(r"Alcoholics Anonymous")


@pytest.fixture(scope="module")
def guide() -> Guide:
    return guide_files.load(DATA / "guide")


@pytest.mark.parametrize(("language", "slug"), PAGES)
def test_each_statement_names_a_source(guide: Guide, language: str, slug: str) -> None:
    bare = [words(block) for block in statements(parsed(guide.pages[language, slug]))]

    assert bare == []


def test_each_source_is_used(guide: Guide) -> None:
    known = guide_files.sources(DATA / "guide" / "sources.toml", "en")
    used = {source.slug for page in guide.pages.values() for source in page.sources}
    elsewhere = "".join(path.read_text("utf-8") for path in DATA.glob("*.toml"))

    assert [slug for slug in known if slug not in used and f'"{slug}"' not in elsewhere] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_both_languages_say_the_same_from_the_same_sources(guide: Guide, slug: str) -> None:
    english, spanish = (guide.pages[language, slug] for language in guide_files.LANGUAGES)

    assert outline(english) == outline(spanish)
    assert english.sources != ()
    assert [each.slug for each in english.sources] == [each.slug for each in spanish.sources]
    assert marks(english) == marks(spanish)


@pytest.mark.parametrize("slug", SLUGS)
def test_english_is_read_at_sixth_grade_or_below(guide: Guide, slug: str) -> None:
    measure = reading.english(reading.prose(parsed(guide.pages["en", slug])))

    assert measure.words > 100
    assert measure.grade <= SIXTH_GRADE


@pytest.mark.parametrize("slug", SLUGS)
def test_spanish_is_fairly_easy_to_read(guide: Guide, slug: str) -> None:
    measure = reading.spanish(reading.prose(parsed(guide.pages["es", slug])))

    assert measure.fernandez_huerta >= FAIRLY_EASY["Fernández-Huerta"]
    assert measure.inflesz >= FAIRLY_EASY["INFLESZ"]


@pytest.mark.parametrize("facet", EXPLAINING)
def test_each_term_is_explained_under_its_own_name(
    guide: Guide, vocabulary: Vocabulary, facet: Facet
) -> None:
    slugs = {term.slug for term in vocabulary.of_facet(facet)}

    for language in guide_files.LANGUAGES:
        assert slugs <= guide.pages[language, EXPLAINING[facet]].anchors


@pytest.mark.parametrize(("language", "slug"), PAGES)
def test_links_lead_somewhere(
    guide: Guide, vocabulary: Vocabulary, language: str, slug: str
) -> None:
    page = guide.pages[language, slug]

    for link in parsed(page).iter("a"):
        assert leads(guide, vocabulary, page, link), (link.get("href"), words(link))


@pytest.mark.parametrize(("language", "slug"), PAGES)
def test_people_come_before_their_condition(guide: Guide, language: str, slug: str) -> None:
    page = guide.pages[language, slug]
    told = NAMES.sub("", " ".join((page.title, page.summary, words(parsed(page)))))

    assert HARSH.findall(told) == []


@pytest.mark.parametrize(("language", "slug"), PAGES)
def test_no_source_is_younger_than_the_last_review(guide: Guide, language: str, slug: str) -> None:
    page = guide.pages[language, slug]

    assert [each.slug for each in page.sources if each.dated > page.reviewed.isoformat()] == []


def parsed(page: GuidePage) -> Element:
    root: Element = html5lib.parse(page.opening + page.html, namespaceHTMLElements=False)
    return root[1]  # after the head


def statements(element: Element) -> Iterator[Element]:
    """Paragraphs, list items and rows that state something and name no source.

    Let off are questions, lines that lead on to what follows (they end in a colon), and what is
    marked `{.ours}`: an offer of this site, an example with made-up sums, advice on using it.
    """
    for child in element:
        if child.get("class") == "ours" or child.tag == "thead":
            continue
        if child.tag in ("p", "li", "tr"):
            if not words(child).endswith(("?", ":")) and not is_marked(child):
                yield child
        else:
            yield from statements(child)


def is_marked(block: Element) -> bool:
    return any(each.get("class") == "ref" for each in block.iter("sup"))


def outline(page: GuidePage) -> list[tuple[str, int]]:
    return [(section.anchor, section.level) for section in page.sections]


def marks(page: GuidePage) -> list[str]:
    return re.findall(r'href="#source-(\d+)"', page.opening + page.html)


def leads(guide: Guide, vocabulary: Vocabulary, page: GuidePage, link: Element) -> bool:
    address = urlsplit(link.attrib["href"])
    if address.scheme == "tel":
        return re.sub(r"\D", "", words(link)) == re.sub(r"\D", "", address.path)
    if address.scheme:
        return address.scheme == "https"
    if address.path == "../search":
        chosen = [Selection(Facet(name), slug) for name, slug in parse_qsl(address.query)]
        return all(each in vocabulary.terms for each in chosen)
    target = guide.page(page.language, address.path or page.slug)
    numbers = {f"source-{number}" for number, _ in enumerate(page.sources, start=1)}
    return target is not None and address.fragment in {"", *target.anchors, *numbers}
