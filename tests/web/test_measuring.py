import re
import time
from datetime import timedelta

import pytest
from flask import Flask

from directory import context
from directory.domain.moments import now
from directory.storage.models import MailRow, OutboxRow
from directory.web.measures import Measures
from tests.web.html import PageClient

LINE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="[A-Za-z0-9._+]+",?)+)\})? (\S+)')
SEARCH = "/search?near=IL&q=secret"


def figures(client: PageClient) -> dict[tuple[str, str], float]:
    lines = [line for line in client.get("/metrics").text.splitlines() if line[0] != "#"]
    found = [LINE.fullmatch(line) for line in lines]
    return {(one[1], one[2] or ""): float(one[3]) for one in found if one}


def test_every_line_is_of_the_format_and_belongs_to_a_kind_that_was_named(
    client: PageClient,
) -> None:
    client.get(SEARCH)

    answer = client.get("/metrics")

    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    kinds = set(re.findall(r"^# TYPE (\S+) ", answer.text, re.MULTILINE))
    for line in answer.text.splitlines():
        if not line.startswith("#"):
            found = LINE.fullmatch(line)
            assert found, line
            assert re.sub("_(bucket|sum|count)$", "", found[1]) in kinds


def test_a_page_is_counted_under_its_kind_and_never_by_what_was_asked(client: PageClient) -> None:
    client.get(SEARCH)
    client.get("/providers/secret")
    client.get("/secret")
    client.get("/static/site.css", buffered=True)

    said = figures(client)

    requests = {labels for name, labels in said if name == "directory_requests_total"}
    assert requests == {
        'endpoint="search.results",status="2xx"',
        'endpoint="providers.show",status="4xx"',
        'endpoint="none",status="4xx"',
        'endpoint="static",status="2xx"',
    }
    assert said["directory_request_seconds_count", 'endpoint="search.results"'] == 1
    assert said["directory_request_seconds_bucket", 'endpoint="search.results",le="+Inf"'] == 1
    assert "secret" not in client.get("/metrics").text


def test_pages_say_whether_they_were_in_memory(client: PageClient) -> None:
    context.held().engine.trust(kept_up=True)
    mark = client.get(SEARCH).headers["ETag"]
    client.get(SEARCH)
    client.get(SEARCH, headers={"If-None-Match": mark})

    said = figures(client)

    kinds = ("made", "kept", "unchanged")
    assert [said["directory_pages_total", f'answer="{each}"'] for each in kinds] == [1, 1, 1]


def test_what_waits_is_said(app: Flask, client: PageClient) -> None:
    with context.writing() as session:
        session.add(OutboxRow(provider_id=1, at=now() - timedelta(seconds=30)))
        session.add(MailRow(message="a", to="b", subject="c", body="d", next_at=now()))
        session.commit()

    said = figures(client)

    assert said["directory_index_unread_changes", ""] == 1
    assert 30 <= said["directory_index_behind_seconds", ""] < 60
    assert said["directory_mail", 'state="waiting"'] == 1
    assert said["directory_revisions_waiting", ""] == 0
    assert said["directory_webhook_messages_waiting", ""] == 0


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"], ids=str.lower
)
def test_what_a_proxy_passes_on_is_refused(client: PageClient, header: str) -> None:
    answer = client.get("/metrics", headers={header: "127.0.0.1"})

    assert answer.status_code == 403
    assert "directory_" not in answer.text


def test_another_machine_is_refused_whatever_it_says(client: PageClient) -> None:
    elsewhere = {"REMOTE_ADDR": "198.51.100.7"}

    assert client.get("/metrics", environ_overrides=elsewhere).status_code == 403


def test_to_count_a_request_takes_less_than_twenty_millionths_of_a_second() -> None:
    measures = Measures(["search.results"])

    began = time.process_time()
    for _ in range(2000):
        measures.took("search.results", 200, 0.004, "kept")

    assert (time.process_time() - began) / 2000 < 20e-6
    assert next(measures.every()).count == 2000
