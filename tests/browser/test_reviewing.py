"""An editor's morning by the keyboard alone, at a queue of three hundred."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from config import Settings
from directory import context
from directory.app import create_app
from directory.domain.accounts import Role
from directory.domain.changes import Doubt
from directory.domain.listings import Listing
from directory.services.submit_listing import Sender
from directory.storage import corrections, doubts, sources
from directory.storage.doubts import Pair
from tests import people, serving
from tests.browser.conftest import Watch
from tests.browser.looking import BY_NIGHT, assert_anybody_can_use_it
from tests.factories import SOURCE, Make, listing
from tests.services import contributing

pytestmark = pytest.mark.browser
EDITOR = "ed@directory.example"
REPORTS = 290


@dataclass(frozen=True)
class Served:
    address: str
    cookie: tuple[str, str]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Served]:
    """A directory of its own, where much waits and an editor is signed in."""
    instance = tmp_path_factory.mktemp("desk")
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    environment = {"DIRECTORY_INSTANCE": str(instance)}
    app = create_app(Settings.from_env(environment))
    with app.app_context():
        fill(Make(context.held(app)))
        cookie = signed_in(app)
    with serving.served(environment) as port:
        yield Served(f"http://127.0.0.1:{port}", cookie)


@pytest.fixture
def page(browser: Browser, desk: Served) -> Iterator[Page]:
    watch = Watch(desk.address)
    name, value = desk.cookie
    with browser.new_context(base_url=desk.address) as context_:
        context_.add_cookies([{"name": name, "value": value, "url": desk.address}])
        yield watch.over(context_.new_page())
    watch.check()


def test_a_morning_by_keyboard_alone(page: Page) -> None:
    page.goto("/review")
    assert_anybody_can_use_it(page)

    accept_a_new_listing_in_part(page)
    refuse_a_change(page)
    undo_a_change(page)
    switch_the_keys_off_and_on(page)


def test_anybody_can_use_what_editors_see(page: Page, desk: Served) -> None:
    for address in ("overview?state=IL", "audit", "merges", "merge/1/2", "duplicate/2-1"):
        page.goto(f"/review/{address}")
        assert_anybody_can_use_it(page, BY_NIGHT)


def accept_a_new_listing_in_part(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bayside Clinic")
    assert_anybody_can_use_it(page, BY_NIGHT)
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", checked=False)).to_have_count(1)
    page.keyboard.press("a")
    expect(told(page)).to_contain_text("Accepted in part: Bayside Clinic.")


def refuse_a_change(page: Page) -> None:
    """What is typed in a field is text, and no key."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbor House")
    page.keyboard.press("r")
    expect(page.get_by_label("Reason", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("jaxa: please call us")
    expect(page.get_by_label("Own words, after")).to_have_value("jaxa: please call us")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(told(page)).to_contain_text("Refused: Harbor House.")


def undo_a_change(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbor House")
    page.keyboard.press("a")
    expect(told(page)).to_contain_text("Accepted: Harbor House.")
    page.keyboard.press("u")
    expect(told(page)).to_contain_text("Undone: Harbor House.")
    page.keyboard.press("q")
    expect(page.get_by_role("heading", level=1)).to_have_text("What waits")


def switch_the_keys_off_and_on(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_anybody_can_use_it(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keys are on").press("Enter")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.reload()
    page.get_by_role("button", name="Keys are off").press("Enter")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def told(page: Page) -> Locator:
    """What was just done."""
    return page.locator(".notice[role=status]")


def fill(make: Make) -> None:
    """A new listing and two changes come first, then reports of mistakes and a doubt."""
    office = contributing.office()
    here, there, *others = make.listings(
        [listing("Harbor House", website="https://old.example"), listing("Harbor Homes")]
        + [listing(f"Place {number}") for number in range(REPORTS)]
    )
    pat = contributing.account(office.database)
    office.submitted(Sender(email=pat.name, language="en", account_id=pat.account_id))
    for website in ("https://new.example", "https://newer.example"):
        keeper = office.kept_by(pat, here.id)
        office.proposed(keeper, here.id, website=website)
    report(others)
    with office.database.writing() as session:
        pair = Pair(provider_id=there.id, other_id=here.id, why=Doubt.SAME_PLACE)
        doubts.keep(session, sources.keep(session, SOURCE), [pair])
        session.commit()


def report(sites: list[Listing]) -> None:
    with contributing.office().database.writing() as session:
        for site in sites:
            corrections.add(session, site.id, "phone/main", "(309) 555-0100", "Nobody answers")
        session.commit()


def signed_in(app: Flask) -> tuple[str, str]:
    """The cookie of an editor who gave both proofs."""
    people.account(app, EDITOR, Role.EDITOR)
    client = app.test_client()
    people.sign_in(client, EDITOR)
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return cookie.key, cookie.value
