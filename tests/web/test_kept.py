import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from directory import context
from directory.services.follow_changes import follow_changes
from tests.conftest import Opening
from tests.factories import Make
from tests.web.html import PageClient

ADDRESS = "/search?near=IL"
SMALL = {"Accept-Encoding": "gzip"}


@pytest.fixture
def make(lasting_app: Flask) -> Make:
    return Make(context.held(lasting_app))


@pytest.fixture
def client(lasting_app: Flask) -> PageClient:
    """Each of its requests reads the directory anew, as in the running server."""
    context.held(lasting_app).engine.trust(kept_up=True)
    return PageClient(lasting_app, lasting_app.response_class)


def test_a_search_asked_again_is_answered_alike(client: PageClient, make: Make) -> None:
    make.listing("Harbor House")

    first, second = client.get(ADDRESS), client.get(ADDRESS)

    assert "Harbor House" in second.text
    assert (second.data, second.headers["ETag"]) == (first.data, first.headers["ETag"])


def test_a_change_shows_at_once(client: PageClient, make: Make) -> None:
    make.listing("Harbor House")
    before = client.get(ADDRESS)
    make.listing("Harbor Light")

    after = client.get(ADDRESS, headers={"If-None-Match": before.headers["ETag"]})

    assert after.status_code == 200
    assert "Harbor Light" in after.text


def test_a_browser_that_has_it_gets_nothing_twice(client: PageClient, make: Make) -> None:
    make.listing("Harbor House")
    first = client.get(ADDRESS, headers=SMALL)

    again = client.get(ADDRESS, headers={**SMALL, "If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_another_node_knows_the_copy_that_a_browser_has(
    client: PageClient, lasting_app: Flask, make: Make, opening: Opening, tmp_path: Path
) -> None:
    make.listing("Harbor House")
    first = client.get(ADDRESS, headers=SMALL)

    with opening(replace(context.held(lasting_app).settings, instance=tmp_path)) as node:
        held = context.held(node)
        follow_changes(held.database, held.engine)
        at_hand = {"If-None-Match": first.headers["ETag"]}
        again = node.test_client().get(ADDRESS, headers={**SMALL, **at_hand})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize(
    "tag", ['""', 'W/""', '"", "a"', '"a-b"', "nonsense", '"' + "0" * 24 + '-x"']
)
def test_a_mark_that_is_none_of_ours_is_nobody_s_copy(client: PageClient, tag: str) -> None:
    first = client.get(ADDRESS)
    mark = first.headers["ETag"].removeprefix('W/"').partition("-")[0]

    for sent in (tag, f'"{mark}-somebody else\'s"'):
        answer = client.get(ADDRESS, headers={"If-None-Match": sent})
        assert (answer.status_code, answer.headers["ETag"]) == (200, first.headers["ETag"])


def test_any_copy_is_as_good_where_one_says_so(client: PageClient) -> None:
    assert client.get(ADDRESS, headers={"If-None-Match": "*"}).status_code == 304


def test_a_small_copy_is_not_taken_for_a_plain_one(client: PageClient) -> None:
    small = client.get(ADDRESS, headers=SMALL).headers["ETag"]

    assert client.get(ADDRESS, headers={"If-None-Match": small}).status_code == 200


def test_an_index_that_cannot_keep_up_lets_nothing_be_kept(
    client: PageClient, lasting_app: Flask
) -> None:
    engine = context.held(lasting_app).engine
    engine.trust(kept_up=False)

    assert "ETag" not in client.get(ADDRESS).headers


def test_no_two_answers_share_a_mark(client: PageClient) -> None:
    answers = [
        client.get(ADDRESS),
        client.get(ADDRESS, headers=SMALL),
        client.get(f"/es{ADDRESS}"),
        client.get("/search?near=WI"),
        client.get(ADDRESS, base_url="http://other.example"),
    ]

    assert len({answer.headers["ETag"] for answer in answers}) == len(answers)


def test_only_the_reader_may_keep_an_answer(client: PageClient) -> None:
    assert client.get(ADDRESS).headers["Cache-Control"] == "private, no-cache"


def test_who_sends_a_cookie_gets_an_answer_of_their_own(client: PageClient) -> None:
    client.set_cookie("session", "secret")

    assert "ETag" not in client.get(ADDRESS).headers


def test_hours_from_lists_still_lead_to_their_own_address(client: PageClient) -> None:
    address = "/search?free-day=mon&free-from=0900&free-to=1200"

    answers = [client.get(address) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[1].location == "/search?free=mon-0900-1200"


def test_a_search_asked_again_takes_less_than_a_thousandth_of_a_second(
    client: PageClient, lasting_app: Flask, make: Make
) -> None:
    make.listing("Harbor House")
    client.get(ADDRESS, headers=SMALL)
    environ = EnvironBuilder(ADDRESS, headers=Headers(SMALL)).get_environ()

    rounds = [processor_time_of_a_hundred(lasting_app, environ) for _ in range(9)]

    assert min(rounds) < 0.1


def processor_time_of_a_hundred(app: Flask, environ: dict[str, Any]) -> float:
    began = time.process_time()
    for _ in range(100):
        answer = app.wsgi_app(environ.copy(), lambda _status, _headers, _error=None: len)
        b"".join(answer)
    return time.process_time() - began
