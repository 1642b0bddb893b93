"""Which level might fit, in a real browser: what the page shows, says and never sends."""

import random
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from directory.domain.levels import Answers
from directory.domain.questionnaire import Questionnaire
from tests.browser.conftest import Open
from tests.browser.looking import NARROW, faults
from tests.domain.test_questionnaire import ASKED, MILDEST

pytestmark = pytest.mark.browser

ADDRESS = "/guide/which-level"
SMALL = ViewportSize(width=360, height=740)
# Chooses answers as a person would, or only tells the page as its script does for old browsers,
# and reads which blocks the style sheet leaves.
READ = """([all, told]) => all.map(answers => {
  const root = document.querySelector('.levels');
  for (const [name, value] of Object.entries(answers)) {
    document.getElementById(`${name}-${value}`).checked = !told;
    root.removeAttribute(`data-${name}`);
    if (told) {
      root.setAttribute(`data-${name}`, value);
      for (const each of root.querySelectorAll(`[name=${name}]`)) each.checked = false;
    }
  }
  root.classList.remove('stepping');
  for (const form of root.querySelectorAll('.part')) form.hidden = false;
  const seen = each => getComputedStyle(each).display !== 'none';
  const within = (part, what) => [...root.querySelectorAll(`${part} ${what}`)].filter(seen);
  const danger = !seen(root.querySelectorAll('.part')[1]);
  return {
    danger,
    step: within('.steps', '[data-outcome]').map(each => each.dataset.outcome),
    level: danger ? [] : within('.fitting', '.outcome').map(each => each.dataset.outcome),
    reasons: within('', '[data-reason]')
      .filter(each => !danger || each.dataset.part === 'safety')
      .map(each => each.dataset.reason).sort(),
  };
})"""


def said_by_the_rules(asked: Questionnaire, answers: Answers) -> dict[str, object]:
    found = asked.level_for(answers)
    return {
        "danger": found.level is None,
        "step": [found.step.slug] if found.step else [],
        "level": [found.level.slug] if found.level else [],
        "reasons": sorted(rule.name for rule in found.reasons),
    }


def test_the_page_shows_what_the_rules_say(open_page: Open) -> None:
    page = open_page(ADDRESS)
    dice = random.Random(11)
    some = [{q.slug: dice.choice(q.offered) for q in ASKED.questions} for _ in range(25)]
    some += [{**answers, "now": "none"} for answers in some]

    expected = [said_by_the_rules(ASKED, answers) for answers in some]

    assert page.evaluate(READ, [some, False]) == expected
    assert page.evaluate(READ, [some[20:30], True]) == expected[20:30]


def requests(page: Page) -> list[str]:
    """Grows by what is asked of the server from now on."""
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    return asked


def answer(page: Page, answers: Answers) -> None:
    for question, chosen in answers.items():
        page.locator(f"#{question}-{chosen}").check()
        page.get_by_role("button", name="Next").click()


def choose_by_keyboard(page: Page, answers: Answers) -> None:
    """Each question in turn, with the step in between that comes first."""
    for question in ASKED.questions:
        expect(page.get_by_text(question.asks["en"], exact=True)).to_be_visible()
        page.locator(f"[name={question.slug}]").first.focus()
        for _ in range(question.offered.index(answers[question.slug])):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        if question.slug == "pregnant":
            page.get_by_role("button", name="Next").press("Enter")


def test_the_keyboard_alone_leads_to_a_search_and_nothing_is_sent_before(open_page: Open) -> None:
    page = open_page(ADDRESS, viewport=SMALL, reduced_motion="reduce")
    sent = requests(page)

    choose_by_keyboard(page, {**MILDEST, "mind": "some", "pregnant": "yes"})

    expect(page.get_by_role("heading", name="First: call a doctor today")).to_be_focused()
    expect(page.get_by_role("heading", name="What might fit: intensive outpatient")).to_be_visible()
    expect(
        page.get_by_text("You said that mood, worry or thinking get in your way")
    ).to_be_visible()
    box = page.locator(".fitting form:visible")
    box.get_by_label("Evenings").check()
    box.get_by_label("Where?").fill("Peoria, IL")
    assert sent == []
    assert (urlsplit(page.url).path, urlsplit(page.url).query) == (ADDRESS, "")
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]

    box.get_by_label("Where?").press("Enter")

    page.wait_for_url("**/search?**")
    assert set(parse_qsl(urlsplit(page.url).query)) == {
        ("care", "intensive-outpatient"),
        ("when", "evening"),
        ("for", "co-occurring"),
        ("for", "pregnant"),
        ("near", "Peoria, IL"),
    }
    assert sent[0] == f"GET {page.url}"


def test_a_question_waits_for_its_answer_and_can_be_changed(open_page: Open) -> None:
    page = open_page(ADDRESS, viewport=SMALL, reduced_motion="reduce")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("alert")).to_contain_text("Please choose one answer")

    answer(page, {"now": "none"})
    expect(page.get_by_role("status").filter(has_text="Question 2 of 11")).to_be_visible()
    expect(page.get_by_text("Do you drink alcohol, or take pills")).to_be_focused()
    page.get_by_role("button", name="Back").click()
    page.get_by_label("Thoughts of suicide").check()

    expect(page.get_by_role("link", name="Call 988")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Next")).not_to_be_visible()
    expect(page.locator("form:visible [type=submit]:visible")).to_have_count(0)
    assert faults(page) == []


def test_without_scripts_the_same_stands_on_one_page(open_page: Open) -> None:
    page = open_page(f"/es{ADDRESS}", java_script_enabled=False, viewport=NARROW)
    sent = requests(page)

    page.locator("#now-breath").check()
    expect(page.get_by_role("link", name="Llame al 911").first).to_be_visible()
    expect(page.locator("#alcohol-yes")).not_to_be_visible()
    for question, chosen in {**MILDEST, "alcohol": "yes", "home": "unsafe"}.items():
        page.locator(f"#{question}-{chosen}").check()
    page.locator("#earlier-no").press("Enter")

    expect(page.get_by_role("heading", name="hable con un médico")).to_be_visible()
    expect(page.get_by_role("heading", name="Lo que podría servir: residencial")).to_be_visible()
    assert sent == []
    page.locator(".fitting form:visible button").click()
    page.wait_for_url("**/es/search?**")
    assert dict(parse_qsl(urlsplit(page.url).query)) == {"care": "residential"}


def test_anybody_can_read_what_might_fit(open_page: Open) -> None:
    page = open_page(ADDRESS, viewport=NARROW, color_scheme="dark", reduced_motion="reduce")
    answer(page, {slug: MILDEST[slug] for slug in list(MILDEST)[:4]})
    answer(page, {"pregnant": "yes"})
    page.get_by_role("button", name="Next").click()
    answer(page, {slug: MILDEST[slug] for slug in list(MILDEST)[5:]})

    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
