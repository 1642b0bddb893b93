import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session

from directory import context
from directory.domain import moments
from directory.domain.revisions import ClaimStatus
from directory.services import decide_claim, prove_claim
from directory.storage import claims, organizations, statuses
from directory.storage.claims import Claim
from tests import people
from tests.factories import Make, listing
from tests.services.contributing import account, office
from tests.web.html import Page, PageClient

PAT = "pat@harbor.example"


@pytest.fixture(autouse=True)
def at_once(app: Flask) -> None:
    app.config["FORM_SECONDS"] = 0


@pytest.fixture
def pat(app: Flask, client: PageClient) -> PageClient:
    people.account(app, PAT)
    people.sign_in(client, PAT)
    return client


def send(client: PageClient, address: str, **fields: object) -> Page | str:
    """The page that comes back, or where to go on."""
    started = client.page(address).values("started")[0]
    answer = client.post(
        address, data={"started": started, **fields}, content_type="multipart/form-data"
    )
    return answer.location if answer.status_code == 303 else Page(answer.text)


def claimed(client: PageClient, slug: str, **fields: object) -> Claim:
    gone_on = send(client, f"/claim/{slug}", organization="new", name="Harbor", **fields)
    assert isinstance(gone_on, str), gone_on.main
    found = claims.by_id(now(), int(gone_on.split("/")[2]))
    assert found is not None
    return found


def now() -> Session:
    """As the database is now."""
    context.session().rollback()
    return context.session()


def photo() -> tuple[io.BytesIO, str]:
    content = io.BytesIO()
    Image.new("RGB", (80, 60)).save(content, "PNG")
    content.seek(0)
    return content, "license.png"


def test_whoever_is_not_signed_in_does_that_first(client: PageClient, make: Make) -> None:
    site = make.listing()

    answer = client.get(f"/claim/{site.slug}")

    assert answer.status_code == 302
    assert "/account/sign-in" in answer.location


def test_mail_at_the_listed_domain_proves_it(app: Flask, pat: PageClient, make: Make) -> None:
    site = make.listing(website="https://www.harbor.example/about")

    claim = claimed(pat, site.slug, proof="mail", email="Front.Desk@harbor.example")
    (code,) = re.findall(r"^ +(\d{6})$", people.mail(app)[-1].body, re.MULTILINE)
    wrong = send(pat, f"/claim/{claim.id}/state", code="000000" if code != "000000" else "111111")
    right = send(pat, f"/claim/{claim.id}/state", code=f"{code[:3]} {code[3:]}")

    assert people.mail(app)[-1].to == "Front.Desk@harbor.example"
    assert isinstance(wrong, Page)
    assert "This is not the code, or it is too old." in wrong.main
    assert isinstance(right, str)
    assert "An editor decides now" in pat.page(right).main


@pytest.mark.parametrize("address", ["pat@gmail.com", "pat@harbor.example.org", "pat", ""])
def test_mail_from_elsewhere_proves_nothing(
    pat: PageClient, make: Make, address: str, app: Flask
) -> None:
    site = make.listing(website="https://harbor.example")

    page = send(pat, f"/claim/{site.slug}", proof="mail", organization="new", email=address)

    assert isinstance(page, Page)
    assert "Write an address that ends in @harbor.example." in page.main
    assert people.mail(app) == []


@pytest.mark.parametrize(
    "website", ["", "https://www.facebook.com/harbor", "http://harbor.wixsite.com"]
)
def test_a_website_that_many_share_proves_nobody(pat: PageClient, make: Make, website: str) -> None:
    site = make.listing(website=website)

    ways = pat.page(f"/claim/{site.slug}").all("input", name="proof")
    assert [each.get("value") for each in ways] == ["phone", "document"]


def test_an_editor_speaks_a_code_to_the_listed_telephone(pat: PageClient, make: Make) -> None:
    site = make.listing()
    claim = claimed(pat, site.slug, proof="phone")
    desk, key = office(), context.settings().secret_key
    editor = account(desk.database, "editor@directory.example")

    with desk.database.writing() as session:
        code = prove_claim.code_to_speak(session, claim.id, editor, key)
    told = pat.page(f"/claim/{claim.id}/state").main
    gone_on = send(pat, f"/claim/{claim.id}/state", code=code)

    assert claim.contact == "+13095550100"
    assert "(309) 555-0100" in told
    assert isinstance(gone_on, str)


def test_guessing_ends_soon(pat: PageClient, make: Make) -> None:
    site = make.listing()
    claim = claimed(pat, site.slug, proof="phone")
    desk, key = office(), context.settings().secret_key
    editor = account(desk.database, "editor@directory.example")
    with desk.database.writing() as session:
        code = prove_claim.code_to_speak(session, claim.id, editor, key)

    for guess in range(prove_claim.MOST_TRIES):
        send(pat, f"/claim/{claim.id}/state", code=f"{(int(code) + guess + 1) % 1_000_000:06}")
    page = send(pat, f"/claim/{claim.id}/state", code=code)

    assert isinstance(page, Page)
    assert "too often" in page.main


def test_a_document_is_kept_for_editors(app: Flask, pat: PageClient, make: Make) -> None:
    site = make.listing()

    claim = claimed(pat, site.slug, proof="document", document=photo())

    assert (context.settings().documents / claim.document).is_file()
    for address in (f"/static/{claim.document}", f"/documents/{claim.document}"):
        assert pat.get(address).status_code == 404


