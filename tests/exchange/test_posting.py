"""A message is sent once, in bounded time, to the very address that was checked."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import trustme

from directory.exchange.posting import Poster
from tests import partner as partners
from tests.partner import Handler, Partner

HERE = Poster(to_loopback=True)


@pytest.fixture
def partner() -> Iterator[Partner]:
    with partners.listening() as partner:
        yield partner


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def test_a_message_arrives_with_its_headers(partner: Partner) -> None:
    answer = HERE.post(f"{partner.url}?of=all", b'{"a": 1}', {"webhook-id": "msg_1"})

    (received,) = partner.received
    assert (answer.status, answer.words) == (204, "204 No Content")
    assert answer.is_good
    assert (received.path, received.body) == ("/changes?of=all", b'{"a": 1}')
    assert received.headers["webhook-id"] == "msg_1"
    assert received.headers["Content-Type"] == "application/json"
    assert received.headers["Host"] == f"127.0.0.1:{partner.port}"


def test_a_redirect_is_not_followed(partner: Partner) -> None:
    partner.statuses = [302]

    answer = HERE.post(partner.url, b"{}", {})

    assert (answer.status, answer.is_good) == (302, False)
    assert len(partner.received) == 1


def test_a_server_that_trickles_is_cut_off(partner: Partner) -> None:
    partner.answer = trickle
    started = time.monotonic()

    answer = Poster(to_loopback=True, deadline=0.5).post(partner.url, b"{}", {})

    assert time.monotonic() - started < 2
    assert (answer.status, answer.words) == (None, "No answer within 0.5 seconds.")


def test_a_server_that_says_nothing_is_cut_off(partner: Partner) -> None:
    partner.answer = lambda _: time.sleep(1)

    answer = Poster(to_loopback=True, deadline=0.2).post(partner.url, b"{}", {})

    assert answer.words == "No answer within 0.2 seconds."


def test_looking_a_name_up_is_within_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", after_a_while(socket.getaddrinfo, 2.0))
    started = time.monotonic()

    answer = Poster(deadline=0.3).post("https://partner.example/", b"{}", {})

    assert time.monotonic() - started < 1.5
    assert answer.words == "No answer within 0.3 seconds."


def test_what_the_look_up_took_is_not_there_for_the_answer(
    partner: Partner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", after_a_while(socket.getaddrinfo, 1.0))
    partner.answer = trickle
    started = time.monotonic()

    answer = Poster(to_loopback=True, deadline=2.2).post(partner.url, b"{}", {})

    assert time.monotonic() - started < 3.0
    assert answer.words == "No answer within 2.2 seconds."


def test_of_a_long_answer_only_the_beginning_is_read(partner: Partner) -> None:
    partner.answer = go_on_for_ever

    answer = HERE.post(partner.url, b"{}", {})

    assert answer.is_good


def test_an_answer_that_is_no_http_is_told(partner: Partner) -> None:
    partner.answer = lambda handler: write(handler, b"What?\r\n\r\n")

    assert HERE.post(partner.url, b"{}", {}).words == "The connection broke (BadStatusLine)."


def test_nobody_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    answer = HERE.post(f"http://127.0.0.1:{port}/", b"{}", {})

    assert (answer.status, answer.words) == (None, "Nobody answers there.")


def test_a_server_without_encryption_is_not_spoken_to_with_it(partner: Partner) -> None:
    answer = HERE.post(partner.url.replace("http:", "https:"), b"{}", {})

    assert answer.status is None
    assert partner.received == []


def test_a_server_is_believed_if_its_certificate_is(authority: trustme.CA) -> None:
    trust = ssl.create_default_context()
    authority.configure_trust(trust)

    with partners.listening(identity(authority, "127.0.0.1")) as partner:
        trusting = Poster(to_loopback=True, trust=trust).post(partner.url, b"{}", {})
        doubting = HERE.post(partner.url, b"{}", {})

    assert trusting.is_good
    assert len(partner.received) == 1
    assert doubting.words.startswith("Its certificate: ")


def test_a_certificate_is_held_against_the_name_and_not_the_address(
    authority: trustme.CA,
) -> None:
    trust = ssl.create_default_context()
    authority.configure_trust(trust)

    with partners.listening(identity(authority, "localhost")) as partner:
        poster = Poster(to_loopback=True, trust=trust)
        by_name = poster.post(partner.url.replace("127.0.0.1", "localhost"), b"{}", {})
        by_address = poster.post(partner.url, b"{}", {})

    assert by_name.is_good
    assert by_address.words.startswith("Its certificate: IP address mismatch")


def test_what_is_not_public_is_refused_at_the_moment_of_sending(partner: Partner) -> None:
    answer = Poster().post(partner.url, b"{}", {})

    assert answer.words == "The address must begin with https://."
    assert partner.received == []


def identity(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def after_a_while(look_up: Callable[..., Any], seconds: float) -> Callable[..., Any]:
    """A system that takes its time to find a name; addresses alone it knows at once."""

    def slowly(*asked: Any, **ways: Any) -> Any:  # noqa: ANN401
        if "type" in ways and not getattr(slowly, "asked", False):
            slowly.asked = True  # type: ignore[attr-defined]
            time.sleep(seconds)
        return look_up(*asked, **ways)

    return slowly


def trickle(handler: Handler) -> None:
    """One byte at a time, so that no single wait is long."""
    try:
        for byte in b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1000:
            write(handler, bytes([byte]))
            time.sleep(0.02)
    except OSError:
        pass


def go_on_for_ever(handler: Handler) -> None:
    try:
        write(handler, b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            write(handler, b"a" * 65_536)
    except OSError:
        pass


def write(handler: Handler, data: bytes) -> None:
    handler.wfile.write(data)
    handler.wfile.flush()
