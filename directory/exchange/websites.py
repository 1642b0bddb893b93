"""Websites as people type them: whether a reader's browser could open one. Nothing is looked up."""

import ipaddress
import re
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from directory.exchange import outward

SCHEMES = ("http", "https")
# Names that mean something inside one network only.
INSIDE = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".onion")
LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
MAIL = re.compile(r"(?:mailto:)?[^\s/:@]+@[^\s/:@]+")


class Fault(StrEnum):
    UNREADABLE = "unreadable"
    MAIL = "mail"  # an e-mail address
    PRIVATE = "private"  # leads into the reader's own network


def fault(written: str) -> Fault | None:
    """Say what is wrong with it. `http://` may be left out, as people do."""
    if MAIL.fullmatch(written):
        return Fault.MAIL
    parts = _parts(written)
    if parts is None or parts.scheme not in SCHEMES or parts.username or parts.password:
        return Fault.UNREADABLE
    return _host_fault((parts.hostname or "").rstrip("."))


def _parts(written: str) -> SplitResult | None:
    if not written.isprintable() or " " in written:
        return None
    try:
        parts = urlsplit(written if "://" in written else f"http://{written}")
        _ = parts.port
    except ValueError:
        return None
    return parts


def _host_fault(host: str) -> Fault | None:
    try:
        return None if outward.is_public(ipaddress.ip_address(host)) else Fault.PRIVATE
    except ValueError:
        pass
    if host == "localhost" or host.endswith(INSIDE):
        return Fault.PRIVATE
    labels = host.split(".")
    is_name = len(labels) > 1 and all(LABEL.fullmatch(label) for label in labels)
    # The last part of a name is never a number: 127.1 and 0x7f.1 are addresses in disguise.
    return None if is_name and labels[-1][:1].isalpha() else Fault.UNREADABLE
