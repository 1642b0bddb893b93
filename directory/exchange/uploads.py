"""Files that strangers send in: what they are by their content, and what of them may be kept.

Pictures are drawn anew, so that nothing stays in them that is no picture: a second file behind it,
a place where it was taken.
"""

import io
import re
from dataclasses import dataclass
from enum import StrEnum

import puremagic
from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

LARGEST = 10 * 1024 * 1024  # bytes
MOST_PIXELS = 40_000_000  # a page at 600 dots an inch
LONGEST_SIDE = 4_000  # pixels kept: enough to read small print


class Kind(StrEnum):
    """By the ending of its file's name."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"


KINDS = {"application/pdf": Kind.PDF, "image/png": Kind.PNG, "image/jpeg": Kind.JPEG}


class Reason(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too large"
    OTHER_KIND = "other kind"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too many pixels"
    TWO_IN_ONE = "two in one"
    ACTIVE = "active"


class UploadError(ValueError):
    """The file is refused; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Upload:
    kind: Kind
    content: bytes


PDF_HEAD = re.compile(rb"%PDF-[12]\.[0-9][\r\n \t]")
PDF_TAIL = re.compile(rb"startxref\s+[0-9]{1,10}\s+%%EOF[\s\0]*\Z")
PDF_ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia|XFA)\b")
# The end of a ZIP archive, which is read from its end; and what a browser might take for a page.
ZIP_END = b"PK\x05\x06"
PAGE = re.compile(rb"<(!doctype html|html|script|body|svg|iframe|\?php)\b", re.IGNORECASE)
PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG_END = b"\xff\xd9"


def read(content: bytes) -> Upload:
    """Return what may be kept. Raises UploadError."""
    if not content:
        raise UploadError(Reason.EMPTY)
    if len(content) > LARGEST:
        raise UploadError(Reason.TOO_LARGE)
    kind = _kind(content)
    return Upload(kind, _pdf(content) if kind is Kind.PDF else _picture(content, kind))


def _kind(content: bytes) -> Kind:
    try:
        mime = puremagic.from_string(content, mime=True)
    except (puremagic.PureError, ValueError):
        raise UploadError(Reason.OTHER_KIND) from None
    if mime not in KINDS:
        raise UploadError(Reason.OTHER_KIND)
    return KINDS[mime]


def _pdf(content: bytes) -> bytes:
    if not PDF_HEAD.match(content):
        raise UploadError(Reason.OTHER_KIND)
    if ZIP_END in content[-65_557:] or PAGE.search(content[:1_024]):
        raise UploadError(Reason.TWO_IN_ONE)
    if not PDF_TAIL.search(content[-2_048:]):
        raise UploadError(Reason.BROKEN)
    if PDF_ACTIVE.search(_outline(content)):
        raise UploadError(Reason.ACTIVE)
    return content


def _outline(pdf: bytes) -> bytes:
    """A PDF without its streams, whose packed bytes spell anything by chance."""
    return b" ".join(part.partition(b"stream")[0] for part in pdf.split(b"endstream"))


def _picture(content: bytes, kind: Kind) -> bytes:
    _alone(content, PNG_END if kind is Kind.PNG else JPEG_END)
    try:
        _verified(content, kind)
        return _drawn(_opened(content, kind), kind)
    except UploadError:
        raise
    # Pillow's readers raise whatever a broken file leads them to.
    except Exception as error:
        raise UploadError(Reason.BROKEN) from error


def _alone(content: bytes, end: bytes) -> None:
    """Telephones put notes of their own behind a picture; archives and pages hide there too."""
    last = content.rfind(end)
    if ZIP_END in content[-65_557:] or PAGE.search(content, max(last, 0)):
        raise UploadError(Reason.TWO_IN_ONE)
    if last < 0:
        raise UploadError(Reason.BROKEN)


def _opened(content: bytes, kind: Kind) -> Image.Image:
    """By its own reader, which reads the head alone."""
    reader = PngImageFile if kind is Kind.PNG else JpegImageFile
    picture = reader(io.BytesIO(content))
    if picture.width * picture.height > MOST_PIXELS:
        raise UploadError(Reason.TOO_MANY_PIXELS)
    return picture


def _verified(content: bytes, kind: Kind) -> None:
    """Check its sums, after which a picture cannot be drawn and is opened again."""
    _opened(content, kind).verify()


def _drawn(picture: Image.Image, kind: Kind) -> bytes:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    target = io.BytesIO()
    _on_white(upright).save(target, "PNG" if kind is Kind.PNG else "JPEG", quality=88)
    return target.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Nothing but the dots: black letters on nothing at all would be black on black."""
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper
