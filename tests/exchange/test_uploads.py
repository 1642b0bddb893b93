import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from directory.exchange import uploads
from directory.exchange.uploads import Kind, Reason, UploadError
from tests import uploaded

PNG, JPEG, PDF = uploaded.picture("PNG"), uploaded.photo(), uploaded.pdf()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
DRAWN_PDF = uploaded.picture("PDF")


def drawn(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(uploads.read(content).content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PNG, Kind.PNG), (JPEG, Kind.JPEG), (PDF, Kind.PDF), (DRAWN_PDF, Kind.PDF)],
)
def test_documents_and_pictures_are_kept(content: bytes, kind: Kind) -> None:
    assert uploads.read(content).kind is kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"x" * (uploads.LARGEST + 1), Reason.TOO_LARGE),
        (b"only words", Reason.OTHER_KIND),
        (uploaded.PAGE, Reason.OTHER_KIND),
        (SVG, Reason.OTHER_KIND),
        (uploaded.picture("GIF"), Reason.OTHER_KIND),
        (uploaded.picture("WEBP"), Reason.OTHER_KIND),
        (uploaded.archive(), Reason.OTHER_KIND),
        (uploaded.PAGE + PDF, Reason.OTHER_KIND),
        (b"%PDF-1.4\n" + uploaded.PAGE + PDF, Reason.TWO_IN_ONE),
        (PDF + uploaded.archive(), Reason.TWO_IN_ONE),
        (PDF + uploaded.PAGE, Reason.TWO_IN_ONE),
        (PDF + b"more", Reason.BROKEN),
        (PDF[:-30], Reason.BROKEN),
        (PDF[:20], Reason.BROKEN),
        (uploaded.pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), Reason.ACTIVE),
        (uploaded.pdf(b"/Names<</EmbeddedFiles 9 0 R>>/AF[<</Type/EmbeddedFile>>]"), Reason.ACTIVE),
        (PNG + uploaded.archive(), Reason.TWO_IN_ONE),
        (PNG + uploaded.PAGE, Reason.TWO_IN_ONE),
        (JPEG + uploaded.archive(), Reason.TWO_IN_ONE),
        (JPEG + b"<?php system($_GET[0]); ?>", Reason.TWO_IN_ONE),
        (PNG[:-4], Reason.BROKEN),
        (PNG[:40], Reason.BROKEN),
        (JPEG[:-2], Reason.BROKEN),
        (JPEG[: len(JPEG) // 2] + b"\xff\xd9", Reason.BROKEN),
        (PNG[:45] + bytes([PNG[45] ^ 255]) + PNG[46:], Reason.BROKEN),
        (uploaded.bomb(), Reason.TOO_MANY_PIXELS),
        (uploaded.picture("JPEG", (8_000, 5_001)), Reason.TOO_MANY_PIXELS),
    ],
)
def test_what_is_none_is_refused_with_its_reason(content: bytes, reason: Reason) -> None:
    with pytest.raises(UploadError) as caught:
        uploads.read(content)

    assert caught.value.reason is reason


def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken() -> None:
    kept = drawn(JPEG)

    assert kept.size == (80, 120)
    assert not kept.getexif()
    assert b"taken at home" not in uploads.read(JPEG).content


def test_what_a_telephone_puts_behind_a_picture_is_left_away() -> None:
    kept = uploads.read(JPEG + b"\x00\x00SEFH of some maker")

    assert b"SEFH" not in kept.content


def test_a_transparent_picture_lies_on_white_paper() -> None:
    letters = uploaded.picture("PNG", mode="RGBA")
    clear = Image.open(io.BytesIO(letters))
    clear.putalpha(0)
    target = io.BytesIO()
    clear.save(target, "PNG")

    assert drawn(target.getvalue()).getpixel((0, 0)) == (255, 255, 255)


def test_a_huge_scan_is_made_smaller() -> None:
    assert max(drawn(uploaded.picture("PNG", (6_000, 3_000), "L")).size) == uploads.LONGEST_SIDE


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", PNG[:33], JPEG[:200]]))
def test_no_bytes_lead_to_anything_but_a_reason(content: bytes, head: bytes) -> None:
    with contextlib.suppress(UploadError):
        assert uploads.read(head + content).content
