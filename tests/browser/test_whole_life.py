"""A listing from its first word to the day it is merged: real mail, real pages, real people."""

import csv
import io
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from config import Settings
from directory.app import create_app
from directory.context import held
from directory.domain import moments
from directory.domain.accounts import Role
from directory.domain.changes import Doubt
from directory.storage import doubts, listings, sources
from directory.storage.doubts import Pair
from tests import keeping, mailing, people, serving
from tests.browser.conftest import Watch
from tests.factories import SOURCE, Make, listing, program
from tests.mailing import Mailbox
from tests.services.contributing import office

pytestmark = pytest.mark.browser

PAT, KIM, ED = "pat@bayside.example", "kim@harbor.example", "ed@directory.example"
NAME, SLUG = "Bayside Evening Clinic", "bayside-evening-clinic-peoria-il"
LINK = re.compile(r"^https?://\S+", re.MULTILINE)
ENOUGH_TIME = 3_100  # milliseconds: as long as a form wants people to take


@dataclass(frozen=True)
class Town:
    """The directory that is served, its mail, and whoever opens its pages."""

    address: str
    environment: Mapping[str, str]
    app: Flask
    mailbox: Mailbox
    browser: Browser
    watch: Watch

    def person(self, email: str = "", line: str = "") -> Page:
        """A browser of somebody who is signed in, or of a visitor on a line of their own."""
        headers = {"X-Forwarded-For": line} if line else None
        context = self.browser.new_context(base_url=self.address, extra_http_headers=headers)
        if email:
            self._sign_in(context, email)
        return self.watch.over(context.new_page())

    def link_to(self, email: str, words: str) -> str:
        """The first link of the latest mail to somebody whose subject says that."""
        return str(LINK.findall(self.letter_to(email, words))[0])

    def letter_to(self, email: str, words: str) -> str:
        self.mailbox.wait_until(lambda: bool(self._letters(email, words)))
        return self._letters(email, words)[-1]

    def command(self, *words: str) -> str:
        """Run `directory …` as an operator does."""
        program = [sys.executable, "-c", "from directory.app import main; main()", *words]
        run = subprocess.run(
            program, env=self.environment, capture_output=True, text=True, check=True
        )
        return run.stdout

    def _letters(self, email: str, words: str) -> list[str]:
        mine = self.mailbox.to(email)
        return [mailing.text(each) for each in mine if words in str(each["Subject"])]

    def _sign_in(self, context: BrowserContext, email: str) -> None:
        client = self.app.test_client()
        people.sign_in(client, email)
        name = str(self.app.config["SESSION_COOKIE_NAME"])
        kept = client.get_cookie(name)
        assert kept is not None
        context.add_cookies([{"name": name, "value": str(kept.value), "url": self.address}])


@pytest.fixture
def town(tmp_path: Path, prepared: Path, browser: Browser) -> Iterator[Town]:
    (tmp_path / "directory.db").write_bytes(prepared.read_bytes())
    port = serving.free_port()
    address = f"http://127.0.0.1:{port}"
    with mailing.running() as mailbox:
        environment = {
            "DIRECTORY_INSTANCE": str(tmp_path),
            "DIRECTORY_BASE_URL": address,
            "DIRECTORY_SMTP_URL": f"{mailbox.url}?tls=never",
            "DIRECTORY_MAIL_FROM": "listings@directory.example",
        }
        app = create_app(Settings.from_env(environment))
        with app.app_context():
            _settle(app)
        with serving.served(environment, port=port):
            watch = Watch(address)
            yield Town(address, environment, app, mailbox, browser, watch)
            for context in browser.contexts:
                if any(page.url.startswith(address) for page in context.pages):
                    context.close()
            watch.check()


def _settle(app: Flask) -> None:
    """An editor, and Kim, who keeps another site."""
    (harbor,) = Make(held(app)).listings([listing("Harbor House", slug="harbor-house")])
    kim = people.account(app, KIM)
    people.account(app, ED, Role.EDITOR)
    office().kept_by(kim.actor, harbor.id)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def fill(page: Page, **fields: str) -> None:
    for name, text in fields.items():
        page.locator(f"[name={name}]").first.fill(text)


def test_the_life_of_a_listing(town: Town) -> None:
    pat = a_stranger_sends_it_in(town)
    an_editor_accepts_it(town)
    everybody_finds_it(town)
    pat_keeps_it_from_now_on(town, pat)
    the_owner_of_another_site_is_refused(town)
    pat_changes_it(town, pat)
    an_editor_sees_the_difference_and_accepts(town)
    pat_takes_it_back(town, pat)
    pat_is_asked_whether_it_is_still_right(town)
    two_readers_report_a_mistake_and_it_is_mended(town)
    a_second_copy_is_merged(town)
    the_audit_trail_tells_all_of_it(town)


def a_stranger_sends_it_in(town: Town) -> Page:
    page = town.person()
    page.goto("/submit")
    press(page, "Start")
    fill(page, name=NAME, phone_main="309-555-0188", website="https://bayside.example")
    fill(page, street="48 Birch Lane", city="Peoria", state="IL", zip="61602")
    press(page, "Save and go on")
    page.locator("[name=care]").select_option("intensive-outpatient")
    page.locator("button[value=add]").click()
    page.goto(page.url.partition("program")[0] + "check")
    fill(page, email=PAT)
    page.wait_for_timeout(ENOUGH_TIME)
    press(page, "Send it in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Please check your mail")

    page.goto(town.link_to(PAT, "confirm"))
    press(page, "Yes, this is my address")
    expect(page.locator("main")).to_contain_text("editor")
    return page


def an_editor_accepts_it(town: Town) -> None:
    page = town.person(ED)
    page.goto("/review")
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    page.keyboard.press("a")
    expect(page.locator(".notice[role=status]")).to_contain_text(NAME)


def everybody_finds_it(town: Town) -> None:
    page = town.person()

    def is_found() -> bool:
        page.goto("/search?q=Bayside+Evening&near=Peoria,+IL")
        return page.get_by_role("link", name=NAME, exact=True).count() > 0

    town.mailbox.wait_until(is_found)
    page.get_by_role("link", name=NAME, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)


