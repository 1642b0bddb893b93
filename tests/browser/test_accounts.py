"""Signing in as people do it: by a link in their mail, and by a passkey that their device keeps."""

import re
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from config import Settings
from directory.app import create_app
from tests.browser.conftest import Watch
from tests.browser.looking import BY_DAY, IN_SPANISH, Schemes, assert_anybody_can_use_it

pytestmark = pytest.mark.browser
# A phone with a screen lock, as the browser's tools imitate one.
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
SECONDS_FOR_MAIL = 15
EDITOR = "ed@directory.example"
LINK = re.compile(r"^http\S+/account/link\S+", re.MULTILINE)


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """Passkeys belong to a name, so the site is asked by its name."""
    named = site.replace("127.0.0.1", "localhost")
    watch = Watch(named)
    with browser.new_context(base_url=named) as context:
        yield watch.over(context.new_page())
    watch.check()


def test_a_passkey_lets_an_editor_in_and_is_their_second_proof(
    page: Page, site_folder: Path
) -> None:
    give_phone(page)
    page.goto(user(site_folder, "add", EDITOR, "--role", "editor"))
    press(page, "Sign in")

    add_passkey(page)
    sign_in_by_passkey(page)
    sign_in_by_mail_and_passkey(page, site_folder)

    expect(page.get_by_text(f"You are signed in as {EDITOR}.")).to_be_visible()


@pytest.mark.parametrize(
    ("prefix", "schemes"), [("", BY_DAY), ("/es", IN_SPANISH)], ids=["English", "Spanish"]
)
def test_anybody_can_use_what_an_account_shows_on_the_way(
    page: Page, site_folder: Path, prefix: str, schemes: Schemes
) -> None:
    address = f"mira{len(prefix)}@harbor.example"
    page.goto(prefix + user(site_folder, "add", address, "--role", "editor"))
    assert_anybody_can_use_it(page, schemes)
    page.locator("main button").click()

    for each in ("/account/app", "/account/recovery-codes"):
        page.goto(prefix + each)
        page.locator("main button").click()
        expect(page.locator("main code").first).to_be_visible()
        assert_anybody_can_use_it(page, schemes)


def test_without_scripts_a_passkey_page_leads_to_the_mail(browser: Browser, site: str) -> None:
    with browser.new_context(base_url=site, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/account/sign-in")

        press(page, "Use a passkey")

        expect(page.get_by_text("A passkey needs scripts")).to_be_visible()
        expect(page.get_by_role("link", name="Sign in by mail instead")).to_be_visible()


def add_passkey(page: Page) -> None:
    page.goto("/account/second-factor")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("A name for it").fill("front desk")
    press(page, "Add a passkey")
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    expect(page.get_by_role("button", name="Remove the passkey front desk")).to_be_visible()
    assert_anybody_can_use_it(page)
    press(page, "Sign out")


def sign_in_by_passkey(page: Page) -> None:
    press(page, "Use a passkey")
    expect(page.get_by_role("heading", name="Your account", exact=True)).to_be_visible()
    press(page, "Sign out")


def sign_in_by_mail_and_passkey(page: Page, site_folder: Path) -> None:
    page.get_by_label("Your e-mail address").fill(EDITOR)
    press(page, "Send me a link")
    expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()
    assert_anybody_can_use_it(page)
    page.goto(mailed_link(site_folder))
    press(page, "Sign in")
    expect(page.get_by_text("One more step")).to_be_visible()
    assert_anybody_can_use_it(page)
    press(page, "Use my passkey")
    expect(page.get_by_role("heading", name="Your account", exact=True)).to_be_visible()


def give_phone(page: Page) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def user(site_folder: Path, *args: str) -> str:
    """Run the command; return where its link leads on the site."""
    app = create_app(Settings.from_env({"DIRECTORY_INSTANCE": str(site_folder)}))
    return on_site(app.test_cli_runner().invoke(args=["user", *args]).stdout.strip())


def mailed_link(site_folder: Path) -> str:
    """From the folder that stands for a mail server."""
    deadline = time.monotonic() + SECONDS_FOR_MAIL
    while not (links := list(mailed_links(site_folder))):
        assert time.monotonic() < deadline, "no mail came"
        time.sleep(0.2)
    return on_site(links[-1])


def mailed_links(site_folder: Path) -> Iterator[str]:
    for path in sorted((site_folder / "outbox").glob("*.eml")):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        if body and message["To"] == EDITOR:
            yield from LINK.findall(body.get_content())


def on_site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"
