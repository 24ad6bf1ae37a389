import io
import struct
import zlib

import pytest
from PIL import Image

from casework.inspection import inspect
from casework.refusals import FileRefused
from tests.casework.trial import PDF, picture


def refusal(name: str, content: bytes, **options: object) -> str:
    with pytest.raises(FileRefused) as refused:
        inspect(name, io.BytesIO(content), **options)
    return refused.value.message


def kept(name: str, content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(inspect(name, io.BytesIO(content)).content))


def png_claiming(width: int, height: int) -> bytes:
    """A few bytes that claim to be a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    header = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


def test_a_pdf_is_kept_as_it_is():
    inspected = inspect("执照.PDF", io.BytesIO(PDF))
    assert (inspected.content_type, inspected.extension) == ("application/pdf", ".pdf")
    assert inspected.content == PDF


@pytest.mark.parametrize(("name", "written"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.JPEG", "JPEG")])
def test_a_picture_is_kept_as_a_picture(name, written):
    assert kept(name, picture(written)).format == written


@pytest.mark.parametrize("name", ["page.html", "list.xlsx", "photo.svg", "noextension", "a.pdf.exe"])
def test_other_kinds_of_file_are_refused_and_the_sentence_names_what_goes(name):
    assert ".pdf" in refusal(name, PDF)


def test_a_slot_may_take_less_than_the_portal_does():
    assert ".png" in refusal("a.pdf", PDF, accept=(".png",))


def test_an_exe_named_pdf_is_refused():
    assert "扩展名" in refusal("report.pdf", b"MZ\x90\x00\x03" + b"\0" * 200)


def test_a_picture_named_pdf_is_refused():
    assert "扩展名" in refusal("report.pdf", picture())


def test_a_file_of_25_mb_is_refused_with_the_limit():
    assert "20 MB" in refusal("big.pdf", b"%PDF-" + b"0" * (25 * 1024 * 1024))


def test_an_empty_file_is_refused():
    assert "空文件" in refusal("a.pdf", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>" + PDF,
        b"\n" + PDF,
    ],
)
def test_a_pdf_that_does_not_begin_as_one_is_refused(content):
    assert "扩展名" in refusal("a.pdf", content)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4\n<HTML><body>" + PDF[9:],
        b"%PDF-1.4\n%<script>alert(1)</script>\n" + PDF[9:],
        PDF + b"<script>alert(1)</script>",
        PDF + b"PK\x03\x04" + b"\0" * 2000,
    ],
)
def test_a_polyglot_is_refused(content):
    assert "其他内容" in refusal("a.pdf", content)


@pytest.mark.parametrize("content", [b"%PDF-1.4 cut off", b"%PDF-1.4\n%%EOF"])
def test_half_a_pdf_is_refused(content):
    assert "不是完整" in refusal("a.pdf", content)


def test_a_photo_loses_its_place_and_camera_and_comment_but_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned
    exif[0x010F] = "示例相机"
    exif.get_ifd(0x8825)[1] = "N"
    photo = kept("a.jpg", picture("JPEG", (8, 6), exif=exif, comment=b"secret"))
    assert photo.size == (6, 8)
    assert not photo.getexif()
    assert "comment" not in photo.info


def test_a_script_behind_a_picture_is_gone():
    content = inspect("a.png", io.BytesIO(picture() + b"<script>alert(1)</script>")).content
    assert b"<script>" not in content


@pytest.mark.parametrize("mode", ["P", "LA", "L", "CMYK", "RGBA"])
def test_pictures_of_every_colour_mode_are_kept(mode):
    target = io.BytesIO()
    written = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, (4, 4)).save(target, written)
    assert kept(f"a.{'jpg' if written == 'JPEG' else 'png'}", target.getvalue()).size == (4, 4)


@pytest.mark.parametrize("size", [(8000, 6000), (12_000, 9_000), (60_000, 60_000)])
def test_an_image_bomb_is_refused_before_it_is_unpacked(size):
    assert "像素" in refusal("a.png", png_claiming(*size))


def test_a_broken_picture_is_refused():
    assert "已损坏" in refusal("a.png", picture()[:40])
    assert "已损坏" in refusal("a.jpg", b"\xff\xd8\xff" + b"junk" * 20)
