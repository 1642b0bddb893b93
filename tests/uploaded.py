"""Files that people send in, made on the spot."""

import io
import struct
import zipfile
import zlib

from PIL import Image

PAGE = b"<!doctype html><html><script>alert(1)</script></html>"


def picture(
    kind: str, size: tuple[int, int] = (120, 80), mode: str = "RGB", **more: object
) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, "white").save(target, kind, **more)
    return target.getvalue()


def photo() -> bytes:
    """As a telephone takes one: on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "taken at home"
    return picture("JPEG", exif=exif)


def pdf(catalogue: bytes = b"") -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length 26>>stream\n/JavaScript (only letters)\nendstream",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 5\n0000000000 65535 f \n"
    tail = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + head + table + tail


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("run.exe", "MZ")
    return target.getvalue()


def bomb(side: int = 50_000) -> bytes:
    """A picture of some kilobytes that fills all memory once it is drawn."""
    rows = zlib.compressobj(9)
    packed = rows.compress(bytes(1 + side // 8) * 1_000) + rows.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", packed)
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )
