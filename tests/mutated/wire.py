"""Requests as bytes, so that they can be wrong in every way; answers as they come."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass, replace
from http.client import HTTPException, HTTPResponse
from random import Random

from tests.mutated import mischief
from tests.mutated.mischief import Fields

PATIENCE = 60  # seconds
URLENCODED = b"application/x-www-form-urlencoded"
TYPES: Sequence[bytes] = (
    *(b"application/json", b"text/plain", b"", b"multipart/form-data", b"application/xml"),
    *(b"multipart/form-data; boundary=", b"multipart/form-data; boundary=\xff", b"a/b/c;;=;"),
    *(b"application/x-www-form-urlencoded; charset=utf-16", b"application/x-www-form-urlencoded"),
)
METHODS = (b"PUT", b"DELETE", b"PATCH", b"HEAD", b"OPTIONS", b"FOO", b"POST", b"GET", b"TRACE")
HEADERS: Sequence[bytes] = (
    *(b"Accept-Language: \xff,;q=,es;q=9,*", b"Accept-Language: " + b"es-" * 2_000),
    *(b"Cookie: session=abc", b"Cookie: =;=;;\xff", b"Cookie: " + b"a=b; " * 1_500),
    *(b"If-None-Match: \"\xff\"", b"If-None-Match: *", b"If-Modified-Since: Thu, 99 Foo 9999"),
    *(b"Range: bytes=0-,-1,5-2", b"Range: bytes=99999999999999999999-", b"Range: a=b"),
    *(b"Accept: \xff", b"Accept: */*;q=nan", b"Accept-Encoding: gzip;q=x,br;q=-1,,\xff"),
    *(b"X-Forwarded-For: \xff, 1.2.3.4", b"X-Forwarded-Proto: a\xff", b"X-Forwarded-Host: a b"),
    *(b"X-Forwarded-Prefix: //x", b"Forwarded: for=\"[::", b"Referer: \xff\xfe", b"Origin: null"),
    *(b"X-API-Key: \xff\x80", b"X-API-Key: " + b"k" * 7_000, b"Authorization: Basic \xff=="),
    *(b"Authorization: Bearer {}", b"X-CSRFToken: \xff", b"X-Requested-With: XMLHttpRequest"),
    *(b"Content-Length: 3", b"Content-Length: -1", b"Content-Length: abc", b"Expect: 100-continue"),
    *(b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip, chunked", b"Upgrade: h2c"),
    *(b"X-Long: " + b"x" * 9_000, b"X:" * 10, b": empty", b"X Y: 1", b"Host: other\xff.example"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    method: bytes
    target: bytes
    headers: tuple[bytes, ...] = ()
    body: bytes = b""

    def written(self) -> bytes:
        head = [b"%b %b HTTP/1.1" % (self.method, self.target)]
        if not any(each.lower().startswith(b"host:") for each in self.headers):
            head.append(b"Host: 127.0.0.1")
        length = b"content-length" in b"\n".join(self.headers).lower()
        if self.body and not length:
            head.append(b"Content-Length: %d" % len(self.body))
        return b"\r\n".join((*head, *self.headers, b"Connection: close", b"", self.body))


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is 0 where the connection was closed without a word."""

    status: int
    kind: str = ""
    body: bytes = b""
    location: str = ""
    cookies: tuple[str, ...] = ()


def ask(port: int, request: Request) -> Answer:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        try:
            connection.sendall(request.written())
            connection.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it was answered before it was sent whole
        except OSError:
            return Answer(0)
        try:
            return _read(connection, request.method.decode("latin-1"))
        except TimeoutError:
            raise
        except (HTTPException, OSError):
            return Answer(0)


def _read(connection: socket.socket, method: str) -> Answer:
    response = HTTPResponse(connection, method=method)
    response.begin()
    return Answer(
        status=response.status,
        kind=(response.getheader("Content-Type") or "").partition(";")[0],
        body=response.read(),
        location=response.getheader("Location") or "",
        cookies=tuple(response.headers.get_all("Set-Cookie") or ()),
    )


def sent(random: Random, request: Request, fields: Fields) -> Request:
    """With these fields in a body that fits the content type, or almost."""
    turn = random.randrange(10)
    if turn < 6:
        return _typed(request, URLENCODED, urlencoded(random, fields))
    if turn < 9:
        return _multipart(random, request, fields)
    return _typed(request, random.choice(TYPES), urlencoded(random, fields))


def urlencoded(random: Random, fields: Fields) -> bytes:
    pairs = (mischief.quoted(random, name) + b"=" + mischief.quoted(random, value)
             for name, value in fields)  # fmt: skip
    return b"&".join(pairs)


def _typed(request: Request, kind: bytes, body: bytes) -> Request:
    return replace(request, headers=(*request.headers, b"Content-Type: " + kind), body=body)


def _multipart(random: Random, request: Request, fields: Fields) -> Request:
    """Some fields as files; now and then the end is missing or a part is torn."""
    parts = []
    for name, value in fields:
        said = b'Content-Disposition: form-data; name="%b"' % name.replace(b'"', b"%22")
        if not random.randrange(6):
            said += b'; filename="a.%b"\r\nContent-Type: %b' % (
                random.choice((b"csv", b"zip", b"pdf", b"png", b"\xff")),
                random.choice((b"text/csv", b"application/zip", b"a", b"image/png")),
            )
        parts.append(b"--edge\r\n%b\r\n\r\n%b\r\n" % (said, value))
    body = b"".join(parts) + b"--edge--\r\n"
    if not random.randrange(5):
        body = body[: random.randrange(len(body))]
    return _typed(request, b"multipart/form-data; boundary=edge", body)