def test_a_page_in_disguise_is_refused(pat: PageClient, make: Make) -> None:
    site = make.listing()
    disguised = (io.BytesIO(b"<script>alert(1)</script>"), "license.pdf")

    fields = {"proof": "document", "organization": "new", "document": disguised}
    page = send(pat, f"/claim/{site.slug}", **fields)

    assert isinstance(page, Page)
    assert "no PDF, PNG or JPEG" in page.main
    assert not list(context.settings().documents.glob("*"))


def test_the_same_request_twice_is_one(pat: PageClient, make: Make) -> None:
    site = make.listing()

    first = claimed(pat, site.slug, proof="phone")
    second = claimed(pat, site.slug, proof="document", document=photo())

    assert first.id == second.id
    assert not list(context.settings().documents.glob("*"))


def test_an_accepted_claim_gives_the_one_listing(pat: PageClient, make: Make, app: Flask) -> None:
    site, other = make.listing(), make.listing()
    desk = office()
    editor = account(desk.database, "editor@directory.example")
    with desk.database.writing() as session:
        chain = organizations.add(session, "A chain that nobody belongs to")
        for each in (site, other):
            statuses.give(session, each.id, chain)
        session.commit()
    claim = claimed(pat, site.slug, proof="phone")

    with desk.database.writing() as session:
        decide_claim.accept(session, claim.id, editor, desk.desk, otherwise=True)

    (mine,) = organizations.of_account(now(), claim.account_id)
    assert organizations.providers(now(), mine.id) == [site.id]
    assert "accepted" in pat.page(f"/claim/{claim.id}/state").main
    assert people.mail(app)[-1].to == PAT


def test_the_owner_of_another_site_is_refused_with_a_reason(
    pat: PageClient, make: Make, app: Flask
) -> None:
    claim = claimed(pat, make.listing().slug, proof="document", document=photo())
    desk = office()
    editor = account(desk.database, "editor@directory.example")

    with desk.database.writing() as session:
        decide_claim.refuse(session, claim.id, editor, "The license is of another site.", desk.desk)

    assert "The license is of another site." in pat.page(f"/claim/{claim.id}/state").main
    assert "The license is of another site." in people.mail(app)[-1].body
    assert organizations.of_account(now(), claim.account_id) == []


def test_a_claim_is_nobody_elses_business(app: Flask, pat: PageClient, make: Make) -> None:
    claim = claimed(pat, make.listing().slug, proof="phone")
    people.account(app, "kim@bayside.example")
    people.sign_in(pat, "kim@bayside.example")

    assert pat.get(f"/claim/{claim.id}/state").status_code == 404


def test_it_can_be_taken_back(pat: PageClient, make: Make) -> None:
    claim = claimed(pat, make.listing().slug, proof="phone")
    started = pat.page(f"/claim/{claim.id}/state").values("withdrawing-started")[0]

    pat.post(f"/claim/{claim.id}/withdraw", data={"withdrawing-started": started})

    ended = claims.by_id(now(), claim.id)
    assert ended is not None
    assert ended.status is ClaimStatus.WITHDRAWN
    assert "You took it back." in pat.page(f"/claim/{claim.id}/state").main


def test_those_who_keep_a_listing_stay_with_it(pat: PageClient, make: Make) -> None:
    site = make.listing()
    desk = office()
    keeper = desk.kept_by(account(desk.database, "kim@x.example"), site.id)
    claim = claimed(pat, site.slug, proof="phone")

    with desk.database.writing() as session:
        decide_claim.accept(session, claim.id, keeper.actor, desk.desk, otherwise=True)

    members = organizations.members(now(), keeper.organization_id or 0)
    assert [each.email for each in members] == ["kim@x.example", PAT]
    (told,) = [body for to, _, body in desk.mail() if to == "kim@x.example"]
    assert PAT in told
    assert "Harbor" in told


def test_a_code_that_got_lost_is_mailed_anew(app: Flask, pat: PageClient, make: Make) -> None:
    site = make.listing(website="https://harbor.example")
    claim = claimed(pat, site.slug, proof="mail", email=PAT)
    started = pat.page(f"/claim/{claim.id}/state").values("again-started")[0]

    pat.post(f"/claim/{claim.id}/code", data={"again-started": started})
    codes = [re.findall(r"^ +(\d{6})$", each.body, re.MULTILINE) for each in people.mail(app)]
    gone_on = send(pat, f"/claim/{claim.id}/state", code=codes[-1][0])

    assert len(codes) == 2
    assert isinstance(gone_on, str)


def test_an_old_code_is_not_accepted(pat: PageClient, make: Make) -> None:
    claim = claimed(pat, make.listing().slug, proof="phone")
    key, today = context.settings().secret_key, moments.now().date()
    made = today - timedelta(days=prove_claim.CODE_HOLDS_DAYS + 1)
    with context.writing() as session:
        code = prove_claim.new_code(session, claim.id, key, made)
        session.commit()

    page = send(pat, f"/claim/{claim.id}/state", code=code)

    assert isinstance(page, Page)
    assert "too old" in page.main
    assert "an editor calls again" in page.main


def test_an_account_mails_no_stranger_again_and_again(pat: PageClient, make: Make) -> None:
    sites = make.listings(
        [listing(f"House {each}", website="https://harbor.example") for each in range(6)]
    )

    answers = [
        send(pat, f"/claim/{site.slug}", organization="new", name="Harbor", proof="mail", email=PAT)
        for site in sites
    ]

    assert [isinstance(each, str) for each in answers] == [True] * 5 + [False]
    refused = answers[-1]
    assert isinstance(refused, Page)
    assert "Please try again in 60 minutes." in refused.main
