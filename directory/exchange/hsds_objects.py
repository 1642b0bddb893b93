"""What HSDS objects have in common: only what is known is said."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

Object = dict[str, Any]

_WEB_ADDRESS = re.compile(r"https?://[\w.-]+(:\d+)?([/?#]\S*)?", re.ASCII | re.IGNORECASE)
_KEPT = ";/?:@&=+$,#%!*'()~[]-._"  # of an address's characters, besides letters and digits


def known(**fields: object) -> Object:
    """The fields that say something. HSDS has no word for "not reported" but silence."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def web_address(written: str) -> str:
    """The address as a URI, empty where it cannot be one."""
    address = written.strip()
    whole = address if "://" in address else f"https://{address}"
    uri = quote(whole, safe=_KEPT)
    return uri if address and _WEB_ADDRESS.fullmatch(uri) else ""


def sentence(*parts: str) -> str:
    """Parts as sentences of one text, those that are empty left out."""
    return " ".join(
        part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part
    )


def listed(parts: Iterable[str]) -> str:
    return "; ".join(parts)
