from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.cli.incoming import LONGEST_HEAD, Incoming, Refusal

HEAD = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
FORM = b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"


def incoming(longest: int = 100) -> Incoming:
    return Incoming(since=0.0, longest=longest)


@given(st.sampled_from([HEAD, FORM]), st.lists(st.integers(0, 60)))
def test_a_request_is_whole_with_its_last_byte_however_it_is_cut(
    request: bytes, cuts: list[int]
) -> None:
    places = sorted({0, *(cut for cut in cuts if cut < len(request) - 1), len(request) - 1})
    coming = incoming()

    for start, end in pairwise(places):
        assert coming.add(request[start:end]) is None
        assert not coming.is_whole
    coming.add(request[places[-1] :])

    assert coming.is_whole
    assert coming.received == request


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (b"a" * 70_000, Refusal.LONG_ADDRESS),
        (b"GET / HTTP/1.1\r\n" + b"a" * LONGEST_HEAD, Refusal.LONG_HEAD),
        (b"GET / HTTP/1.1\n\n", Refusal.UNREADABLE),
        (b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n", Refusal.WITHOUT_LENGTH),
    ],
)
def test_what_cannot_be_waited_for_is_refused(sent: bytes, refusal: Refusal) -> None:
    assert incoming().add(sent) is refusal


def test_a_body_that_is_too_long_is_not_waited_for_and_ends_the_connection() -> None:
    coming = incoming(longest=4)

    coming.add(FORM)

    assert coming.is_whole
    assert coming.received.startswith(b"POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 5")


def test_who_waits_for_leave_to_go_on_gets_it_once() -> None:
    coming = incoming()
    coming.add(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")

    assert [coming.asks_leave(), coming.asks_leave()] == [True, False]


def test_patience_grows_with_what_has_come() -> None:
    slow, steady = incoming(), incoming(longest=100_000)
    slow.add(b"GET")
    steady.add(b"POST / HTTP/1.1\r\nContent-Length: 90000\r\n\r\n" + b"a" * 41_000)

    assert slow.until < 16
    assert 24 < steady.until < 26
