"""Files as they should not be: torn, packed with tricks, with cells exchanged."""

import csv
import json
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from io import BytesIO, StringIO
from random import Random
from typing import Any

from tests.mutated import mischief

ENCODINGS = ("utf-16", "utf-16-be", "cp1252", "latin-1", "utf-8-sig", "utf-7", "cp037")
MEMBERS = ("../../evil", "/etc/passwd", "xl/workbook.xml", "sites.csv", "a\0b", "C:\\con", "")
DOCTYPE = (
    b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;">'
    b'<!ENTITY z SYSTEM "file:///etc/passwd">]>'
)
VALUES: Sequence[Any] = (
    *(None, True, 0, -1, 1e308, 10**30, [], {}, [[[]]], {"a": [1]}, "", "\0", "\ud800"),
    *("x" * 9_999, "nan", "-91", "999", "=1+1", "2026-13-45", "⅞", "a\r\nb"),
)  # fmt: skip
Change = Callable[[Random, bytes], bytes]


def damaged(random: Random, content: bytes) -> bytes:
    for _ in range(random.randrange(1, 4)):
        content = _change(random, content)(random, content)
    return content


def _change(random: Random, content: bytes) -> Change:
    if content.startswith(b"PK") and random.randrange(5):
        return packed
    if content[:1] in b"{[" and random.randrange(4):
        return values
    if not content.startswith(b"PK") and random.randrange(3):
        return cells
    return random.choice(TEARS)


def _flips(random: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(random.randrange(1, 30)) if changed else ():
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _cut(random: Random, content: bytes) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _moved(random: Random, content: bytes) -> bytes:
    """A stretch left out, put twice, or overwritten with nothing."""
    start = random.randrange(len(content) + 1)
    piece = content[start : start + random.randrange(1, 2_000)]
    put = random.choice(
        (b"", piece * 2, piece * 50, bytes(len(piece)), random.choice(mischief.NASTY))
    )
    return content[:start] + put + content[start + len(piece) :]


def _encoded(random: Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(random.choice(ENCODINGS), "replace")


TEARS: Sequence[Change] = (_flips, _flips, _cut, _moved, _moved, _encoded)


def cells(random: Random, content: bytes) -> bytes:
    """A table as text, with cells exchanged, filled otherwise, left out or made huge."""
    try:
        rows = list(csv.reader(StringIO(content.decode("utf-8", "replace"), newline="")))[:400]
    except csv.Error:
        return _flips(random, content)
    filled = [row for row in rows if row]
    for _ in range(random.randrange(1, 6)) if filled else ():
        row, other = random.choice(filled), random.choice(filled)
        place, there = random.randrange(len(row)), random.randrange(len(other))
        turn = random.randrange(6)
        if turn == 0:
            row[place], other[there] = other[there], row[place]
        elif turn == 1:
            row.insert(place, _cell(random))
        else:
            row[place] = _cell(random)
    text = StringIO()
    csv.writer(text, delimiter=random.choice(",,,,;\t|")).writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def _cell(random: Random) -> str:
    if not random.randrange(60):
        return "x" * random.choice((40_000, 140_000, 1_100_000))
    value = random.choice(
        (random.choice(VALUES), mischief.value(random).decode("utf-8", "replace"))
    )
    return str(value)


def values(random: Random, content: bytes) -> bytes:
    """JSON with other values in places of any depth."""
    try:
        read = json.loads(content)
    except (ValueError, RecursionError):
        return _flips(random, content)
    for _ in range(random.randrange(1, 6)):
        _put(random, read)
    return json.dumps(read).encode()


def _put(random: Random, node: Any) -> None:  # noqa: ANN401
    while isinstance(node, dict | list) and node:
        key = random.choice(list(node)) if isinstance(node, dict) else random.randrange(len(node))
        if not random.randrange(4) or not isinstance(node[key], dict | list):
            node[key] = deepcopy(random.choice(VALUES))
            return
        node = node[key]


def packed(random: Random, content: bytes) -> bytes:
    """An archive with a member damaged, lost, doubled, renamed or blown up."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [(each.filename, archive.read(each)) for each in archive.infolist()]
    except Exception:  # whatever a torn stream leads zlib to
        return _flips(random, content)
    if not members:
        return _flips(random, content)
    place = random.randrange(len(members))
    name, inside = members[place]
    members[place : place + 1] = _members(random, name, inside)
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for each, inner in members:
            archive.writestr(zipfile.ZipInfo(each), inner, random.choice((0, 8, 8, 8)))
    return target.getvalue()


def _members(random: Random, name: str, inside: bytes) -> list[tuple[str, bytes]]:
    entities = inside.replace(b"?>", b"?>" + DOCTYPE, 1).replace(b"</t>", b"&y;&z;</t>")
    tricks = [
        [],
        [(name, inside), (name, inside[::-1])],
        [(random.choice(MEMBERS), inside)],
        [(name, inside + bytes(random.choice((10, 30_000_000))))],
        [(name, entities)],
    ]
    turn = random.randrange(len(tricks) * 2)
    if turn < len(tricks):
        return tricks[turn]
    change = cells if name.endswith(".csv") and random.randrange(2) else random.choice(TEARS)
    return [(name, change(random, inside))]
