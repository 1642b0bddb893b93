"""Sends forms as a browser does: with all that stands in them, and what a person typed."""

from collections.abc import Mapping

from werkzeug.test import TestResponse

from tests.web.html import Page, PageClient

Typed = str | list[str]


def standing(page: Page) -> dict[str, Typed]:
    """What the page's forms would send as they stand: hidden tokens, texts, what is ticked."""
    names = {each.get("name") for each in page.all("input")}
    texts = {
        str(each.get("name")): (each.text or "").removeprefix("\n") for each in page.all("textarea")
    }
    boxes: dict[str, Typed] = {name: page.values(name) for name in names if name}
    return {name: value for name, value in (boxes | texts).items() if value} | _selected(page)


def send(client: PageClient, address: str, typed: Mapping[str, Typed]) -> TestResponse:
    """Open the page with the form, fill it in and send it to where it stood."""
    return send_page(client, address, client.page(address), typed)


def send_page(
    client: PageClient, address: str, page: Page, typed: Mapping[str, Typed]
) -> TestResponse:
    """Fill in a page that was read before, and send it."""
    return client.post(address, data={**standing(page), **typed})


def _selected(page: Page) -> dict[str, Typed]:
    return {
        str(select.get("name")): [
            each.get("value", "") for each in select.iter("option") if "selected" in each.attrib
        ]
        for select in page.all("select")
    }
