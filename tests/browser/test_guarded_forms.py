"""A form that robots are kept out of, as people meet it while very much is sent."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from config import Settings
from directory.app import create_app
from directory.context import held
from directory.storage import corrections
from directory.storage.database import Database
from tests import serving
from tests.browser.looking import assert_anybody_can_use_it
from tests.factories import Make

pytestmark = pytest.mark.browser
FORM = "/correct/harbor-house"
SOLVED = 30_000  # milliseconds; it takes one or two where nothing else runs


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Path:
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "directory.db").write_bytes(prepared.read_bytes())
    app = create_app(Settings.from_env({"DIRECTORY_INSTANCE": str(folder)}))
    with app.app_context():
        Make(held(app)).listing(slug="harbor-house")
    return folder


@pytest.fixture(scope="module")
def guarded(instance: Path) -> Iterator[str]:
    """A site that asks for a puzzle each time."""
    environment = {
        "DIRECTORY_INSTANCE": str(instance),
        "DIRECTORY_PUZZLE": "always",
        "DIRECTORY_CONTACT_EMAIL": "help@example.org",
    }
    with serving.served(environment) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def form(browser: Browser, guarded: str) -> Iterator[Page]:
    with browser.new_context(base_url=guarded) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(FORM)
        yield page
        assert complaints == []


def test_a_browser_solves_the_puzzle_and_the_form_goes_through(form: Page, instance: Path) -> None:
    form.get_by_label("What is wrong?").select_option("name")
    form.get_by_label(re.compile("What is right")).fill("It is Harbor Home.")
    expect(form.locator(".puzzle")).to_have_text(re.compile("Checked"), timeout=SOLVED)
    form.wait_for_timeout(3_000)  # nobody is quicker

    form.get_by_role("button", name="Send").click()

    form.wait_for_url(f"**{FORM}/thanks", timeout=SOLVED)
    database = Database(f"sqlite:///{instance / 'directory.db'}")
    with database.reading() as session:
        (report,) = corrections.open_ones(session)
    database.close()
    assert report.said == "It is Harbor Home."


def test_a_form_that_is_sent_at_once_waits_for_the_puzzle_and_comes_back(form: Page) -> None:
    form.evaluate("document.querySelector('form').requestSubmit()")

    alert = form.get_by_role("alert")
    expect(alert).to_be_focused(timeout=SOLVED)
    assert_anybody_can_use_it(form)
    form.get_by_role("link", name="Choose what is wrong.").click()
    expect(form.get_by_label("What is wrong?")).to_be_focused()


def test_the_keyboard_and_the_eye_never_meet_what_is_for_robots(form: Page) -> None:
    form.get_by_label("What is wrong?").focus()
    met = []
    for _ in range(4):
        form.keyboard.press("Tab")
        met.append(form.evaluate("document.activeElement.name || document.activeElement.type"))

    assert met[:2] == ["said", "submit"]
    assert "more_link" not in met
    trap = form.locator("#more_link")
    assert form.get_by_label("Leave this empty", exact=True).count() == 1
    assert form.get_by_role("textbox", name="Leave this empty", exact=True).count() == 0
    box = trap.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] < 0
    assert_anybody_can_use_it(form)


def test_without_scripts_the_form_says_what_else_to_do(browser: Browser, guarded: str) -> None:
    with browser.new_context(base_url=guarded, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(FORM)

        expect(page.get_by_text("Please write to help@example.org instead")).to_be_visible()
        page.get_by_label(re.compile("What is right")).fill("It is closed.")
        page.get_by_role("button", name="Send").click()

        expect(page.get_by_label(re.compile("What is right"))).to_have_value("It is closed.")