def pat_keeps_it_from_now_on(town: Town, page: Page) -> None:
    letter = town.letter_to(PAT, "is now in the directory")
    page.goto(next(each for each in LINK.findall(letter) if "/manage/invitation/" in each))
    fill(page, email=PAT)
    press(page, "Send me a link")
    page.goto(town.link_to(PAT, "ign in"))
    press(page, "Sign in")
    press(page, "Yes, I will")
    page.goto(f"/manage/{SLUG}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)


def the_owner_of_another_site_is_refused(town: Town) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(picture, "PNG")
    kim, ed = town.person(KIM), town.person(ED)
    kim.goto(f"/claim/{SLUG}")
    kim.get_by_label("By a document").check()
    license_ = FilePayload(name="license.png", mimeType="image/png", buffer=picture.getvalue())
    kim.locator("[name=document]").set_input_files(license_)
    kim.wait_for_timeout(ENOUGH_TIME)
    press(kim, "Send")
    expect(kim.locator("main")).to_contain_text("An editor reads your document")

    ed.goto("/review?only=claim")
    ed.get_by_role("link", name=NAME).click()
    ed.get_by_text("Refuse").first.click()
    ed.locator("[name=words]").fill("This license is of Harbor House.")
    press(ed, "Refuse, and mail it")

    assert "This license is of Harbor House." in town.letter_to(KIM, NAME)
    assert kim.goto(f"/manage/{SLUG}").status == 404  # type: ignore[union-attr]


def pat_changes_it(town: Town, page: Page) -> None:
    page.goto(f"/manage/{SLUG}/edit")
    page.locator("textarea[name=description]").fill("Evening groups near the river.")
    press(page, "Save and go on")
    page.goto(f"/manage/{SLUG}/difference")
    expect(page.locator("main")).to_contain_text("Evening groups near the river.")
    press(page, "Send it in")
    expect(page.locator(".notice[role=status]")).to_contain_text("An editor looks at it")


def an_editor_sees_the_difference_and_accepts(town: Town) -> None:
    page = town.person(ED)
    page.goto("/review")
    page.get_by_role("link", name=NAME).click()
    expect(page.locator(".became").first).to_contain_text("Evening groups near the river.")
    page.keyboard.press("a")
    expect(page.locator(".notice[role=status]")).to_be_visible()
    page.goto(f"/providers/{SLUG}")
    expect(page.locator("main")).to_contain_text("Evening groups near the river.")


def pat_takes_it_back(town: Town, page: Page) -> None:
    page.goto(f"/manage/{SLUG}/history")
    page.get_by_role("link", name="Undo this").first.click()
    page.locator("main form button").last.click()
    page.goto(f"/providers/{SLUG}")
    expect(page.locator("main")).not_to_contain_text("Evening groups near the river.")


def pat_is_asked_whether_it_is_still_right(town: Town) -> None:
    day = moments.now().date() - timedelta(days=61)
    database = held(town.app).database
    with database.reading() as session:
        site = listings.by_slug(session, SLUG)
    assert site is not None
    keeping.confirmed_on(database, day, site.id)

    town.command("remind")

    page = town.person()
    page.goto(town.link_to(PAT, "still right"))
    page.locator("form.confirm button").first.click()
    expect(page.locator(".done")).to_contain_text(NAME)
    page.goto(f"/providers/{SLUG}")
    expect(page.locator("header .fresh").first).to_contain_text("today")


def two_readers_report_a_mistake_and_it_is_mended(town: Town) -> None:
    readers = [town.person(line=line) for line in ("203.0.113.7", "198.51.100.9")]
    for page in readers:
        page.goto(f"/correct/{SLUG}")
        page.locator("[name=about]").select_option("phone/main")
        page.locator("[name=said]").fill("It is 309-555-0199.")
        page.wait_for_timeout(ENOUGH_TIME)
        press(page, "Send")
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page = readers[0]
    page.goto(f"/providers/{SLUG}")
    expect(page.locator("main")).to_contain_text("Several readers told us")
    assert "309-555-0199" in town.letter_to(PAT, "not right")

    ed = town.person(ED)
    ed.goto("/review?only=correction")
    ed.get_by_role("link", name=NAME, exact=True).first.click()
    ed.locator("[name=becomes]").fill("309-555-0199")
    ed.locator("[name=right]").click()
    page.goto(f"/providers/{SLUG}")
    expect(page.locator("main")).to_contain_text("(309) 555-0199")
    expect(page.locator("main")).not_to_contain_text("Several readers told us")


def a_second_copy_is_merged(town: Town) -> None:
    _bring_a_copy(town)
    page = town.person(ED)
    page.goto("/review?only=duplicate")
    page.get_by_role("link", name="Bayside Clinic").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("maybe one place")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merge two listings")
    page.keyboard.press("a")
    expect(page.locator(".notice[role=status]")).to_be_visible()

    visitor = town.person()
    visitor.goto("/providers/bayside-clinic")
    assert visitor.url.endswith(f"/providers/{SLUG}")


def _bring_a_copy(town: Town) -> None:
    """As the import of a list does, where it is not sure."""
    copy = listing("Bayside Clinic", slug="bayside-clinic", programs=(program("outpatient"),))
    with town.app.app_context():
        (made,) = Make(held(town.app), indexed=False).listings([copy])
    with held(town.app).database.writing() as session:
        older = listings.by_slug(session, SLUG)
        assert older is not None
        pair = Pair(provider_id=made.id, other_id=older.id, why=Doubt.SAME_PLACE)
        doubts.keep(session, sources.keep(session, SOURCE), [pair])
        session.commit()


def the_audit_trail_tells_all_of_it(town: Town) -> None:
    page = town.person(ED)
    page.goto("/review/audit")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    acts = {(row["who"], row["act"]) for row in rows}
    assert acts >= {
        (PAT, "sent in"),
        (PAT, "confirmed an address"),
        (ED, "accepted"),
        (PAT, "joined"),
        (KIM, "claimed"),
        (ED, "refused"),
        (PAT, "undid"),
        (PAT, "confirmed"),
        ("a visitor", "reported a mistake"),
        (ED, "answered a report"),
        (ED, "merged"),
    }
    assert "The trail is whole" in town.command("audit", "verify")
