"""Values, fields and addresses as nobody should send them; the same for the same seed."""

from collections.abc import Callable, Sequence
from random import Random

Fields = list[tuple[bytes, bytes]]

NASTY: Sequence[bytes] = (
    *(b"", b" ", b"\0", b"a\0b", b"\xed\xa0\x80", b"\xff\xfe", b"\xc3", b"\xf0\x9f\x98\x80"),
    *(
        "\u202eabc".encode(),
        b"\xef\xbb\xbf",
        b"\r\n\r\n",
        b"\r\nSet-Cookie: a=b",
        b"\t",
        b"\x1b[31m",
    ),
    *(b"0", b"-1", b"1e400", b"nan", b"inf", b"9" * 30, b"9223372036854775808", b"0x10", b"1_000"),
    *("٣".encode(), "¾".encode(), "²".encode(), "Ⅷ".encode(), "İ".encode(), "ẞ".encode()),
    *(b"true", b"null", b"[]", b"{}", b'{"a":1}', b"[" * 5_000, b"%", b"%s%n", b"{0.__class__}"),
    *(b"{{7*7}}", b"'", b'"', b"' OR 1=1 --", b"<script>alert(1)</script>", b"]]>", b"<!--"),
    *(b"../../etc/passwd", b"C:\\con", b"file:///etc/passwd", b"//evil.example", b"javascript:1"),
    *(b"http://[::1", b"http://[v1.a]/", b"http://a:99999/", b"https://\xe2\x84\xa1.example/"),
    *(b"a@b", b"a@b@c", b"@", b'"a b"@c.example', b"a@[127.0.0.1]", b"x" * 300 + b"@a.example"),
    *(b"=1+1", b"@SUM(1)", b"24:00", b"25:99", b"12:60 pm", b"2026-02-30", b"0000-00-00"),
    *(b"+1309555010", b"+99999999999999999", b"(309) 555-0134;ext=99999999999", b"00501"),
    *(
        b"harbor-house",
        b"quiet-house",
        b"new-1",
        b"intensive-outpatient",
        b"yes",
        b"no",
        b"on",
        b"1",
    ),
    *(
        b"x" * 10_000,
        b"a " * 20_000,
        b"\xf0\x9f\x98\x80" * 5_000,
        b"\xcc\x81" * 3_000,
        b"(" * 3_000,
    ),
)
NAMES: Sequence[bytes] = (
    *(
        b"",
        b"\0",
        b"a[]",
        b"a[b]",
        b"\xff",
        b"sessions/99999999999999999999/start",
        b"sessions/-1/day",
    ),
    *(b"sessions/0", b"sessions//", b"kind/aetna/999999999999", b"network/aetna/-1", b"network//0"),
    *(b"phone_main", b"says/therapy/cbt", b"says//", b"todo", b"keys", b"version", b"next", b"q"),
    *(b"csrf_token", b"started", b"puzzle", b"more_link", b"reason", b"kind", b"ref", b"name"),
)


def value(random: Random, old: bytes = b"") -> bytes:
    kind = random.randrange(6)
    if kind == 0:
        return _flipped(random, old)
    if kind == 1:
        return old + random.choice(NASTY)
    if kind == 2 and old:
        cut = random.randrange(len(old))
        return old[:cut]
    return random.choice(NASTY)


def _flipped(random: Random, old: bytes) -> bytes:
    if not old:
        return bytes(random.randrange(256) for _ in range(random.randrange(1, 40)))
    changed = bytearray(old)
    for _ in range(random.randrange(1, 4)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def fields(random: Random, sent: Fields) -> Fields:
    """The fields of a form, changed in a few ways."""
    changed = list(sent)
    for _ in range(random.randrange(1, 4)):
        changed = random.choice(CHANGES)(random, changed)
    return changed


def _other_value(random: Random, sent: Fields) -> Fields:
    if not sent:
        return _one_more(random, sent)
    place = random.randrange(len(sent))
    name, old = sent[place]
    return [*sent[:place], (name, value(random, old)), *sent[place + 1 :]]


def _one_more(random: Random, sent: Fields) -> Fields:
    return [*sent, (random.choice(NAMES), value(random))]


def _left_out(random: Random, sent: Fields) -> Fields:
    place = random.randrange(len(sent)) if sent else 0
    return [*sent[:place], *sent[place + 1 :]]


def _twice(random: Random, sent: Fields) -> Fields:
    return [*sent, (random.choice(sent)[0], value(random))] if sent else sent


def _otherwise_called(random: Random, sent: Fields) -> Fields:
    if not sent:
        return sent
    place = random.randrange(len(sent))
    name = random.choice((random.choice(NAMES), value(random, sent[place][0])))
    return [*sent[:place], (name, sent[place][1]), *sent[place + 1 :]]


def _every_value(random: Random, sent: Fields) -> Fields:
    """All but what guards the form."""
    same = random.choice(NASTY)
    kept = (b"csrf_token", b"started", b"version")
    return [(name, old if name in kept else same) for name, old in sent]


def _thousands(random: Random, sent: Fields) -> Fields:
    if random.randrange(8):
        return _other_value(random, sent)
    name = random.choice(NAMES)
    return [*sent, *((name + str(number).encode(), b"1") for number in range(3_000))]


CHANGES: Sequence[Callable[[Random, Fields], Fields]] = (
    *([_other_value] * 6),
    *(_one_more, _left_out, _twice, _twice, _otherwise_called, _every_value, _thousands),
)


def quoted(random: Random, text: bytes) -> bytes:
    """Percent-encoded, or not as it should be."""
    odd = random.randrange(40)
    if odd == 0:
        return b"".join(b"%%u%04x" % byte for byte in text[:500])
    if odd == 1:
        return b"".join(b"%%%02x" % byte for byte in text[:500]).replace(b"2", b"z", 1)
    return b"".join(bytes([byte]) if _is_plain(byte) else b"%%%02X" % byte for byte in text)


def _is_plain(byte: int) -> bool:
    return byte in b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"


def address(random: Random, path: bytes) -> bytes:
    """An address with a piece changed, as bytes that a request line can hold."""
    place, _mark, query = path.partition(b"?")
    pieces = place.split(b"/")
    turn = random.randrange(5)
    if turn == 0:
        pieces.insert(random.randrange(1, len(pieces) + 1), _piece(random))
    elif turn < 3:
        pieces[random.randrange(1, len(pieces)) if len(pieces) > 1 else 0] = _piece(random)
    elif turn == 3:
        pieces = [*pieces, b"", b"..", b"."]
    more = quoted(random, value(random)) if random.randrange(2) else b""
    pair = random.choice((b"q", b"near", b"page", b"free", b"provider", b"next", b"older", b"lang"))
    return b"/".join(pieces) + b"?" + b"&".join(filter(None, (query, pair + b"=" + more)))


def _piece(random: Random) -> bytes:
    return quoted(random, value(random)[:2_000])
