"""Where a message may be sent: public addresses only, never into the network around this machine.

A name is looked up once and the connection made to the very address that was checked, so that a
name cannot mean a public address while it is checked and a private one while it is used.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

LONGEST_URL = 2000
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# Networks whose addresses carry an address of the older kind, which may be a private one.
CARRIERS = tuple(
    ipaddress.ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")
)


class UnsuitableUrlError(ValueError):
    """An address that nothing is sent to; the message says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """An address that was checked, and where it was found to be."""

    host: str
    port: int
    secure: bool
    path: str  # with its query
    addresses: tuple[str, ...]

    @property
    def header(self) -> str:
        """The host as a request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.secure else 80
        return host if self.port == usual else f"{host}:{self.port}"


def target(url: str, *, to_loopback: bool = False) -> Target:
    """Check an address and look its name up. Raises UnsuitableUrlError.

    `to_loopback`: this machine is allowed too, even without encryption, as tests need it.
    """
    parts = _read(url)
    secure = parts.scheme == "https"
    host, port = _host(parts), parts.port or (443 if secure else 80)
    addresses = _look_up(host, port)
    for address in addresses:
        _check(address, secure=secure, to_loopback=to_loopback)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(
        host=host,
        port=port,
        secure=secure,
        path=path,
        addresses=tuple(str(address) for address in addresses),
    )


def _read(url: str) -> SplitResult:
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise UnsuitableUrlError("This is no web address, or one too long to use.")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise UnsuitableUrlError(f"This is no web address: {error}.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnsuitableUrlError("Write the address like https://partner.example.org/changes.")
    if parts.username or parts.password or parts.fragment:
        raise UnsuitableUrlError("Leave names, passwords and # out of the address.")
    return parts


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").rstrip(".")


def _look_up(host: str, port: int) -> list[IPAddress]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnsuitableUrlError(f"The name {host} leads nowhere now.") from error
    written = dict.fromkeys(str(address[0]) for *_, address in found)
    return [ipaddress.ip_address(each.partition("%")[0]) for each in written]


def _check(address: IPAddress, *, secure: bool, to_loopback: bool) -> None:
    if to_loopback and address.is_loopback:
        return
    if not secure:
        raise UnsuitableUrlError("The address must begin with https://.")
    if not is_public(address):
        raise UnsuitableUrlError(f"It leads to {address}, which is not on the public internet.")


def is_public(address: IPAddress) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address.is_site_local or any(address in network for network in CARRIERS):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
