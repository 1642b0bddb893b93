import pytest
from flask import Flask

from directory import context
from directory.domain.listings import Address
from directory.storage import audit, corrections, listings
from tests import people
from tests.factories import Make, said
from tests.services.contributing import account, office
from tests.web.html import Page, PageClient

MINE, ANOTHER = {"REMOTE_ADDR": "203.0.113.7"}, {"REMOTE_ADDR": "198.51.100.9"}


@pytest.fixture(autouse=True)
def at_once(app: Flask) -> None:
    app.config["FORM_SECONDS"] = 0


def report(
    client: PageClient, slug: str, about: str, line: dict[str, str] = MINE, **more: str
) -> int:
    started = client.page(f"/correct/{slug}").values("started")[0]
    sent = {"about": about, "said": "It is closed.", "started": started, **more}
    return client.post(f"/correct/{slug}", data=sent, environ_overrides=line).status_code


def test_a_report_reaches_those_who_keep_the_listing(
    app: Flask, client: PageClient, make: Make
) -> None:
    site = make.listing()
    desk = office()
    desk.kept_by(account(desk.database, "pat@harbor.example"), site.id)

    assert report(client, site.slug, "phone/main", said="Call <b>309</b> 555-0199") == 303

    (told,) = corrections.open_ones(context.session())
    assert (told.about, told.shown) == ("phone/main", "(309) 555-0100")
    (post,) = people.mail(app)
    assert post.to == "pat@harbor.example"
    assert "Main phone" in post.body
    assert "Call 309 555-0199" in post.body
    assert post.body.count(f"/manage/{site.slug}\n") == 1


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" https://harbor.example/new ", "https://harbor.example/new"),
        ("harbor.example", "harbor.example"),
        ("Sign in at https://evil.example/login now", "Sign in at now"),
        ("https://evil.example/login\nSign in", "Sign in"),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_website_is_kept_as_written_only_if_it_is_one_address_alone(
    app: Flask, client: PageClient, make: Make, written: str, kept: str
) -> None:
    site = make.listing(website="https://harbor.example")
    desk = office()
    desk.kept_by(account(desk.database, "pat@harbor.example"), site.id)

    report(client, site.slug, "website", said=written)

    (told,) = corrections.open_ones(context.session())
    (post,) = people.mail(app)
    assert told.said == kept
    assert "evil" not in post.body


def test_two_lines_make_a_fact_disputed_and_one_does_not(client: PageClient, make: Make) -> None:
    site = make.listing(statements=(said("therapy", "cbt"),))
    doubt = "Several readers told us that this may be wrong"

    for _again in range(3):
        report(client, site.slug, "says/therapy/cbt")
    once = client.page(f"/providers/{site.slug}").main
    report(client, site.slug, "says/therapy/cbt", ANOTHER)
    twice = client.page(f"/providers/{site.slug}").main

    assert doubt not in once
    told = client.get(f"/api/providers/{site.slug}").get_json()
    assert told["disputed"] == ["says/therapy/cbt"]
    assert f"{doubt}: Therapy: Cognitive behavioral therapy (CBT)" in twice


def test_nothing_tells_who_reported(client: PageClient, make: Make) -> None:
    site = make.listing()

    report(client, site.slug, "name")

    files = context.settings().instance.glob("directory.db*")
    assert not [path for path in files if b"203.0.113.7" in path.read_bytes()]
    assert [each.who for each in audit.entries(context.session())] == ["a visitor"]


def test_a_mend_settles_what_was_reported(client: PageClient, make: Make) -> None:
    site = make.listing()
    desk = office()
    keeper = desk.kept_by(account(desk.database), site.id, trusted=True)
    report(client, site.slug, "phone/main")

    desk.proposed(keeper, site.id, phone__main=["+13095550199"])

    assert corrections.open_ones(context.session()) == []
    shown = listings.by_slug(context.session(), site.slug)
    assert shown is not None
    assert shown.phones[0].number == "+13095550199"


def test_a_private_street_is_not_offered(client: PageClient, make: Make) -> None:
    hidden = Address(
        street="9 Secret Lane", city="Peoria", state="IL", zip="61602", confidential=True
    )
    site = make.listing(address=hidden)

    assert "Secret" not in client.page(f"/correct/{site.slug}").main


def test_what_is_chosen_must_be_chosen(client: PageClient, make: Make) -> None:
    site = make.listing()
    started = client.page(f"/correct/{site.slug}").values("started")[0]

    answer = client.post(f"/correct/{site.slug}", data={"said": "Wrong.", "started": started})

    assert "Choose what is wrong." in Page(answer.text).main
    assert "Wrong." in Page(answer.text).texts("textarea")


def test_what_is_missing_can_be_said_too(client: PageClient, make: Make) -> None:
    site = make.listing()

    assert report(client, site.slug, "other") == 303
    assert corrections.open_ones(context.session())[0].about == ""


def test_a_made_up_example_has_no_mistakes(client: PageClient, make: Make) -> None:
    site = make.listing(demonstration=True)

    assert client.get(f"/correct/{site.slug}").status_code == 404
    assert client.get("/correct/nowhere").status_code == 404
