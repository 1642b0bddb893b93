"""The data within a listing's page, as a crawler takes it out."""

import json
from typing import Any

from tests.factories import Make, said
from tests.web.html import PageClient


def test_a_listing_carries_its_data(client: PageClient, make: Make) -> None:
    site = make.listing("Harbor House", statements=(said("insurance", "medicaid"),))

    about = data(client, f"/providers/{site.slug}")

    assert about["name"] == "Harbor House"
    assert about["url"] == f"http://localhost/providers/{site.slug}"
    assert about["paymentAccepted"] == "Medicaid"


def test_a_spanish_page_speaks_spanish_to_machines_too(client: PageClient, make: Make) -> None:
    site = make.listing(statements=(said("language", "spanish"), said("therapy", "cbt")))

    about = data(client, f"/es/providers/{site.slug}")

    assert about["url"] == f"http://localhost/es/providers/{site.slug}"
    assert about["mainEntityOfPage"]["inLanguage"] == "es"
    assert "Terapia" in about["availableService"][1]["name"]


def test_no_text_of_a_listing_gets_out_of_the_data(client: PageClient, make: Make) -> None:
    wicked = "</script><script>alert(1)</script><!--"
    site = make.listing(wicked, slug="wicked", description=wicked, website="javascript:alert(1)")

    html = client.get(f"/providers/{site.slug}").text

    assert "<script>alert" not in html
    about = data(client, "/providers/wicked")
    assert (about["name"], about["description"]) == (wicked, wicked)
    assert "sameAs" not in about


def data(client: PageClient, address: str) -> dict[str, Any]:
    script = client.page(address).one("script", type="application/ld+json")
    read: dict[str, Any] = json.loads(script.text or "")
    return read
