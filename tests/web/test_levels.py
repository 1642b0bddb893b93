"""The page that asks which level might fit: it holds all, and no address takes an answer."""

from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

import pytest

from directory import context
from directory.domain.levels import Setting
from directory.domain.questionnaire import Questionnaire
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from tests.web.html import Page, PageClient, words

ADDRESS = "/guide/which-level"


@pytest.fixture(scope="module")
def page(visitor: PageClient) -> Page:
    return visitor.page(ADDRESS)


@pytest.fixture(scope="module")
def asked(visitor: PageClient) -> Questionnaire:
    return context.held(visitor.application).levels


def forms(page: Page, action: str) -> list[Element]:
    return [form for form in page.all("form") if action in form.get("action", "")]


def outcomes(page: Page, slug: str) -> list[Element]:
    return [each for each in page.root.iter("div") if each.get("data-outcome") == slug]


def fields(form: Element) -> set[tuple[str, str]]:
    """What the form can send, but the place."""
    named = (each for each in form.iter("input") if each.get("name") not in (None, "near"))
    return {(each.attrib["name"], each.attrib["value"]) for each in named}


@pytest.mark.parametrize(("prefix", "language"), [("", "en"), ("/es", "es")])
def test_it_asks_every_question_with_all_its_answers(
    visitor: PageClient, asked: Questionnaire, prefix: str, language: str
) -> None:
    page = visitor.page(f"{prefix}{ADDRESS}")

    assert page.texts("legend", tabindex="-1") == [q.asks[language] for q in asked.questions]
    labels = [
        label for label in page.all("label") if label.find("input[@type='radio']") is not None
    ]
    assert [words(label) for label in labels] == [
        choice.says[language] for q in asked.questions for choice in q.choices
    ]


def test_what_to_do_in_danger_comes_before_the_first_question(page: Page) -> None:
    assert page.main.index("Is someone in danger right now?") < page.main.index("Question")
    assert page.main.index("Is someone in danger right now?") < page.main.index(
        "Is any of this happening right now?"
    )


def test_the_answers_stand_in_forms_that_cannot_be_sent(page: Page, asked: Questionnaire) -> None:
    unsent = page.all("form", method="dialog", autocomplete="off")

    radios = [each for form in unsent for each in form.iter("input")]
    assert {each.attrib["name"] for each in radios} == {q.slug for q in asked.questions}
    assert len(radios) == len(page.all("input", type="radio"))
    for form in unsent:
        assert "action" not in form.attrib
        assert ["disabled" in each.attrib for each in form.iter("button")] == [True]


def test_no_address_takes_an_answer(visitor: PageClient) -> None:
    assert visitor.get(ADDRESS, query_string={"alcohol": "yes"}).text.count(" checked") == 0
    assert visitor.post(ADDRESS, data={"alcohol": "yes"}).status_code == 405
    assert visitor.post(f"{ADDRESS}.css", data={"alcohol": "yes"}).status_code == 405


def test_an_emergency_offers_calls_and_no_list(page: Page, asked: Questionnaire) -> None:
    for step in (step for step in asked.steps if step.stops):
        (block,) = outcomes(page, step.slug)
        links = [each.attrib["href"] for each in block.iter("a")]
        assert [link for link in links if link.startswith("tel:")]
        assert not [link for link in links if "search" in link]
        assert not list(block.iter("form"))


def test_poison_help_can_be_tapped(page: Page) -> None:
    (block,) = outcomes(page, "poison")

    links = [each.attrib["href"] for each in block.iter("a")]
    assert links[:2] == ["tel:+18002221222", "tel:911"]


def test_each_search_holds_only_what_a_search_can_ask(page: Page, vocabulary: Vocabulary) -> None:
    searches = forms(page, "/search")

    assert searches
    for form in searches:
        assert form.get("method", "get") == "get"
        for name, value in fields(form):
            assert Selection(Facet(name), value) in vocabulary.terms


def test_hours_are_asked_of_people_who_live_at_home(page: Page, asked: Questionnaire) -> None:
    for level in asked.levels:
        _, block = outcomes(page, level.slug)
        (form,) = block.iter("form")
        sent = fields(form)
        assert ("care", level.slug) in sent
        at_home = level.setting is Setting.HOME
        assert (("when", "evening") in sent) == at_home
        assert (("service", "children-stay") in sent) != at_home


def test_the_level_above_and_below_stand_beside_it(page: Page) -> None:
    _, block = outcomes(page, "intensive-outpatient")

    links = [each.attrib["href"] for each in block.iter("a")]
    assert [parse_qsl(urlsplit(link).query) for link in links] == [
        [("care", "partial-hospitalization")],
        [("care", "outpatient")],
    ]


def test_each_reason_names_its_sources(page: Page, asked: Questionnaire) -> None:
    for rule in asked.rules:
        (reason,) = (li for li in page.all("li") if li.get("data-reason") == rule.name)
        numbers = [each.attrib["href"] for each in reason.iter("a") if "#" in each.attrib["href"]]
        assert numbers == [f"#source-{asked.numbered(source)}" for source in rule.sources]


def test_the_style_sheet_holds_every_rule(visitor: PageClient, asked: Questionnaire) -> None:
    answer = visitor.get(f"{ADDRESS}.css", headers={"Accept-Encoding": "identity"})

    assert answer.mimetype == "text/css"
    for rule in asked.rules:
        assert f'[data-reason="{rule.name}"]{{display:list-item}}' in answer.text
    assert visitor.get(f"/es{ADDRESS}.css").status_code == 200


def test_the_page_names_the_sheet_anew_whenever_a_rule_changes(page: Page) -> None:
    sheets = [each.attrib["href"] for each in page.all("link", rel="stylesheet")]

    assert [sheet for sheet in sheets if sheet.startswith(f"{ADDRESS}.css?version=")]


@pytest.mark.parametrize("address", ["/", "/guide/", "/guide/levels", "/es/", "/es/guide/levels"])
def test_it_is_found_where_people_look_for_a_level(visitor: PageClient, address: str) -> None:
    links = [each.attrib["href"] for each in visitor.page(address).all("a")]

    assert any(link.endswith(ADDRESS) for link in links)
