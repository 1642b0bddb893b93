"""The whole directory as files, as browsers and scripts fetch them."""

import csv
import io
from dataclasses import replace

import pytest
from flask import Flask

from directory import context
from directory.services.export_directory import EXPORTS, SITES
from tests.factories import PEORIA, SOURCE, Make, said
from tests.web.html import PageClient

PLACE = f"/exports/{SITES}"


def test_the_page_names_every_file(client: PageClient, make: Make) -> None:
    make.listings([])
    page = client.page("/exports")

    assert page.heading == "The whole directory as files"
    assert [page.link(name) for name in EXPORTS] == [f"/exports/{name}" for name in EXPORTS]
    assert "The directory is empty so far." in page.main


def test_the_page_says_how_much_there_is_and_by_whom(client: PageClient, make: Make) -> None:
    make.listing(statements=(said("therapy", "cbt"),))

    told = client.page("/exports").main

    assert "Rows: 1." in told
    assert SOURCE.name in told
    assert "The directory last changed on" in told


def test_the_page_is_in_spanish_and_leads_to_the_same_files(client: PageClient) -> None:
    page = client.page("/es/exports")

    assert page.heading == "Todo el directorio en archivos"
    assert page.link(SITES) == PLACE
    assert client.get(f"/es{PLACE}").headers["Location"].endswith(PLACE)


def test_its_address_with_a_slash_leads_there(client: PageClient) -> None:
    answer = client.get("/exports/")

    assert (answer.status_code, answer.headers["Location"]) == (308, "/exports")


@pytest.mark.parametrize("name", EXPORTS)
def test_each_file_can_be_fetched(client: PageClient, make: Make, name: str) -> None:
    make.listing()

    answer = client.get(f"/exports/{name}", buffered=True)

    assert answer.status_code == 200
    assert answer.mimetype == EXPORTS[name]
    assert f"filename={name}" in answer.headers["Content-Disposition"]
    assert int(answer.headers["Content-Length"]) == len(answer.data) > 0


def test_who_has_it_is_told_that_nothing_changed(client: PageClient, make: Make) -> None:
    make.listing()
    first = client.get(PLACE, buffered=True)

    by_tag = client.get(PLACE, buffered=True, headers={"If-None-Match": first.headers["ETag"]})
    by_date = client.get(
        PLACE, buffered=True, headers={"If-Modified-Since": first.headers["Last-Modified"]}
    )

    assert [by_tag.status_code, by_date.status_code] == [304, 304]
    assert by_tag.data == b""
    assert by_tag.headers["ETag"] == first.headers["ETag"]


def test_after_a_change_it_is_another(client: PageClient, make: Make) -> None:
    make.listing()
    first = client.get(PLACE, buffered=True)
    make.listing("Bayside")

    second = client.get(PLACE, buffered=True, headers={"If-None-Match": first.headers["ETag"]})

    assert second.status_code == 200
    assert "Bayside" in second.text


def test_a_broken_download_goes_on(client: PageClient, make: Make) -> None:
    make.listing()
    whole = client.get(PLACE, buffered=True)

    rest = client.get(
        PLACE, buffered=True, headers={"Range": "bytes=10-", "If-Range": whole.headers["ETag"]}
    )

    assert rest.status_code == 206
    assert rest.data == whole.data[10:]


def test_a_part_that_is_not_there_is_refused(client: PageClient, make: Make) -> None:
    make.listing()
    length = len(client.get(PLACE, buffered=True).data)

    answer = client.get(PLACE, buffered=True, headers={"Range": f"bytes={length}-"})

    assert (answer.status_code, answer.mimetype) == (416, "application/problem+json")
    assert answer.headers["Content-Range"] == f"bytes */{length}"


def test_a_look_at_the_head_makes_no_file(app: Flask, client: PageClient, make: Make) -> None:
    make.listing()
    folder = context.held(app).settings.exports

    before = client.head(PLACE, buffered=True)
    made_by_looking = [path for path in folder.rglob("*") if path.name == SITES]
    whole = client.get(PLACE, buffered=True)
    after = client.head(PLACE, buffered=True)

    assert made_by_looking == []
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Disposition", "Accept-Ranges"):
        assert before.headers[name] == whole.headers[name] == after.headers[name]
    assert "Content-Length" not in before.headers
    assert int(after.headers["Content-Length"]) == len(whole.data)


def test_made_up_listings_are_marked_and_private_addresses_left_out(
    client: PageClient, make: Make
) -> None:
    make.listing(demonstration=True, address=replace(PEORIA, confidential=True))

    (row,) = csv.DictReader(io.StringIO(client.get(PLACE, buffered=True).text))

    assert row["demonstration"] == "yes"
    assert (row["confidential"], row["city"]) == ("yes", "Peoria")
    assert not any(row[name] for name in ("street", "zip", "county", "latitude", "longitude"))


def test_there_is_no_other_file(client: PageClient) -> None:
    assert client.get("/exports/secret-key").status_code == 404
    assert client.get("/exports/../secret-key").status_code == 404
