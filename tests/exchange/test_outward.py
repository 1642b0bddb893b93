"""Nothing is sent into the network that the machine stands in."""

import socket

import pytest

from directory.exchange import outward
from directory.exchange.outward import UnsuitableUrlError

PRIVATE = [
    "127.0.0.1",
    "127.1",
    "2130706433",  # 127.0.0.1 as one number
    "0x7f.0.0.1",
    "0",  # 0.0.0.0, which is this machine too
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",  # where clouds keep their keys
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "localhost",
    "[::1]",
    "[::]",
    "[fe80::1]",
    "[fe80::1%25lo]",
    "[fc00::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[::ffff:10.0.0.1]",
    "[64:ff9b::a00:1]",
    "[2002:a00:1::]",
]


@pytest.mark.parametrize("host", PRIVATE)
def test_an_address_that_is_not_public_is_refused(host: str) -> None:
    with pytest.raises(UnsuitableUrlError):
        outward.target(f"https://{host}/changes")


def test_a_name_is_judged_by_where_it_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    leads_to(monkeypatch, "93.184.216.34", "10.0.0.8")

    with pytest.raises(UnsuitableUrlError, match=r"leads to 10\.0\.0\.8, which is not on the"):
        outward.target("https://partner.example/changes")


def test_the_address_that_was_checked_is_the_one_to_connect_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leads_to(monkeypatch, "93.184.216.34")

    found = outward.target("https://partner.example:8443/changes?of=all")

    assert found.addresses == ("93.184.216.34",)
    assert (found.host, found.port, found.secure) == ("partner.example", 8443, True)
    assert (found.path, found.header) == ("/changes?of=all", "partner.example:8443")


@pytest.mark.parametrize("url", ["http://93.184.216.34/", "http://93.184.216.34:443/"])
def test_nothing_is_sent_without_encryption(url: str) -> None:
    with pytest.raises(UnsuitableUrlError, match="must begin with https"):
        outward.target(url)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "Write the address like"),
        ("partner.example", "Write the address like"),
        ("ftp://partner.example/", "Write the address like"),
        ("file:///etc/passwd", "Write the address like"),
        ("https://", "Write the address like"),
        ("https://[::1", "no web address"),
        ("https://partner.example:99999/", "no web address"),
        ("https://somebody:secret@partner.example/", "Leave names, passwords"),
        ("https://partner.example/#part", "Leave names, passwords"),
        ("https://partner.example/a b", "no web address"),
        ("https://partner.example/\r\nHost: other", "no web address"),
        ("https://pärtner.example/", "no web address"),
        ("https://partner.example/" + "a" * 2000, "no web address"),
        ("https://partner.invalid/", "leads nowhere"),
        (f"https://{'a' * 64}.example/", "leads nowhere"),
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(url: str, words: str) -> None:
    with pytest.raises(UnsuitableUrlError, match=words):
        outward.target(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8/", "https://localhost/"])
def test_this_machine_is_allowed_where_a_test_needs_it(url: str) -> None:
    assert outward.target(url, to_loopback=True).addresses


def test_a_test_reaches_no_farther_than_this_machine() -> None:
    with pytest.raises(UnsuitableUrlError):
        outward.target("http://10.0.0.1/", to_loopback=True)


def leads_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
